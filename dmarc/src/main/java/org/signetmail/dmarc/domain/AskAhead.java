package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/**
 * Asks ahead of need, so that the questions of one check of a domain are under way together: in the first round all whose
 * names are known from the start, in the second those that the answers lead to. Which are asked depends on the answers, and
 * not on the order in which they come.
 */
final class AskAhead {

    static final DomainName MTA_STS = DomainName.of("_mta-sts");
    static final DomainName TLS_RPT = DomainName.of("_smtp._tls");
    static final DomainName BIMI = DomainName.of("default._bimi");
    static final DomainName DOMAIN_KEY = DomainName.of("_domainkey");
    private static final DomainName DMARC = DomainName.of("_dmarc");
    static final DomainName EVERY_KEY = DomainName.ofOctets("*._domainkey").orElseThrow();

    /** Who names more selectors than this has the others asked for when all else is. */
    private static final int MAX_SELECTORS = 8;

    /** Who names more than this has the others asked for when all else is. */
    private static final int MAX_WALKS = 2;

    /** RFC 9989 §4.10: of a longer name, the walk goes on with 7 labels. */
    private static final int LONGEST_WALK = 8;

    /** Of as many mail hosts, the SPF lint wants the IPv6 addresses, too. */
    private static final int MAX_IP6_HOSTS = 4;

    /** The SPF lint asks for the addresses of the domain and of www below it. */
    private static final int SPF_ADDRESSES = 4;

    /** Of who has no SPF record, it wants to know whether there is one at another name. */
    private static final int SPF_WRONG_PLACES = 3;

    /** About so many questions a term of an SPF record leads to: an include has some of its own. */
    private static final int PER_TERM = 2;

    /** What stands in for the terms of a record that cannot be read. */
    private static final int UNREAD_TERMS = 5;

    private final QuestionBound bound;
    private final DnsLookups lookups;
    private final DomainName domain;

    AskAhead(QuestionBound bound, DnsLookups lookups, DomainName domain) {
        this.bound = bound;
        this.lookups = lookups;
        this.domain = domain;
    }

    /** What the alignment of some names is judged by: the records of their walks (RFC 9989 §4.10). */
    void walks(List<DomainName> names) {
        for (DomainName name : names.subList(0, Math.min(names.size(), MAX_WALKS))) {
            for (int labels = name.labelCount(); labels > 0; labels--) {
                if (labels == name.labelCount() || labels < LONGEST_WALK) {
                    name.suffix(labels).prepend(DMARC).ifPresent(at -> lookups.prefetch(at, RecordType.TXT));
                }
            }
        }
    }

    /** What can be asked for without an answer. */
    void first(List<DomainName> selectors) {
        lookups.prefetch(domain, RecordType.MX);
        lookups.prefetch(domain, RecordType.TXT);
        for (DomainName prefix : List.of(MTA_STS, TLS_RPT, BIMI, DOMAIN_KEY, EVERY_KEY)) {
            domain.prepend(prefix).ifPresent(name -> lookups.prefetch(name, RecordType.TXT));
        }
        selectors.stream()
                .distinct()
                .limit(MAX_SELECTORS)
                .forEach(selector -> keyName(selector).ifPresent(name -> lookups.prefetch(name, RecordType.TXT)));
    }

    /**
     * The addresses of the mail hosts, and what they lead to: the name of an address, or whether a host that does not exist
     * is in a domain that does not either.
     *
     * @param most of how many hosts of the domain's own the name of the address is asked for
     * @param registrable the domain to be asked for when a name does not exist
     */
    void hosts(List<DomainName> hosts, int most, RegistrableDomain registrable) {
        List<DomainName> own = hosts.stream()
                .filter(host -> host.isEqualOrBelow(domain))
                .limit(most)
                .toList();
        for (DomainName host : hosts) {
            lookups.prefetch(
                    host, RecordType.A, answer -> bound.aside(() -> behind(host, answer, own::contains, registrable)));
        }
        if (hosts.size() <= MAX_IP6_HOSTS) {
            hosts.forEach(host -> lookups.prefetch(host, RecordType.AAAA));
        }
    }

