package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Parsed;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.FailureText;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.DualPrefix;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/**
 * The {@code check_host()} function (RFC 7208 §4), in the order of the RFC. An object is one check: the arguments that
 * stay the same, what was used of the limits, and why it ended if it ended early. {@code <domain>}, which changes from
 * record to record, is handed down.
 *
 * <p>{@code include} and {@code redirect} call {@link #checkHost} again; the limit of terms bounds how deep.
 */
final class CheckHost {

    /** How a record was come to. */
    private enum Role {
        INITIAL,
        REDIRECTED,
        INCLUDED
    }

    private final Client client;
    private final SpfLimits limits;
    private final CheckDns dns;
    private final Tracer tracer;
    private final MacroExpander macros;

    private @Nullable SpfProblem problem;
    private String detail = "";
    private @Nullable SpfPath path;
    private @Nullable SpfExplanation explanation;
    private boolean senderSpecific;
    private boolean explaining;

    /** The records that there is something to say of; most checks meet none. */
    private List<SpfOutcome.Noted> noted = List.of();

    CheckHost(Client client, DnsLookups lookups, SpfOptions options, RecordCache<Parsed<SpfRecord>> records) {
        this.client = client;
        this.limits = options.limits();
        this.tracer = options.trace() ? new TraceBuilder() : Tracer.OFF;
        this.dns = new CheckDns(lookups, limits, records, tracer);
        this.macros = new MacroExpander(client, options.receiver(), options.clock(), this::validatedName);
        if (options.prefetch()) {
            dns.prefetch(client, macros);
        }
    }

    /** Checks the domain of the sender by the record that it publishes. */
    SpfOutcome check(SpfIdentity identity, Envelope envelope) {
        return outcome(checkHost(client.domain(), Role.INITIAL), identity, envelope);
    }

    /** Checks the domain of the sender by a given record. */
    SpfOutcome check(SpfIdentity identity, Envelope envelope, SpfRecord record) {
        tracer.check(client.domain());
        SpfResult result = isMultiLabel(client.domain()) ? evaluate(record, client.domain(), Role.INITIAL) : result();
        tracer.endOfCheck(result);
        return outcome(result, identity, envelope);
    }

    private SpfOutcome outcome(SpfResult result, SpfIdentity identity, Envelope envelope) {
        dns.end();
        return new SpfOutcome(
                result,
                identity,
                Optional.of(envelope.clientIp()),
                identity == SpfIdentity.MAILFROM && envelope.mailFrom().isEmpty(),
                Optional.of(client.domain()),
                Optional.ofNullable(problem),
                detail,
                Optional.ofNullable(path),
                Optional.ofNullable(explanation),
                dns.counts(),
                dns.minTtl(),
                senderSpecific,
                dns.authentic(),
                noted,
                tracer.trace());
    }

    // ---- RFC 7208 §4: the function -------------------------------------------------------------------------------

    private SpfResult checkHost(DomainName domain, Role role) {
        tracer.check(domain);
        SpfRecord record = record(domain, role);
        SpfResult result = record == null ? result() : evaluate(record, domain, role);
        tracer.endOfCheck(result);
        return result;
    }

    /** The record of a domain; null when there is none to evaluate, and the problem says why. */
    private @Nullable SpfRecord record(DomainName domain, Role role) {
        if (!isMultiLabel(domain)) {
            return null;
        }
        // RFC 7208 §4.4: type TXT only; every failure gives "temperror", but for what is over a bound of ours.
        DnsAnswer answer = dns.await(domain, RecordType.TXT);
        if (answer instanceof DnsAnswer.Failed failed) {
            end(failed, domain, RecordType.TXT);
            return null;
        }
        // RFC 7208 §4.6.4: the look-up of an include or redirect is that of a term; the first one is not.
        if (role != Role.INITIAL && isTooManyVoids(answer)) {
            return null;
        }
        // RFC 7208 §4.5, §4.6: one record, valid as a whole.
        Selection selection = dns.select(domain, answer);
        if (selection.noted() != null) {
            note(domain, selection.noted());
        }
        if (selection.problem() != null) {
            end(selection.problem(), selection.detail());
        }
        return selection.record();
    }

    private void note(DomainName domain, DnsRecord.Txt txt) {
        SpfOutcome.Noted one = new SpfOutcome.Noted(domain, txt);
        if (!noted.contains(one)) {
            List<SpfOutcome.Noted> more = new ArrayList<>(noted);
            more.add(one);
            noted = more;
        }
    }

