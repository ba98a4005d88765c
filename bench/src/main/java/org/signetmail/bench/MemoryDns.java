package org.signetmail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Question;
import org.signetmail.testkit.Zone;

/** A zone whose answers cost next to nothing from the second time on, for Signet and for its peers. */
final class MemoryDns implements DnsResolver {

    private final FakeDns zone;
    private final Map<Question, CompletionStage<DnsAnswer>> answers = new ConcurrentHashMap<>();
    private final Map<String, List<String>> texts = new ConcurrentHashMap<>();

    private MemoryDns(FakeDns zone) {
        this.zone = zone;
    }

    static MemoryDns of(Zone zone) {
        return new MemoryDns(FakeDns.of(zone));
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        return answers.computeIfAbsent(
                new Question(name, type), question -> zone.lookup(question.name(), question.type()));
    }

    /**
     * The same for peers, which take records as text.
     *
     * @param name of the records
     * @param type of the records
     * @return their data in presentation format, addresses and the text of TXT records as such, mail exchangers as names;
     *     empty when there is none
     */
    List<String> texts(String name, RecordType type) {
        return texts.computeIfAbsent(type + " " + name, key -> found(DomainName.of(name), type));
    }

    private List<String> found(DomainName name, RecordType type) {
        List<String> found = new ArrayList<>();
        if (lookup(name, type).toCompletableFuture().join() instanceof DnsAnswer.Found answer) {
            for (DnsRecord record : answer.records()) {
                found.add(text(record));
            }
        }
        return List.copyOf(found);
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
