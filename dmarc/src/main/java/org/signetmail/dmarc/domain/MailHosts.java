package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.internal.FailureText;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.IpParser;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkKind;

/** Where the mail of a domain goes: its MX records, the hosts that they name, and the names of their addresses. */
final class MailHosts {

    /** How many hosts of a domain are looked at. */
    static final int MAX_HOSTS = 6;

    /** Of how many hosts the name of the address is looked at. */
    static final int MAX_PTR = 2;

    /** How many names of an address are tried. */
    private static final int MAX_PTR_NAMES = 3;

    /** What a label is hardly called that is not at the top. */
    private static final Set<String> TOPS = Set.of("com", "net", "org");

    private final DnsLookups lookups;
    private final DomainName domain;
    private final RegistrableDomain registrable;
    private final Consumer<Finding> findings;
    private final List<DomainName> hosts = new ArrayList<>();

    /** The domain's own for which the name of the address is looked at, and those for which it would have been one too many. */
    private int pointers;

    private final List<DomainName> unnamed = new ArrayList<>();
    private boolean nullMx;
    private boolean noMx;
    private boolean implicitMx;

    MailHosts(DnsLookups lookups, DomainName domain, RegistrableDomain registrable, Consumer<Finding> findings) {
        this.lookups = lookups;
        this.domain = domain;
        this.registrable = registrable;
        this.findings = findings;
    }

    /** Those that were looked at, the most preferred first. */
    List<DomainName> hosts() {
        return hosts;
    }

    /** Whether the domain says that it takes no mail. */
    boolean isNullMx() {
        return nullMx;
    }

    /** Whether there is no MX record. */
    boolean isNoMx() {
        return noMx;
    }

    /** Whether there is no MX record and an address, to which mail goes then. */
    boolean isImplicit() {
        return implicitMx;
    }

    private void add(DomainCode code, DomainName name, String message) {
        findings.accept(code.finding(message).about(name));
    }

    private void failed(String what, DomainName name, DnsAnswer.Failed failed) {
        failed(findings, what, name, failed);
    }

    /** Says what could not be looked up, unless it was not asked. */
    static void failed(Consumer<Finding> findings, String what, DomainName name, DnsAnswer.Failed failed) {
        if (failed.reason() != DnsFailure.QUERY_LIMIT) {
            Finding finding = DomainCode.DOMAIN_LOOKUP_FAILED
                    .finding(what + " could not be looked up: " + failed.describe() + '.')
                    .remedy(FailureText.advice(failed.reason(), "the domain"))
                    .about(name);
            findings.accept(
                    failed.reason() == DnsFailure.CNAME_CHAIN
                            ? finding.remedy("Mend the CNAME records that lead from " + name + " on.")
                            : finding);
        }
    }

    private void notAll(int all) {
        boolean more = all > hosts.size();
        String names =
                String.join(", ", unnamed.stream().map(DomainName::toString).toList());
        if (more || !unnamed.isEmpty()) {
            findings.accept(DomainCode.DOMAIN_NOT_ALL_ASKED
                    .finding("The domain " + domain + " has " + all + " mail hosts"
                            + (more ? ", of which the first " + hosts.size() + " were looked at." : ".")
                            + (unnamed.isEmpty()
                                    ? ""
                                    : " Whether the address has a name (PTR) was looked at for the first " + MAX_PTR
                                            + " of its own, and not for " + names + '.'))
                    .remedy(
                            more
                                    ? "Look at the others yourself, or name fewer: senders try a few of them and no more."
                                    : "Ask for the PTR records of their addresses yourself.")
                    .about(domain));
        }
    }

