package org.signetmail.spf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.FailureText;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkSet;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.Qualifier;

/**
 * What is to be said of the records that a domain's leads to, and of what a check costs. A record at the domain or below it
 * is its owner's own, and all is said of it; one of others is looked at for what breaks or opens the domain's.
 */
final class TreeLint {

    /** Trees that were made to have many are told of the first ones. */
    private static final int MAX_FINDINGS = 40;

    private static final int MAX_TERMS = SpfLimits.DEFAULT.terms();
    private static final int MAX_VOIDS = SpfLimits.DEFAULT.voids();
    private static final int MAX_MX = SpfLimits.DEFAULT.mxHosts();

    private static final Set<String> MISWRITTEN =
            Set.of("spf-terms-glued", "spf-several-domains", "spf-strings-joined");

    /** What all records together cost is told apart; and no string that DNS gives is too long, whoever joined several. */
    private static final Set<String> NOT_OF_DNS = Set.of("spf-too-many-terms", "spf-string-too-long");

    /** RFC 7208 §5.2: how an included record ends is no match, and the record that includes it decides. */
    private static final Set<String> OF_THE_END = Set.of("spf-neutral-all", "spf-no-default");

    /** Said of who passes; an include that has another qualifier lets nobody pass. */
    private static final Set<String> OF_PASSING = Set.of("spf-everybody-passes", "spf-wide-network");

    /** Found at terms for hosts that are not known. */
    private static final Set<String> UNKNOWN_SENDERS = Stream.of(
                    LintCode.DNS_FAILURE,
                    LintCode.INCLUDE_WITHOUT_RECORD,
                    LintCode.INCLUDE_UNUSABLE,
                    LintCode.REDIRECT_WITHOUT_RECORD,
                    LintCode.REDIRECT_UNUSABLE,
                    LintCode.MX_LIMIT)
            .map(code -> code.code().code())
            .collect(Collectors.toUnmodifiableSet());

    private static final String PERMERROR =
            " A check that comes to it ends in permerror, so that SPF does not pass and DMARC has DKIM alone to go by.";

    private final RecordNode root;
    private final List<Finding> findings = new ArrayList<>();

    /** Where each included or redirected record was met first. */
    private final Map<DomainName, RecordNode.Term> met = new HashMap<>();

    /** Of terms that are written wrong, that is said; not that they lead nowhere. */
    private final Set<RecordNode.Term> miswritten = new HashSet<>();

    /** Of what is wrong in records of others, the first of each kind is told at each own term that leads there. */
    private final Map<RecordNode.Term, Set<LintCode>> toldOfOthers = new HashMap<>();

    private boolean loop;

    TreeLint(RecordNode root) {
        this.root = root;
    }

    List<Finding> findings() {
        look(root, null, Set.of());
        if (root.record() != null) {
            opens();
        }
        if (root.record() != null && !loop) {
            lookups();
        }
        if (root.record() != null) {
            voids();
        }
        return findings;
    }

    boolean hasLoop() {
        return loop;
    }

    private boolean isOwn(RecordNode node) {
        return node.domain.isEqualOrBelow(root.domain);
    }

    /**
     * Looks at a record and what is below it.
     *
     * @param via the term of an own record that leads to this one of others; null for an own one
     * @param beside what is not said of it, as the records that lead there decide
     */
    private void look(RecordNode node, RecordNode.@Nullable Term via, Set<String> beside) {
        if (via == null && node.txt != null && !node.isSeveral()) {
            for (Finding finding : TextLint.of(node.txt)) {
                if (NOT_OF_DNS.contains(finding.code()) || beside.contains(finding.code())) {
                    continue;
                }
                add((node == root ? finding : OutcomeFindings.of(node.domain, finding)).about(node.domain));
                if (MISWRITTEN.contains(finding.code())) {
                    finding.position().ifPresent(place -> miswritten(node, place.offset()));
                }
            }
        }
        for (RecordNode.Term term : node.terms) {
            if (!term.unreachable) {
                look(term, via == null ? term : via);
                if (term.child != null) {
                    boolean own = via == null && isOwn(term.child);
                    look(term.child, own ? null : via == null ? term : via, below(term, beside));
                }
            }
        }
    }

    private static Set<String> below(RecordNode.Term term, Set<String> beside) {
        if (!(term.term instanceof Directive directive)) {
            return beside;
        }
        Set<String> all = new HashSet<>(beside);
        all.addAll(OF_THE_END);
        if (directive.qualifier() != Qualifier.PASS) {
            all.addAll(OF_PASSING);
        }
        return all;
    }

