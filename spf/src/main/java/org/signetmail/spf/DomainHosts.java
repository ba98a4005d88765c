package org.signetmail.spf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.spf.address.IpAddress;

/**
 * The hosts that a domain has besides those of its SPF record: which may send for it too, or tell that it has no mail.
 *
 * @param isParked whether it takes no mail and has no address, for sure
 * @param mail the addresses of its first MX hosts, by name
 * @param web the addresses of the domain and of www below it, by name
 */
record DomainHosts(boolean isParked, Map<DomainName, List<IpAddress>> mail, Map<DomainName, List<IpAddress>> web) {

    private static final int MAX_MAIL_HOSTS = 4;

    private static final DomainName WWW = DomainName.of("www");

    static void ahead(LintDns dns, DomainName domain) {
        dns.ahead(domain, RecordType.MX);
        dns.ahead(domain, RecordType.A);
        dns.ahead(domain, RecordType.AAAA);
        Optional<DomainName> www = domain.prepend(WWW);
        www.ifPresent(name -> dns.ahead(name, RecordType.A));
        www.ifPresent(name -> dns.ahead(name, RecordType.AAAA));
    }

    static DomainHosts of(LintDns dns, DomainName domain) {
        DnsAnswer mx = dns.await(domain, RecordType.MX);
        List<DomainName> hosts = mx instanceof DnsAnswer.Found found
                ? CheckDns.hosts(found).stream()
                        .filter(host -> !host.equals(DomainName.ROOT))
                        .limit(MAX_MAIL_HOSTS)
                        .toList()
                : List.of();
        for (DomainName host : hosts) {
            dns.ahead(host, RecordType.A);
            dns.ahead(host, RecordType.AAAA);
        }
        DnsAnswer a = dns.await(domain, RecordType.A);
        DnsAnswer aaaa = dns.await(domain, RecordType.AAAA);
        Map<DomainName, List<IpAddress>> web = new LinkedHashMap<>();
        addresses(dns, domain, domain, web);
        domain.prepend(WWW).ifPresent(name -> addresses(dns, name, domain, web));
        Map<DomainName, List<IpAddress>> mail = new LinkedHashMap<>();
        hosts.forEach(host -> addresses(dns, host, host, mail));
        // RFC 7505 §3: the root as only MX says that the domain takes no mail; without MX its address would (RFC 5321
        // §5.1).
        boolean noMail = isNone(mx) || (mx instanceof DnsAnswer.Found && hosts.isEmpty());
        return new DomainHosts(noMail && isNone(a) && isNone(aaaa), mail, web);
    }

    private static boolean isNone(@Nullable DnsAnswer answer) {
        return answer != null && CheckDns.isVoid(answer);
    }

    /** What a CNAME leads to that is not at or below the owner is somebody else's, and shared with others. */
    private static void addresses(LintDns dns, DomainName name, DomainName owner, Map<DomainName, List<IpAddress>> to) {
        List<IpAddress> addresses = new ArrayList<>();
        for (RecordType type : new RecordType[] {RecordType.A, RecordType.AAAA}) {
            if (dns.await(name, type) instanceof DnsAnswer.Found found
                    && found.canonical()
                            .filter(end -> !end.isEqualOrBelow(owner))
                            .isEmpty()) {
                addresses.addAll(CheckDns.addresses(found));
            }
        }
        if (!addresses.isEmpty()) {
            to.put(name, addresses);
        }
    }
}