    /** RFC 7208 §4.3: a domain that is not multi-label gives "none". (That it is well-formed, its type says.) */
    private boolean isMultiLabel(DomainName domain) {
        boolean multiLabel = domain.labelCount() > 1;
        if (!multiLabel) {
            end(SpfProblem.NOT_A_DOMAIN, domain.toString());
        }
        return multiLabel;
    }

    private SpfResult evaluate(SpfRecord record, DomainName domain, Role role) {
        tracer.record(record);
        dns.reached(record, domain);
        // RFC 7208 §4.6.2: mechanisms from left to right, until one matches or fails.
        for (SpfTerm term : record.terms()) {
            if (term instanceof Directive directive) {
                tracer.term(directive);
                Match match = matches(directive.mechanism(), domain);
                tracer.endOfTerm(match.verdict());
                if (match != Match.NO) {
                    lead(directive);
                    return match == Match.EXCEPTION ? result() : matched(directive, record, domain, role);
                }
            }
        }
        // RFC 7208 §4.7: no mechanism matched.
        Optional<Modifier.Redirect> redirect = record.redirect();
        return redirect.isPresent() ? redirect(redirect.get(), domain, role) : SpfResult.NEUTRAL;
    }

    private SpfResult matched(Directive directive, SpfRecord record, DomainName domain, Role role) {
        SpfResult result = SpfResult.of(directive.qualifier());
        // RFC 7208 §6.2: exp is for a fail by a mechanism; the exp of an included record MUST NOT be used.
        if (result == SpfResult.FAIL && role != Role.INCLUDED && limits.explanationChars() > 0) {
            record.exp().ifPresent(exp -> explain(exp, domain));
        }
        return result;
    }

    // ---- RFC 7208 §5: the mechanisms -----------------------------------------------------------------------------

    private Match matches(Mechanism mechanism, DomainName domain) {
        if (mechanism instanceof Mechanism.Ip4 ip4) {
            return Match.of(client.isIn(ip4));
        }
        if (mechanism instanceof Mechanism.Ip6 ip6) {
            return Match.of(client.isIn(ip6));
        }
        if (mechanism instanceof Mechanism.All) {
            return Match.YES;
        }
        // RFC 7208 §4.6.4: include, a, mx, ptr and exists (and redirect, below) ask DNS; of all of them, over all
        // records of one check, at most ten may be evaluated, and the next one is a permerror. all, ip4 and ip6 are
        // free.
        if (!dns.countTerm()) {
            endOfTerms();
            return Match.EXCEPTION;
        }
        if (mechanism instanceof Mechanism.Include include) {
            return include(include, domain);
        }
        if (mechanism instanceof Mechanism.A a) {
            return a(a, domain);
        }
        if (mechanism instanceof Mechanism.Mx mx) {
            return mx(mx, domain);
        }
        if (mechanism instanceof Mechanism.Exists exists) {
            return exists(exists, domain);
        }
        if (mechanism instanceof Mechanism.Ptr ptr) {
            return ptr(ptr, domain);
        }
        throw new AssertionError(mechanism);
    }

    /**
     * RFC 7208 §5.2, the table: when the check of the other domain gives pass, the include matches; fail, softfail and
     * neutral there are no match here; temperror and permerror there end this check with the same; and none there is a
     * permerror here, as a record has been relied upon that does not exist. The result of a match is that of the
     * include's own qualifier.
     */
    private Match include(Mechanism.Include include, DomainName domain) {
        DomainName target = target(include.domain(), domain);
        if (target == null) {
            return noTarget();
        }
        return switch (checkHost(target, Role.INCLUDED)) {
            case PASS -> Match.YES;
            case FAIL, SOFTFAIL, NEUTRAL -> {
                // What decided there did not decide here.
                path = null;
                yield Match.NO;
            }
            case TEMPERROR, PERMERROR -> Match.EXCEPTION;
            case NONE -> exception(SpfProblem.INCLUDE_WITHOUT_RECORD, detailOfNone());
        };
    }

    /** RFC 7208 §5.3. */
    private Match a(Mechanism.A a, DomainName domain) {
        DomainName target = target(a.domain(), domain);
        if (target == null) {
            return noTarget();
        }
        DnsAnswer answer = dns.await(target, addressType());
        if (answer instanceof DnsAnswer.Failed failed) {
            return exception(failed, target, addressType());
        }
        if (endsAtVoid(answer, target)) {
            return Match.EXCEPTION;
        }
        return Match.of(hasClient(answer, a.prefixes()));
    }