    private void behind(DomainName host, DnsAnswer answer, Predicate<DomainName> own, RegistrableDomain registrable) {
        if (answer instanceof DnsAnswer.NoData) {
            lookups.prefetch(host, RecordType.AAAA);
        } else if (answer instanceof DnsAnswer.NxDomain) {
            registrable.whose(answer.canonical().orElse(host)).ifPresent(top -> lookups.prefetch(top, RecordType.A));
        } else if (answer instanceof DnsAnswer.Found found
                && own.test(host)
                && found.records().get(0) instanceof DnsRecord.Address address) {
            IpAddress ip = IpAddress.of(address.ip());
            lookups.prefetch(ip.reverseName(), RecordType.PTR, names -> bound.aside(() -> back(ip, names)));
        }
    }

    /** Usually there is one name. */
    private void back(IpAddress ip, DnsAnswer names) {
        if (names instanceof DnsAnswer.Found found && found.records().get(0) instanceof DnsRecord.Ptr ptr) {
            lookups.prefetch(ptr.name(), ip.addressType());
        }
    }

    /** Where mail goes when there is no MX record. */
    void ownAddresses() {
        lookups.prefetch(domain, RecordType.A);
        lookups.prefetch(domain, RecordType.AAAA);
    }

    /** How many questions the check of SPF will ask from now on, as far as the record tells. */
    int expectedOfSpf(int hosts) {
        OptionalInt terms = terms();
        int record = terms.isEmpty() ? SPF_WRONG_PLACES : terms.getAsInt() == 0 ? 0 : PER_TERM * (terms.getAsInt() + 1);
        return SPF_ADDRESSES + Math.min(hosts, MAX_IP6_HOSTS) + record;
    }

    /** The keys of some selectors, with so many questions at most. */
    void keys(int questions, List<DomainName> selectors) {
        for (DomainName selector : asFarAs(questions, selectors)) {
            if (!isWithoutKeys()) {
                keyName(selector).ifPresent(name -> lookups.prefetch(name, RecordType.TXT));
            }
        }
    }

    /**
     * The first of some selectors, for which so many questions are enough.
     *
     * @param questions how many there are left; those that were asked cost none
     */
    List<DomainName> asFarAs(int questions, List<DomainName> selectors) {
        // RFC 8020 §2: none is asked for below a name that does not exist.
        if (isWithoutKeys()) {
            return selectors;
        }
        Set<DomainName> first = new LinkedHashSet<>();
        int left = questions - (keyAnswer(EVERY_KEY) instanceof DnsAnswer.Found ? 1 : 0);
        for (DomainName selector : selectors) {
            if (!first.contains(selector) && !isAsked(selector) && --left < 0) {
                break;
            }
            first.add(selector);
        }
        return List.copyOf(first);
    }

    /** Whether the key of a selector costs no question any more. */
    boolean isAsked(DomainName selector) {
        return keyName(selector)
                .filter(name -> !lookups.isAsked(name, RecordType.TXT))
                .isEmpty();
    }

    /** A CNAME is a name, below which others may be (RFC 6604 §3: NXDOMAIN is of the name at its end). */
    private boolean isWithoutKeys() {
        DnsAnswer answer = keyAnswer(DOMAIN_KEY);
        return answer instanceof DnsAnswer.NxDomain && answer.canonical().isEmpty();
    }

    private DnsAnswer keyAnswer(DomainName prefix) {
        return domain.prepend(prefix)
                .map(name -> lookups.await(name, RecordType.TXT))
                .orElse(DnsAnswer.NX_DOMAIN);
    }

    private Optional<DomainName> keyName(DomainName selector) {
        return domain.prepend(DOMAIN_KEY).flatMap(name -> name.prepend(selector));
    }

    /** How many terms of the SPF record ask DNS; nothing when there is no record. */
    private OptionalInt terms() {
        List<Integer> counts = new ArrayList<>();
        if (lookups.await(domain, RecordType.TXT) instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                if (record instanceof DnsRecord.Txt txt && SpfRecord.isSpf(txt.octets())) {
                    counts.add(
                            SpfRecord.parse(txt).record().map(AskAhead::terms).orElse(UNREAD_TERMS));
                }
            }
        }
        return counts.stream().mapToInt(Integer::intValue).max();
    }

    private static int terms(SpfRecord record) {
        return (int) record.terms().stream().filter(AskAhead::asks).count();
    }

    private static boolean asks(SpfTerm term) {
        if (term instanceof Directive directive) {
            Mechanism mechanism = directive.mechanism();
            return !(mechanism instanceof Mechanism.All
                    || mechanism instanceof Mechanism.Ip4
                    || mechanism instanceof Mechanism.Ip6);
        }
        return term instanceof Modifier.Redirect;
    }
}