    static List<DnsRecord.Mx> exchanges(DnsAnswer answer) {
        List<DnsRecord.Mx> exchanges = new ArrayList<>();
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                if (record instanceof DnsRecord.Mx mx) {
                    exchanges.add(mx);
                }
            }
        }
        exchanges.sort(Comparator.comparingInt(DnsRecord.Mx::preference));
        return exchanges;
    }

    void check(DnsAnswer answer, List<DnsRecord.Mx> exchanges) {
        if (answer instanceof DnsAnswer.Failed failed) {
            failed("The MX of " + domain, domain, failed);
            return;
        }
        if (!(answer instanceof DnsAnswer.Found)) {
            noMx = true;
            noMx();
            return;
        }
        // RFC 7505 §3: nothing but the root says that the domain takes no mail.
        nullMx = !exchanges.isEmpty()
                && exchanges.stream().allMatch(mx -> mx.exchange().equals(DomainName.ROOT));
        if (nullMx) {
            add(DomainCode.MX_NULL, domain, "The domain " + domain + " has a null MX: it takes no mail.");
            return;
        }
        Set<DomainName> seen = new HashSet<>();
        for (DnsRecord.Mx record : exchanges) {
            DomainName host = record.exchange();
            if (host.equals(DomainName.ROOT)) {
                add(
                        DomainCode.MX_NULL_BESIDE_OTHERS,
                        domain,
                        "The domain " + domain + " has a null MX beside other MX records.");
            } else if (!seen.add(host)) {
                add(DomainCode.MX_TWICE, domain, "The domain " + domain + " names " + host + " in several MX records.");
            } else if (hosts.size() < MAX_HOSTS) {
                hosts.add(host);
            }
        }
        for (DomainName host : hosts) {
            if (isAddress(host)) {
                add(DomainCode.MX_ADDRESS, domain, "The MX of " + domain + " holds the address " + host + '.');
            } else {
                host(host);
            }
        }
        notAll(seen.size());
    }

    /** RFC 5321 §5.1: without an MX record, mail goes to the address. */
    private void noMx() {
        DnsAnswer.Failed failed = null;
        for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
            DnsAnswer answer = lookups.await(domain, type);
            if (answer instanceof DnsAnswer.Found) {
                implicitMx = true;
                add(
                        DomainCode.MX_IMPLICIT,
                        domain,
                        "The domain " + domain + " has no MX record, so its mail goes to its own address.");
                return;
            }
            failed = failed == null && answer instanceof DnsAnswer.Failed failure ? failure : failed;
        }
        if (failed != null) {
            failed("The address of " + domain, domain, failed);
        } else {
            add(DomainCode.MX_NONE, domain, "The domain " + domain + " has neither an MX record nor an address.");
        }
    }

    static boolean isAddress(DomainName host) {
        String text = host.toString();
        return IpParser.ip4(text, 0, text.length()) >= 0 || IpParser.ip6(text, 0, text.length()) != null;
    }

    private void host(DomainName host) {
        DnsAnswer answer = lookups.await(host, RecordType.A);
        Optional<DomainName> end = answer.canonical();
        end.ifPresent(name -> add(
                DomainCode.MX_CNAME,
                host,
                "The MX of " + domain + " names " + host + ", which is a CNAME to " + name + '.'));
        String named = "The MX of " + domain + " names " + host
                + end.map(name -> ", a CNAME to " + name).orElse("");
        if (answer instanceof DnsAnswer.NxDomain) {
            missing(host, end.orElse(host), named);
        } else if (answer instanceof DnsAnswer.Failed failed) {
            failed("The mail host " + host, host, failed);
        } else if (answer instanceof DnsAnswer.NoData) {
            DnsAnswer second = lookups.await(host, RecordType.AAAA);
            if (second instanceof DnsAnswer.NoData) {
                add(DomainCode.MX_NO_ADDRESS, host, named + ", which has neither an A nor an AAAA record.");
            } else if (second instanceof DnsAnswer.Failed failed) {
                failed("The mail host " + host, host, failed);
            } else if (second instanceof DnsAnswer.Found found) {
                isPrivate(host, found);
            }
        } else if (answer instanceof DnsAnswer.Found found
                && found.records().get(0) instanceof DnsRecord.Address first
                && !isPrivate(host, found)
                && host.isEqualOrBelow(domain)) {
            if (pointers++ < MAX_PTR) {
                pointer(host, first, IpAddress.of(first.ip()));
            } else {
                unnamed.add(host);
            }
        }
    }

    /** Whether an address is not on the Internet, among those that were asked for. */
    private boolean isPrivate(DomainName host, DnsAnswer.Found there) {
        List<DnsRecord> addresses = new ArrayList<>(there.records());
        if (lookups.isAsked(host, RecordType.AAAA)
                && lookups.await(host, RecordType.AAAA) instanceof DnsAnswer.Found ip6) {
            addresses.addAll(ip6.records());
        }
        for (DnsRecord record : addresses) {
            if (record instanceof DnsRecord.Address address) {
                IpAddress ip = IpAddress.of(address.ip());
                NetworkKind kind = NetworkKind.of(Network.of(ip));
                if (kind != null) {
                    add(
                            DomainCode.MX_PRIVATE_ADDRESS,
                            host,
                            "The mail host " + host + " has the address " + ip + ", which is in " + kind.words()
                                    + " and not on the Internet.");
                    return true;
                }
            }
        }
        return false;
    }

    private void missing(DomainName host, DomainName end, String named) {
        DomainName top = registrable.whose(end).orElse(end);
        boolean free =
                registrable.whose(end).isPresent() && lookups.await(top, RecordType.A) instanceof DnsAnswer.NxDomain;
        String taken = top.equals(end)
                ? ": who registers it gets the mail."
                : ", as " + top + " does not: who registers that gets the mail.";
        String message = named + ", which does not exist" + (free ? taken : ".");
        Finding finding = (free ? DomainCode.MX_TAKEOVER : DomainCode.MX_MISSING).finding(message);
        Optional<String> meant = free ? Optional.empty() : withoutDot(host);
        findings.accept(meant.map(name -> finding.remedy("Write the name with a dot at its end, " + name
                        + ". (without it, the zone puts its own name behind)."))
                .orElse(finding)
                .about(host));
    }

    /** What was meant when a name was written without the dot at its end, and the zone put its own name behind it. */
    private Optional<String> withoutDot(DomainName host) {
        for (int labels = domain.labelCount(); labels >= 2; labels--) {
            DomainName zone = domain.suffix(labels);
            int more = host.labelCount() - labels;
            if (more >= 2 && host.isEqualOrBelow(zone)) {
                String name = String.join(".", host.labels().subList(0, more));
                String last = host.labels().get(more - 1);
                boolean whole =
                        TOPS.contains(last) || last.equals(domain.labels().get(domain.labelCount() - 1));
                return whole ? Optional.of(name) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void pointer(DomainName host, DnsRecord.Address address, IpAddress ip) {
        DomainName reverse = ip.reverseName();
        DnsAnswer answer = lookups.await(reverse, RecordType.PTR);
        String shown = "The address " + ip + " of " + host;
        if (answer instanceof DnsAnswer.Failed failed) {
            failed("The name of the address " + ip + " of " + host + " (PTR at " + reverse + ")", reverse, failed);
            return;
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            add(DomainCode.MX_PTR_MISSING, reverse, shown + " has no PTR record.");
            return;
        }
        List<String> names = new ArrayList<>();
        for (DnsRecord record : found.records()) {
            if (record instanceof DnsRecord.Ptr ptr && names.size() < MAX_PTR_NAMES) {
                names.add(ptr.name().toString());
                DnsAnswer back = lookups.await(ptr.name(), ip.addressType());
                // A name that may lead back is not held against it.
                if (back instanceof DnsAnswer.Failed
                        || (back instanceof DnsAnswer.Found there
                                && there.records().contains(address))) {
                    return;
                }
            }
        }
        int count = found.records().size();
        String all = String.join(", ", names);
        String what = count == 1
                ? " has the name " + all + ", which does not lead back to it."
                : count > names.size()
                        ? " has " + count + " names, of which the first " + names.size() + " (" + all
                                + ") do not lead back to it."
                        : " has the names " + all + ", none of which leads back to it.";
        add(DomainCode.MX_PTR_UNCONFIRMED, reverse, shown + what);
    }
}