    /** Terms that let everybody pass together, or a redirect to a record that does. */
    private void opens() {
        String family = root.partition().pass().equals(NetworkSet.ALL)
                ? "every host of the world"
                : letsAllPass(root.partition().pass()) ? "every host of IPv4" : "";
        boolean told = findings.stream()
                .anyMatch(finding ->
                        finding.code().equals(LintCode.everybodyPasses().code()));
        if (family.isEmpty() || told || root.text == null) {
            return;
        }
        RecordNode.Term redirect = root.terms.stream()
                .filter(term -> term.isRedirect() && !term.unreachable)
                .findFirst()
                .orElse(null);
        Finding finding = LintCode.everybodyPasses()
                .finding((redirect == null ? "The record" : "The record, with that of " + shown(redirect) + ",")
                        + " lets " + family + " pass for " + root.domain + ".")
                .remedy("Name the hosts that may send, and end the record with \"-all\" or \"~all\".");
        add((redirect == null ? root.text.atWhole(finding) : root.text.at(redirect.index, finding)).about(root.domain));
    }

    private void miswritten(RecordNode node, int offset) {
        for (RecordNode.Term term : node.terms) {
            if (node.text != null && node.text.isWithin(term.index, offset)) {
                miswritten.add(term);
            }
        }
    }

    private void look(RecordNode.Term term, RecordNode.Term via) {
        if (miswritten.contains(term)) {
            return;
        }
        Mechanism mechanism = term.mechanism();
        if (term.leads() && !term.ofTheMail) {
            leads(term, via);
        } else if (mechanism instanceof Mechanism.Mx && term.hostCount > MAX_MX) {
            add(
                    term,
                    via,
                    LintCode.MX_LIMIT,
                    term.target + " has " + term.hostCount + " MX hosts, more than " + MAX_MX + "." + PERMERROR,
                    "Take it out and name the hosts that send by ip4, ip6 or a.");
        } else if (term == via) {
            asks(term);
        }
    }

    // ---- include and redirect -------------------------------------------------------------------------------------

    private void leads(RecordNode.Term term, RecordNode.Term via) {
        RecordNode child = term.child;
        String words = shown(term);
        boolean redirect = term.isRedirect();
        if (term.loop && term.target != null) {
            loop = true;
            add(
                    term,
                    via,
                    LintCode.LOOP,
                    words + " leads back to " + term.target
                            + (term.in.domain.equals(term.target)
                                    ? ", whose record it stands in."
                                    : ", which this record comes from.")
                            + " A check goes round until its 11th look-up and ends in permerror.",
                    "Take it out.");
        } else if (term.notFollowed) {
            return;
        } else if (child == null) {
            add(
                    term,
                    via,
                    redirect ? LintCode.REDIRECT_WITHOUT_RECORD : LintCode.INCLUDE_WITHOUT_RECORD,
                    words + " leads to no domain that could have an SPF record." + PERMERROR,
                    "Take it out, or write the whole name.");
        } else if (child.record() == null) {
            broken(term, via, child, words, redirect);
        } else {
            usable(term, via, child, redirect);
        }
    }

    private void broken(RecordNode.Term term, RecordNode.Term via, RecordNode child, String words, boolean redirect) {
        if (child.selection == null) {
            if (child.answer != null) {
                failed(term, via, child.domain, RecordType.TXT, child.answer);
            }
            return;
        }
        SpfProblem problem = Objects.requireNonNull(child.selection.problem());
        boolean none = problem == SpfProblem.NO_RECORD || problem == SpfProblem.NO_SUCH_DOMAIN;
        // What is wrong in an own record is told where it stands.
        if (problem.isOfSyntax() && via == term && isOwn(child)) {
            return;
        }
        LintCode code = redirect
                ? none ? LintCode.REDIRECT_WITHOUT_RECORD : LintCode.REDIRECT_UNUSABLE
                : none ? LintCode.INCLUDE_WITHOUT_RECORD : LintCode.INCLUDE_UNUSABLE;
        String why = child.problem();
        String message = problem == SpfProblem.NO_SUCH_DOMAIN
                ? child.domain + ", which does not exist."
                : problem == SpfProblem.NO_RECORD
                        ? child.domain + ", which has no SPF record"
                                + (child.selection.detail().equals(child.domain.toString()) ? "." : ": " + why + ".")
                        : child.domain + ", whose SPF record is void: " + why + ".";
        add(
                term,
                via,
                code,
                words + " leads to " + message + PERMERROR,
                isOwn(child)
                        ? "Publish one there, or take the term out."
                        : "Check the name with whoever gave it to you, or take it out.");
    }

