package org.signetmail.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.internal.Ascii;

/**
 * DKIM keys for the service {@code tlsrpt} (RFC 8460 §3). The verifier asks whether a key is for e-mail; here a key says so when
 * it is for TLS reports, and says no when it is for e-mail alone. One for each message.
 */
final class TlsrptKeys implements DnsResolver {

    private static final String SERVICE = "tlsrpt";

    private final DnsResolver resolver;
    private final Set<DomainName> named = ConcurrentHashMap.newKeySet();

    TlsrptKeys(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /** Whether a key of this domain says {@code tlsrpt} itself, and not just nothing against it. */
    boolean isNamed(DomainName domain) {
        return DomainName.parse("_domainkey." + domain)
                .filter(keys -> named.stream().anyMatch(name -> name.isEqualOrBelow(keys)))
                .isPresent();
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        return resolver.lookup(name, type)
                .thenApply(answer -> answer instanceof DnsAnswer.Found found
                        ? new DnsAnswer.Found(
                                records(name, found.records()), found.ttl(), found.authentic(), found.canonical())
                        : answer);
    }

    private List<DnsRecord> records(DomainName name, List<DnsRecord> records) {
        List<DnsRecord> changed = new ArrayList<>();
        for (DnsRecord record : records) {
            changed.add(record instanceof DnsRecord.Txt txt ? new DnsRecord.Txt(changed(name, txt.octets())) : record);
        }
        return changed;
    }

    /** The record with another value of {@code s=}, if it has one. */
    private String changed(DomainName name, String record) {
        int from = 0;
        while (from < record.length()) {
            int end = record.indexOf(';', from);
            end = end < 0 ? record.length() : end;
            int equals = record.indexOf('=', from);
            if (equals >= 0
                    && equals < end
                    && FieldText.trim(record.substring(from, equals)).equals("s")) {
                boolean fits = isFor(name, record.substring(equals + 1, end));
                return record.substring(0, equals + 1) + (fits ? "*" : "other") + record.substring(end);
            }
            from = end + 1;
        }
        return record;
    }

    private boolean isFor(DomainName name, String services) {
        boolean fits = false;
        int from = 0;
        while (from <= services.length()) {
            int end = services.indexOf(':', from);
            end = end < 0 ? services.length() : end;
            String service = FieldText.trim(services.substring(from, end));
            if (Ascii.equalsIgnoreCase(service, SERVICE)) {
                named.add(name);
                return true;
            }
            fits |= service.equals("*");
            from = end + 1;
        }
        return fits;
    }
}