    /** RFC 7208 §5.4. There is no implicit MX here. */
    private Match mx(Mechanism.Mx mx, DomainName domain) {
        DomainName target = target(mx.domain(), domain);
        if (target == null) {
            return noTarget();
        }
        DnsAnswer answer = dns.await(target, RecordType.MX);
        if (answer instanceof DnsAnswer.Failed failed) {
            return exception(failed, target, RecordType.MX);
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return isTooManyVoids(answer) ? Match.EXCEPTION : Match.NO;
        }
        // Interpretation of RFC 7208 §4.6.4: too many hosts are too many before any is asked for, so that their order,
        // which DNS does not keep, changes nothing.
        int hosts = found.records().size();
        if (hosts > limits.mxHosts()) {
            return exception(SpfProblem.MX_LIMIT, target + " has " + hosts + ", more than " + limits.mxHosts());
        }
        dns.reachedHosts(answer);
        for (DomainName host : CheckDns.hosts(found)) {
            // RFC 7505 §3: the root as only MX says that the domain takes no mail.
            Match match = host.equals(DomainName.ROOT) ? Match.NO : mxHost(host, mx.prefixes());
            if (match != Match.NO) {
                return match;
            }
        }
        return Match.NO;
    }

    private Match mxHost(DomainName host, DualPrefix prefixes) {
        DnsAnswer answer = dns.await(host, addressType());
        if (answer instanceof DnsAnswer.Failed failed) {
            return exception(failed, host, addressType());
        }
        // Interpretation of RFC 7208 §4.6.4: it limits "terms" with void look-ups, so only a term's own counts.
        if (limits.countVoidMxHosts() && endsAtVoid(answer, host)) {
            return Match.EXCEPTION;
        }
        return Match.of(hasClient(answer, prefixes));
    }

    /** RFC 7208 §5.7: type A, even for an IPv6 client. */
    private Match exists(Mechanism.Exists exists, DomainName domain) {
        DomainName target = target(exists.domain(), domain);
        if (target == null) {
            return noTarget();
        }
        DnsAnswer answer = dns.await(target, RecordType.A);
        if (answer instanceof DnsAnswer.Failed failed) {
            return exception(failed, target, RecordType.A);
        }
        if (isTooManyVoids(answer)) {
            return Match.EXCEPTION;
        }
        return Match.of(answer instanceof DnsAnswer.Found);
    }

    /** RFC 7208 §5.5. */
    private Match ptr(Mechanism.Ptr ptr, DomainName domain) {
        DomainName target = target(ptr.domain(), domain);
        if (target == null) {
            return noTarget();
        }
        DnsAnswer answer = dns.await(client.ip().reverseName(), RecordType.PTR);
        if (answer instanceof DnsAnswer.Failed failed) {
            // RFC 7208 §5.5: "If a DNS error occurs while doing the PTR RR lookup, then this mechanism fails to match."
            return endsCheck(failed) ? exception(failed, client.ip().reverseName(), RecordType.PTR) : Match.NO;
        }
        if (isTooManyVoids(answer)) {
            return Match.EXCEPTION;
        }
        dns.reachedNames(answer, target);
        for (DomainName name : ptrNames(answer)) {
            // RFC 7208 erratum 4751: a validated name matches when it is the target or below it. Names elsewhere need
            // no validation.
            Match match = name.isEqualOrBelow(target) ? isValidated(name) : Match.NO;
            if (match != Match.NO) {
                return match;
            }
        }
        return Match.NO;
    }