    private void usable(RecordNode.Term term, RecordNode.Term via, RecordNode child, boolean redirect) {
        // RFC 7208 §5.2: what passes there gets the qualifier of the include, and only by + a pass.
        if (term == via
                && !isOwn(child)
                && letsAllPass(child.partition().pass())
                && !term.in.passesBy(term).isEmpty()) {
            Finding finding = LintCode.everybodyPasses()
                    .finding(shown(term) + " leads to a record that lets every host of the world pass, so that "
                            + root.domain + " does.");
            add(text(via)
                    .at(via.index, finding.remedy("Name the hosts that send in its place, or take it out."))
                    .about(via.in.domain));
        }
        if (redirect) {
            return;
        }
        RecordNode.Term first = met.putIfAbsent(child.domain, term);
        if (first == null || first.in == term.in) {
            return;
        }
        // Told at the one that its owner can take out.
        boolean own = term == via;
        boolean firstOwn = first.in == root || isOwn(first.in);
        if (own || firstOwn) {
            RecordNode.Term extra = own ? term : first;
            RecordNode.Term other = own ? first : term;
            add(
                    LintCode.DUPLICATE_INCLUDE,
                    extra,
                    shown(extra) + " stands in the record of " + extra.in.domain + ", and that of " + other.in.domain
                            + " includes " + child.domain + " too: its " + TraceText.count(extra.lookups(), "look-up")
                            + (extra.lookups() == 1 ? " counts" : " count")
                            + " twice among the " + MAX_TERMS + " that a receiver makes.",
                    "Take it out where it stands by itself.");
        }
    }

    private static boolean letsAllPass(NetworkSet pass) {
        return pass.contains(IpAddress.v4(0))
                && NetworkSet.of(List.of(new Network(IpAddress.v4(0), 0)))
                        .minus(pass)
                        .isEmpty();
    }

    // ---- Other terms ----------------------------------------------------------------------------------------------

    private void asks(RecordNode.Term term) {
        for (Map.Entry<RecordType, DnsAnswer> each : term.answers.entrySet()) {
            if (each.getValue() instanceof DnsAnswer.Failed
                    && !(term.term instanceof Modifier)
                    && term.target != null) {
                DomainName host = each.getKey() == RecordType.MX ? null : term.failedHost;
                failed(term, term, host == null ? term.target : host, each.getKey(), each.getValue());
                return;
            }
        }
        Mechanism mechanism = term.mechanism();
        if (term.term instanceof Modifier.Exp) {
            exp(term);
        } else if (mechanism instanceof Mechanism.A) {
            a(term);
        } else if (mechanism instanceof Mechanism.Mx) {
            mx(term);
        } else if (mechanism instanceof Mechanism.Exists && isVoid(term, RecordType.A)) {
            unresolvable(term, term.target + " has no A record, so that " + shown(term) + " never matches.");
        }
        MacroString spec = TextLint.domain(term.term);
        if (spec != null && !term.ofTheMail && term.target == null && !(mechanism instanceof Mechanism.Ptr)) {
            unresolvable(term, shown(term) + " names no domain: a label is empty or too long. It never matches.");
        }
    }

    private static boolean isVoid(RecordNode.Term term, RecordType type) {
        DnsAnswer answer = term.answers.get(type);
        return answer != null && CheckDns.isVoid(answer);
    }

    private void a(RecordNode.Term term) {
        if (isVoid(term, RecordType.A) && isVoid(term, RecordType.AAAA)) {
            String what = term.answers.get(RecordType.A) instanceof DnsAnswer.NxDomain
                    ? " does not exist"
                    : " has no address";
            unresolvable(term, term.target + what + ", so that " + shown(term) + " never matches.");
        }
    }

    private void mx(RecordNode.Term term) {
        DnsAnswer answer = term.answers.get(RecordType.MX);
        if (answer instanceof DnsAnswer.NxDomain) {
            unresolvable(term, term.target + " does not exist, so that " + shown(term) + " never matches.");
        } else if (answer instanceof DnsAnswer.NoData) {
            unresolvable(term, term.target + " has no MX record, so that " + shown(term) + " never matches.");
        } else if (answer instanceof DnsAnswer.Found && term.hostCount <= MAX_MX && !term.notFollowed) {
            if (term.hosts.isEmpty()) {
                unresolvable(
                        term,
                        term.target + " has the null MX, which is no host, so that " + shown(term) + " never matches.");
            } else if (term.addresses.isEmpty()) {
                unresolvable(
                        term,
                        "No MX host of " + term.target + " has an address (" + term.hosts.get(0)
                                + (term.hosts.size() > 1 ? " and others" : "") + "), so that " + shown(term)
                                + " never matches.");
            }
        }
    }

