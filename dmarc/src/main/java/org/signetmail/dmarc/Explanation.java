package org.signetmail.dmarc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.address.IpAddress;

/** Writes {@link Authentication#explain}, in the order in which a message is checked. */
final class Explanation {

    /** Of one check: a record of 16 KiB has room for more terms than anybody reads. */
    private static final int MAX_LINES = 400;

    /** A sender can add signatures at will. */
    private static final int MAX_SIGNATURES = 20;

    private static final int MAX_RECIPIENTS = 5;

    private final Authentication authentication;
    private final ExplanationText text = new ExplanationText();

    Explanation(Authentication authentication) {
        this.authentication = authentication;
    }

    String text() {
        envelope(authentication.envelope());
        text.gap();
        spf("SPF ", authentication.spf());
        if (!isOff(authentication.helo())) {
            text.gap();
            spf("SPF for HELO ", authentication.helo());
        }
        text.gap();
        dkim(authentication.dkim());
        text.gap();
        author(authentication.dmarc());
        dmarc(authentication.dmarc());
        text.gap();
        handling(authentication.handling());
        text.gap();
        dns(authentication.queries());
        return text.toString();
    }

    private void envelope(Envelope envelope) {
        text.line("Client " + IpAddress.of(envelope.clientIp()));
        text.line("HELO " + (envelope.helo().isEmpty() ? "(none)" : envelope.helo()));
        text.line("MAIL FROM <" + envelope.mailFrom() + ">"
                + (envelope.mailFrom().isEmpty() ? ", the null reverse-path" : ""));
        List<String> recipients = envelope.recipients();
        if (!recipients.isEmpty()) {
            text.line("RCPT TO "
                    + recipients.stream()
                            .limit(MAX_RECIPIENTS)
                            .map(each -> "<" + Ascii.printable(each, 320) + ">")
                            .collect(Collectors.joining(", "))
                    + andMore(recipients.size(), MAX_RECIPIENTS));
        }
        authentication
                .messageProblem()
                .ifPresent(problem -> text.line("Over a limit: " + problem.description() + ", so nothing passes."));
    }

    private static String andMore(int number, int told) {
        return number > told ? " and " + (number - told) + " more" : "";
    }

    private static boolean isOff(SpfOutcome outcome) {
        return outcome.problem().filter(SpfProblem.NOT_CHECKED::equals).isPresent();
    }

    private void spf(String check, SpfOutcome outcome) {
        List<String> lines = new ArrayList<>(outcome.explain());
        lines.set(0, check + outcome.result().keyword() + ": " + lines.get(0));
        // A trace has the costs of each term, and those of the whole in front.
        if (outcome.trace().isEmpty() && outcome.domain().isPresent()) {
            lines.add("  cost: " + outcome.counts());
        }
        text.lines(lines, MAX_LINES);
    }

    /** Those that were evaluated, and of the other ones as many as have room. */
    private void dkim(List<DkimOutcome> outcomes) {
        long evaluated = outcomes.stream().filter(ResultsWriter::isEvaluated).count();
        long room = Math.max(0, MAX_SIGNATURES - evaluated);
        int told = 0;
        for (DkimOutcome outcome : outcomes) {
            if (ResultsWriter.isEvaluated(outcome) || room-- > 0) {
                dkim(outcome);
                told++;
            }
        }
        if (told < outcomes.size()) {
            text.line("DKIM: " + (outcomes.size() - told) + " more signatures, none of which was evaluated");
        }
    }

    private void dkim(DkimOutcome outcome) {
        List<String> lines = new ArrayList<>(outcome.explain());
        lines.set(0, "DKIM " + outcome.result().keyword() + ": " + lines.get(0));
        List<String> facts = new ArrayList<>();
        outcome.domain().ifPresent(domain -> facts.add("d=" + domain));
        outcome.selector().ifPresent(selector -> facts.add("s=" + selector));
        outcome.algorithm().ifPresent(algorithm -> facts.add("a=" + algorithm.keyword()));
        outcome.key().filter(key -> key.bits() > 0).ifPresent(key -> facts.add("key of " + key.bits() + " bits"));
        outcome.body()
                .ifPresent(body -> facts.add(
                        body.unsigned() == 0
                                ? "all " + body.total() + " octets of the body are signed"
                                : body.signed() + " of " + body.total() + " octets of the body are signed"));
        if (!facts.isEmpty()) {
            lines.add(1, "  " + String.join(", ", facts));
        }
        text.lines(lines, MAX_LINES);
    }

    private void author(DmarcOutcome dmarc) {
        AuthorDomain author = dmarc.author();
        text.line("From: " + author.reason());
        author.findings().forEach(finding -> text.finding(finding, author.reason()));
    }

    private void dmarc(DmarcOutcome dmarc) {
        text.line("DMARC " + dmarc.result().keyword() + ": " + dmarc.reason());
        dmarc.authorDomain().ifPresent(domain -> text.line("  author domain: " + domain));
        record(dmarc);
        dmarc.organizationalDomain()
                .ifPresent(domain -> text.line("  organizational domain: " + domain + " ("
                        + dmarc.discovery().keyword() + ")"));
        dmarc.policy().ifPresent(policy -> text.line("  policy: " + policy.keyword() + ", " + policySource(dmarc)));
        alignments(dmarc);
        dmarc.findings().forEach(finding -> text.finding(finding, dmarc.reason()));
    }