    /** RFC 7208 §4.6.4: "all records other than the first 10 MUST be ignored". */
    private List<DomainName> ptrNames(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return List.of();
        }
        List<DomainName> names = new ArrayList<>();
        for (DnsRecord record : found.records()) {
            if (names.size() < limits.ptrNames()) {
                names.add(((DnsRecord.Ptr) record).name());
            }
        }
        return names;
    }

    /** RFC 7208 §5.5: "If <ip> is among the returned IP addresses, then that domain name is validated." */
    private Match isValidated(DomainName name) {
        DnsAnswer answer = dns.await(name, addressType());
        if (answer instanceof DnsAnswer.Failed failed && endsCheck(failed)) {
            return exception(failed, name, addressType());
        }
        // RFC 7208 §5.5: a name whose look-up fails is skipped.
        return Match.of(hasClient(answer, DualPrefix.WHOLE));
    }

    // ---- RFC 7208 §6: the modifiers ------------------------------------------------------------------------------

    /** RFC 7208 §6.1. */
    private SpfResult redirect(Modifier.Redirect redirect, DomainName domain, Role role) {
        tracer.term(redirect);
        SpfResult result = redirected(redirect, domain, role == Role.INCLUDED ? Role.INCLUDED : Role.REDIRECTED);
        // RFC 7208 §6.1: "if no SPF record is found, or if the <target-name> is malformed, the result is a
        // "permerror"".
        if (result == SpfResult.NONE) {
            result = end(SpfProblem.REDIRECT_WITHOUT_RECORD, detailOfNone());
        }
        tracer.endOfTerm(problem == null ? SpfTrace.Verdict.APPLIED : SpfTrace.Verdict.ERROR);
        if (path != null || problem != null) {
            lead(redirect);
        }
        return result;
    }

    private SpfResult redirected(Modifier.Redirect redirect, DomainName domain, Role role) {
        if (!dns.countTerm()) {
            return endOfTerms();
        }
        DomainName target = target(redirect.domain(), domain);
        if (target != null) {
            return checkHost(target, role);
        }
        return problem == null ? end(SpfProblem.NOT_A_DOMAIN, Ascii.printable(redirect.toString(), 80)) : result();
    }

    /** RFC 7208 §6.2: whatever goes wrong here, the result stands and there is no explanation. */
    private void explain(Modifier.Exp exp, DomainName domain) {
        explaining = true;
        // The evaluation is over; nothing that it would have needed is any use now.
        dns.endPrefetching();
        tracer.term(exp);
        DomainName target = target(exp.domain(), domain);
        String text = target == null ? null : explanation(dns.await(target, RecordType.TXT), domain);
        explanation = text == null ? null : new SpfExplanation(domain, text);
        tracer.endOfTerm(text == null ? SpfTrace.Verdict.IGNORED : SpfTrace.Verdict.APPLIED);
    }

    private @Nullable String explanation(DnsAnswer answer, DomainName domain) {
        if (!(answer instanceof DnsAnswer.Found found) || found.records().size() != 1) {
            return null;
        }
        // One that is too long to be given whole is too long to be shown.
        MacroString text = found.records().get(0) instanceof DnsRecord.Txt txt
                ? MacroString.parseExplanation(txt.octets()).orElse(null)
                : null;
        if (text == null) {
            return null;
        }
        senderSpecific |= text.uses("slh");
        String expanded = macros.explanation(text, domain, limits.explanationChars());
        // RFC 7208 §6.2: ASCII only, and not longer than an SMTP reply should be.
        return expanded == null ? null : Ascii.printable(expanded, limits.explanationChars());
    }

    // ---- RFC 7208 §7: macros -------------------------------------------------------------------------------------

    /** The target-name of a term (RFC 7208 §4.8); null when there is none to ask DNS for: see {@link #noTarget}. */
    private @Nullable DomainName target(MacroString spec, DomainName domain) {
        if (spec.isEmpty()) {
            tracer.target(domain);
            return domain;
        }
        if (spec.uses("slh")) {
            senderSpecific = true;
            // RFC 8616 §4: a term with %{s} or %{l} does not match when the local-part is not ASCII.
            if (!client.hasAsciiLocalPart() && spec.uses("sl")) {
                return null;
            }
        }
        String expanded = macros.domain(spec, domain);
        DomainName target =
                expanded == null ? null : DomainName.ofOctets(expanded).orElse(null);
        if (target != null) {
            tracer.target(target);
        }
        return target;
    }

    /** Interpretation of RFC 7208 §4.8: a term whose domain-spec expands to no domain name does not match. */
    private Match noTarget() {
        return problem == null ? Match.NO : Match.EXCEPTION;
    }

    /** RFC 7208 §7.3: {@code %{p}}; null when looking for it ended the check. */
    private @Nullable String validatedName(DomainName domain) {
        if (!explaining && !dns.countTerm()) {
            endOfTerms();
            return null;
        }
        DnsAnswer answer = dns.await(client.ip().reverseName(), RecordType.PTR);
        if (answer instanceof DnsAnswer.Failed failed && endsCheck(failed)) {
            end(failed, client.ip().reverseName(), RecordType.PTR);
            return null;
        }
        // Interpretation of RFC 7208 §4.6.4: this look-up belongs to the term, as it counts with the terms.
        if (!explaining && isTooManyVoids(answer)) {
            return null;
        }
        List<DomainName> names = ptrNames(answer);
        // The domain itself is preferred to names below it, and those to others.
        for (int preference = 0; preference < 3; preference++) {
            for (DomainName name : names) {
                int kind = name.equals(domain) ? 0 : name.isEqualOrBelow(domain) ? 1 : 2;
                Match match = kind == preference ? isValidated(name) : Match.NO;
                if (match == Match.EXCEPTION) {
                    return null;
                }
                if (match == Match.YES) {
                    return MacroExpander.octets(name);
                }
            }
        }
        return "unknown";
    }

    // ---- Answers -------------------------------------------------------------------------------------------------

    private RecordType addressType() {
        return client.ip().addressType();
    }

    private boolean hasClient(DnsAnswer answer, DualPrefix prefixes) {
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                IpAddress ip = IpAddress.of(((DnsRecord.Address) record).ip());
                if (client.ip().isIn(ip, prefixes.ip4(), prefixes.ip6())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Counts an answer if it is void; true when that was one too many, which ends the check. */
    private boolean isTooManyVoids(DnsAnswer answer) {
        // RFC 7208 §4.6.4: two look-ups of terms may find nothing, no such name or no such records; the third is a
        // permerror at once.
        boolean tooMany = CheckDns.isVoid(answer) && !dns.countVoid();
        if (tooMany) {
            end(
                    SpfProblem.VOID_LIMIT,
                    "more than " + limits.voids() + " look-ups found no such name or no such records");
        }
        return tooMany;
    }

    /** As above, of an address look-up; the other family may have to be asked for too, and that may fail. */
    private boolean endsAtVoid(DnsAnswer answer, DomainName name) {
        if (limits.countOtherFamilyAsVoid() || !(answer instanceof DnsAnswer.NoData)) {
            return isTooManyVoids(answer);
        }
        RecordType otherType = client.ip().isV4() ? RecordType.AAAA : RecordType.A;
        DnsAnswer other = dns.await(name, otherType);
        if (other instanceof DnsAnswer.Failed failed) {
            // RFC 7208 §5: a DNS error is one in whatever look-up a mechanism makes.
            end(failed, name, otherType);
            return true;
        }
        return !(other instanceof DnsAnswer.Found) && isTooManyVoids(answer);
    }

    /** A failure that a bound of ours makes, not DNS: it ends the check even where DNS errors do not. */
    private static boolean endsCheck(DnsAnswer.Failed failed) {
        return failed.reason() == DnsFailure.DEADLINE
                || failed.reason() == DnsFailure.INTERRUPTED
                || failed.reason() == DnsFailure.QUERY_LIMIT
                || failed.reason() == DnsFailure.OCTET_LIMIT
                || failed.reason() == DnsFailure.TOO_LARGE;
    }

    // ---- Ends ----------------------------------------------------------------------------------------------------

    private Match exception(DnsAnswer.Failed failed, DomainName name, RecordType type) {
        end(failed, name, type);
        return Match.EXCEPTION;
    }

    private Match exception(SpfProblem found, String about) {
        end(found, about);
        return Match.EXCEPTION;
    }

    private SpfResult endOfTerms() {
        return end(
                SpfProblem.TERM_LIMIT, "more than " + limits.terms() + " of include, a, mx, ptr, exists and redirect");
    }

    private void end(DnsAnswer.Failed failed, DomainName name, RecordType type) {
        SpfProblem found = switch (failed.reason()) {
            case DEADLINE -> SpfProblem.TIME_LIMIT;
            case INTERRUPTED -> SpfProblem.INTERRUPTED;
            case QUERY_LIMIT -> SpfProblem.QUERY_LIMIT;
            // Deviation from RFC 7208 §4.4: asking again does not make the answer smaller.
            case TOO_LARGE, OCTET_LIMIT -> SpfProblem.DNS_ANSWER_TOO_LARGE;
            default -> SpfProblem.DNS_FAILURE;
        };
        end(found, name + " " + type + ": " + FailureText.of(failed.reason(), failed.detail()));
    }

    private SpfResult end(SpfProblem found, String about) {
        // RFC 7208 §6.2: an explanation that cannot be had changes no result.
        if (!explaining) {
            problem = found;
            detail = about;
        }
        return found.result();
    }

    /** The result of a check that a problem has ended. */
    private SpfResult result() {
        return Objects.requireNonNull(problem).result();
    }

    private String detailOfNone() {
        // More than the name says it all; the name alone needs to be told what about it.
        return problem == null || detail.contains(" ") ? detail : detail + ": " + problem.description();
    }

    /** Puts a term before the path that was taken below it. */
    private void lead(SpfTerm term) {
        path = path == null ? new SpfPath(List.of(term)) : path.below(term);
    }
}