    private void unresolvable(RecordNode.Term term, String message) {
        add(
                LintCode.NAME_UNRESOLVABLE,
                term,
                message + (term.voids().most() > 0 ? " It uses up one of the 2 void look-ups that there may be." : ""),
                "Take it out, or mend the name.");
    }

    /** RFC 7208 §6.2. */
    private void exp(RecordNode.Term term) {
        if (term.target == null || term.in != root) {
            return;
        }
        DnsAnswer answer = term.answers.get(RecordType.TXT);
        String why = null;
        if (answer != null && CheckDns.isVoid(answer)) {
            why = answer instanceof DnsAnswer.NxDomain ? " does not exist" : " has no TXT record";
        } else if (answer instanceof DnsAnswer.Found found) {
            why = found.records().size() > 1
                    ? " has " + found.records().size() + " TXT records, of which none is taken"
                    : unusable(found.records().get(0));
        } else if (answer instanceof DnsAnswer.Failed) {
            why = " cannot be looked up (" + answer.describe() + ")";
        }
        if (why != null) {
            add(
                    LintCode.EXP_UNUSABLE,
                    term,
                    term.target + why + ", so that a receiver refuses without the explanation that " + shown(term)
                            + " stands for; the result is the same.",
                    "Publish one TXT record of ASCII text there, or take the term out.");
        }
    }

    private static @Nullable String unusable(DnsRecord record) {
        if (!(record instanceof DnsRecord.Txt txt)) {
            return " has a TXT record that is too long";
        }
        for (int i = 0; i < txt.octets().length(); i++) {
            if (txt.octets().charAt(i) > 0x7E) {
                return " has a text that is not ASCII (octet " + (i + 1) + ": "
                        + Ascii.printable(txt.octets().substring(i, i + 1), 4) + ")";
            }
        }
        return MacroString.parseExplanation(txt.octets()).isEmpty() ? " has a text with a wrong macro" : null;
    }

    private void failed(RecordNode.Term term, RecordNode.Term via, DomainName name, RecordType type, DnsAnswer answer) {
        add(
                term,
                via,
                LintCode.DNS_FAILURE,
                shown(term) + " needs " + name + " " + type + ", which cannot be had: "
                        + answer.describe()
                        + ". A receiver gets temperror, and defers the mail or goes on without SPF.",
                answer instanceof DnsAnswer.Failed failed
                        ? FailureText.advice(failed.reason(), name.toString())
                        : "Ask again.");
    }

    // ---- Costs ----------------------------------------------------------------------------------------------------

    /** RFC 7208 §4.6.4. */
    private void lookups() {
        int lookups = root.lookups();
        if (lookups <= MAX_TERMS - 2) {
            return;
        }
        boolean over = lookups > MAX_TERMS;
        RecordNode.Term place = place(over);
        StringBuilder costs = new StringBuilder();
        for (RecordNode.Term term : root.terms) {
            if (term.lookups() > 0) {
                costs.append(costs.length() == 0 ? "" : ", ")
                        .append(shown(term))
                        .append(' ')
                        .append(term.lookups());
            }
            if (costs.length() > 600) {
                costs.append(", ...");
                break;
            }
        }
        LintCode code = over ? LintCode.TERM_LIMIT : LintCode.NEAR_TERM_LIMIT;
        String message = over
                ? "A check that nothing matches needs " + lookups + " look-ups, and there may be " + MAX_TERMS + " ("
                        + costs
                        + "): it ends in permerror within " + shown(place)
                        + ", and SPF passes for nobody who is named from there on."
                : "A check that nothing matches needs " + lookups + " of the " + MAX_TERMS
                        + " look-ups that there may be ("
                        + costs + "): "
                        + (lookups == MAX_TERMS ? "one more" : "two more")
                        + ", added by anybody who is included, makes it a permerror.";
        String advice = over
                ? "Take out who does not send any more, or put the networks of includes into the record, those that"
                        + " cost most first (and keep them current)."
                : "Take out who does not send any more.";
        add(
                place.in.text == null
                        ? code.finding(message, advice).about(root.domain)
                        : place.in
                                .text
                                .at(
                                        place.index,
                                        code.finding(message, over ? new FewerLookups(root).remedy(advice) : advice))
                                .about(place.in.domain));
    }

    /** The term of the domain's own record in which the last look-up is; the 11th, when there are so many. */
    private RecordNode.Term place(boolean over) {
        int sum = 0;
        RecordNode.Term last = root.terms.get(0);
        for (RecordNode.Term term : root.terms) {
            sum += term.lookups();
            if (term.lookups() > 0) {
                last = term;
                if (over && sum > MAX_TERMS) {
                    break;
                }
            }
        }
        return last;
    }