    private void record(DmarcOutcome dmarc) {
        if (dmarc.record().isPresent() && dmarc.recordDomain().isPresent()) {
            DomainName at = dmarc.recordDomain().get();
            text.line("  record at _dmarc." + at + ": " + dmarc.record().get().text());
            text.line("    found " + place(at, dmarc));
        } else if (dmarc.authorDomain().isPresent()) {
            String names = authentication.queries().stream()
                    .filter(query -> query.used() && query.type() == RecordType.TXT)
                    .map(query -> query.name())
                    .filter(name -> isDmarcOf(name, dmarc.authorDomain().get()))
                    .map(DomainName::toString)
                    .collect(Collectors.joining(", "));
            if (!names.isEmpty()) {
                text.line("  looked for at " + names);
            }
        }
    }

    private static boolean isDmarcOf(DomainName name, DomainName author) {
        for (int labels = 1; labels <= author.labelCount(); labels++) {
            if (author.suffix(labels)
                    .prepend(RecordsAtName.PREFIX)
                    .filter(name::equals)
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** RFC 9989 §4.10.1: at the author domain, at its organizational domain, or at the public suffix domain above. */
    private static String place(DomainName at, DmarcOutcome dmarc) {
        if (dmarc.authorDomain().filter(at::equals).isPresent()) {
            return "at the author domain";
        }
        return dmarc.organizationalDomain().filter(at::equals).isPresent()
                ? "at the organizational domain, as the author domain has none"
                : "above the author domain, which has none";
    }

    private static String policySource(DmarcOutcome dmarc) {
        PolicyTag tag = dmarc.policyTag().orElse(PolicyTag.P);
        if (tag == PolicyTag.P && !dmarc.publishedPolicy().equals(dmarc.record().flatMap(DmarcRecord::p))) {
            // RFC 9989 §4.10.1: act as if p=none were there.
            return "assumed, as the record has no valid one";
        }
        String source = Ascii.lowerCase(tag.name()) + "=";
        String why = switch (tag) {
            case P -> "";
            case SP -> " for a domain below that of the record";
            case NP -> " for a domain that does not exist";
        };
        String published = dmarc.publishedPolicy().map(Disposition::keyword).orElse("");
        boolean lowered = !dmarc.publishedPolicy().equals(dmarc.policy());
        String lowering = switch (dmarc.discovery()) {
            case TREEWALK -> ", one level lower for t=y";
            case PSL -> ", one level lower as pct leaves this message out";
        };
        return "from " + source + published + why + (lowered ? lowering : "");
    }

    /** Of very many, those that are aligned come first. */
    private void alignments(DmarcOutcome dmarc) {
        List<DmarcAlignment> alignments = new ArrayList<>(dmarc.alignments());
        if (alignments.size() > MAX_SIGNATURES) {
            alignments.sort(Comparator.comparing(DmarcAlignment::verdict));
        }
        for (DmarcAlignment each : alignments.subList(0, Math.min(alignments.size(), MAX_SIGNATURES))) {
            text.line("  " + (each.aligned() ? "aligned: " : "not aligned: ") + each.reason());
            DmarcIdentifier identifier = each.identifier();
            text.line("    " + identifier.mechanism() + " "
                    + identifier.result().keyword() + " for "
                    + identifier.domain() + ", " + Ascii.lowerCase(each.mode().name()) + " alignment"
                    + each.organizationalDomain()
                            .map(domain -> ", organizational domain " + domain)
                            .orElse(""));
        }
        if (alignments.size() > MAX_SIGNATURES) {
            text.line("  " + (alignments.size() - MAX_SIGNATURES) + " more identifiers");
        }
        if (alignments.isEmpty() && dmarc.policy().isPresent()) {
            text.line("  nothing to align: neither SPF nor DKIM has a domain");
        }
    }

    private void handling(Handling handling) {
        DmarcOutcome dmarc = authentication.dmarc();
        text.line("Handling: " + handling + ", as " + why(handling));
        dmarc.policy()
                .ifPresent(policy ->
                        text.line("  DMARC asks for: " + dmarc.disposition().keyword()));
        for (PolicyOverride override : handling.overrides()) {
            text.line("  override: " + override.reason().keyword()
                    + (override.comment().isEmpty() ? "" : ": " + override.comment()));
        }
        text.line("Reply " + authentication.reply().line());
    }

    private static String why(Handling handling) {
        return switch (handling.cause()) {
            case NOTHING -> "nothing stands against the message";
            case LIMIT -> "the message is over a limit";
            case AUTHOR -> "the From field names no author that can be checked";
            case DMARC ->
                handling.action() == SmtpAction.DEFER
                        ? "DMARC could not be decided just now"
                        : "the policy of the author domain has it";
            case SPF -> "SPF is enforced here";
            case LOCAL -> "the policy of this receiver has it";
        };
    }

    private void dns(List<DnsQuery> queries) {
        long atOnce = queries.stream().filter(DnsQuery::atOnce).count();
        long unused = queries.stream().filter(query -> !query.used()).count();
        text.line("DNS: " + queries.size() + (queries.size() == 1 ? " question, " : " questions, ") + atOnce
                + " answered at once, " + unused + " not needed");
        for (DnsQuery query : queries) {
            text.line("  " + query.name() + " " + query.type() + " -> "
                    + query.answer().describe() + " (" + millis(query) + " ms"
                    + (query.notes().isEmpty() ? "" : ", " + query.notes()) + (query.used() ? "" : ", not needed")
                    + ")");
        }
    }

    private static String millis(DnsQuery query) {
        return BigDecimal.valueOf(query.elapsed().toNanos(), 6)
                .setScale(1, RoundingMode.HALF_UP)
                .toString();
    }
}
