package org.signetmail.bench;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** DNS for peers, which take records as text, and wait for them. */
@FunctionalInterface
interface PeerDns {

    /**
     * Asks.
     *
     * @param name of the records
     * @param type of the records
     * @return their data in presentation format, addresses and the text of TXT records as such, mail exchangers as names;
     *     empty when there is none
     */
    List<String> texts(String name, RecordType type);

    /** The same zone, and the same delay, as Signet's own resolver. */
    static PeerDns of(DnsResolver resolver) {
        return (name, type) -> {
            List<String> found = new ArrayList<>();
            if (resolver.lookup(DomainName.of(name), type).toCompletableFuture().join()
                    instanceof DnsAnswer.Found answer) {
                for (DnsRecord record : answer.records()) {
                    found.add(text(record));
                }
            }
            return List.copyOf(found);
        };
    }

    private static String text(DnsRecord record) {
        if (record instanceof DnsRecord.Txt txt) {
            return txt.octets();
        }
        if (record instanceof DnsRecord.Mx mx) {
            return mx.exchange().toString();
        }
        return record.describe();
    }
}