    private void voids() {
        RecordNode.Voids voids = root.voids();
        if (voids.most() <= MAX_VOIDS) {
            return;
        }
        List<String> nothing = new ArrayList<>();
        voidTerms(root, nothing, own -> own.ip4() > 0 && own.ip6() > 0);
        List<String> ip4 = new ArrayList<>();
        voidTerms(root, ip4, own -> own.ip4() > 0);
        List<String> ip6 = new ArrayList<>();
        voidTerms(root, ip6, own -> own.ip6() > 0);
        boolean both = Math.min(ip4.size(), ip6.size()) > MAX_VOIDS;
        boolean more = ip6.size() > ip4.size();
        String message;
        if (nothing.size() > MAX_VOIDS) {
            message = nothing.size() + " look-ups of a check that nothing matches find nothing, and there may be "
                    + MAX_VOIDS + " (" + first(nothing) + "): the third makes it a permerror.";
        } else if (both) {
            message = ip4.size() + " look-ups of a check that nothing matches find nothing for a client of IPv4 ("
                    + first(ip4) + "), " + ip6.size() + " for one of IPv6 (" + first(ip6) + "), and there may be "
                    + MAX_VOIDS + ": the third makes it a permerror.";
        } else {
            message = "For a client of " + (more ? "IPv6" : "IPv4") + ", " + voids.most()
                    + " look-ups find nothing, and there may be " + MAX_VOIDS + " (" + first(more ? ip6 : ip4)
                    + "): the third makes a check that comes so far a permerror.";
        }
        Finding finding = (both ? LintCode.VOID_LIMIT : LintCode.VOID_LIMIT_OF_FAMILY)
                .finding(
                        message,
                        nothing.size() > MAX_VOIDS
                                ? "Take out the terms whose names have nothing."
                                : "Name those hosts by ip4 and ip6, or give the names addresses of both families.");
        add((root.text == null ? finding : root.text.atWhole(finding)).about(root.domain));
    }

    private static String first(List<String> terms) {
        return String.join(", ", terms.subList(0, Math.min(5, terms.size()))) + (terms.size() > 5 ? ", ..." : "");
    }

    private static void voidTerms(RecordNode node, List<String> terms, Predicate<RecordNode.Voids> of) {
        for (RecordNode.Term term : node.terms) {
            if (of.test(term.unreachable ? RecordNode.Voids.NONE : term.ownVoids())) {
                terms.add(shown(term) + (node.parent == null ? "" : " of " + node.domain));
            }
            if (term.child != null && !term.unreachable) {
                voidTerms(term.child, terms, of);
            }
        }
    }

    // ---- Findings -------------------------------------------------------------------------------------------------

    private static String shown(RecordNode.Term term) {
        return Objects.requireNonNull(term.in.text).shown(term.index);
    }

    /** Where a term stands that the owner did not write. */
    private static String where(RecordNode.Term term, RecordNode.Term via) {
        return term == via ? "" : shown(via) + " leads to the record of " + term.in.domain + ". There, ";
    }

    private void add(LintCode code, RecordNode.Term at, String message, String remedy) {
        place(code.code().finding(message), at, remedy);
    }

    private void add(RecordNode.Term term, RecordNode.Term via, LintCode code, String message, String remedy) {
        if (term == via
                || toldOfOthers.computeIfAbsent(via, key -> new HashSet<>()).add(code)) {
            add(code, via, where(term, via) + message, remedy);
        }
    }

    private static RecordText text(RecordNode.Term term) {
        return Objects.requireNonNull(term.in.text);
    }

    /**
     * At a term of an own record; every remedy names taking it out, which its owner can do whatever is wrong. What the record is
     * then is told when it is known whom the term stands for: of one that could not be evaluated that is not known, and whoever
     * publishes the record without it has the mail of those hosts refused.
     */
    private void place(Finding finding, RecordNode.Term at, String remedy) {
        RecordText text = text(at);
        boolean told = !UNKNOWN_SENDERS.contains(finding.code()) && !at.isRedirect() && losesNobody(at);
        String end = at.isRedirect() ? " Without it, name who sends and end the record with \"~all\"." : "";
        add(text.at(at.index, finding.remedy(told ? text.remedyWithout(at.index, remedy) : remedy + end))
                .about(at.in.domain));
    }

    private static boolean losesNobody(RecordNode.Term term) {
        NetworkSet pass = term.in.partition().pass();
        return pass.minus(term.in.partitionWithout(term).pass()).isEmpty();
    }

    private void add(Finding finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }
}
