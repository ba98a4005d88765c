package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.AuthorProblem;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.core.MessageProblem;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcAlignment;
import org.signetmail.dmarc.DmarcOutcome;
import org.signetmail.dmarc.DmarcProblem;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.PolicyOverride;
import org.signetmail.dmarc.SmtpReply;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfProblem;

/**
 * A verdict as a program reads it: the object that {@code signet verify --json} prints, which {@code docs/command.md} has
 * key by key. Every key is always there; what there is nothing to say of is null.
 */
final class VerdictJson {

    /** Of the shape, not of the program: another one when a key goes or changes its meaning; not when one joins. */
    static final int VERSION = 1;

    /** What there is to tell of a message. */
    private static final List<String> CHECKS = List.of(
            "envelope",
            "trace",
            "message",
            "spf",
            "helo",
            "dkim",
            "author",
            "dmarc",
            "reply",
            "authenticationResults",
            "dns",
            "queries");

    private VerdictJson() {}

    static Map<String, @Nullable Object> of(Verified verified, String mta) {
        Map<String, @Nullable Object> verdict = new LinkedHashMap<>();
        verdict.put("version", VERSION);
        verdict.put("input", JsonParts.input(verified.input(), verified.notes()));
        Verified.Verdicts verdicts = verified.verdicts().orElse(null);
        if (verdicts == null) {
            CHECKS.forEach(key -> verdict.put(key, null));
            return verdict;
        }
        Authentication result = verdicts.result();
        boolean known = verified.isSessionKnown();
        verdict.put("envelope", known ? envelope(result.envelope()) : null);
        verdict.put("trace", verified.trace().map(VerdictJson::trace).orElse(null));
        verdict.put("message", message(verdicts.message(), result));
        verdict.put("spf", known ? SpfJson.of(result.spf()) : null);
        verdict.put("helo", isChecked(result.helo()) ? SpfJson.of(result.helo()) : null);
        verdict.put("dkim", result.dkim().stream().map(DkimJson::of).toList());
        verdict.put("author", author(result.dmarc().author()));
        verdict.put("dmarc", dmarc(result.dmarc()));
        verdict.put("reply", reply(result));
        verdict.put("authenticationResults", Verdict.results(result, mta, known).value());
        verdict.put("dns", dns(result.queries()));
        verdict.put("queries", result.queries().stream().map(VerdictJson::query).toList());
        return verdict;
    }

    private static Map<String, @Nullable Object> trace(TraceEnvelope trace) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("hop", trace.number() == 0 ? null : trace.number());
        object.put("field", JsonParts.text(trace.field().map(HeaderField::value)));
        object.put("receivedAt", JsonParts.text(trace.time()));
        object.put("reason", trace.sentence());
        return object;
    }

    private static boolean isChecked(SpfOutcome outcome) {
        return outcome.problem().filter(SpfProblem.NOT_CHECKED::equals).isEmpty();
    }

    private static Map<String, @Nullable Object> envelope(Envelope envelope) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("client", AddressText.of(envelope.clientIp()));
        object.put("helo", envelope.helo());
        object.put("mailFrom", envelope.mailFrom());
        return object;
    }

    private static Map<String, @Nullable Object> message(Message message, Authentication result) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("problem", JsonParts.text(result.messageProblem().map(MessageProblem::code)));
        object.put("fields", message.fields().size());
        object.put("fromFields", message.fields("From").size());
        object.put("signatures", message.fields("DKIM-Signature").size());
        return object;
    }

    private static Map<String, @Nullable Object> author(AuthorDomain author) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonParts.text(author.domain()));
        object.put(
                "domains", author.domains().stream().map(DomainName::toString).toList());
        object.put("problem", JsonParts.text(author.problem().map(AuthorProblem::code)));
        object.put("reason", author.reason());
        object.put("findings", JsonParts.findings(author.findings()));
        return object;
    }

    private static Map<String, @Nullable Object> dmarc(DmarcOutcome dmarc) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", dmarc.result().keyword());
        object.put("problem", JsonParts.text(dmarc.problem().map(DmarcProblem::code)));
        object.put("domain", JsonParts.text(dmarc.authorDomain()));
        object.put("organizationalDomain", JsonParts.text(dmarc.organizationalDomain()));
        object.put("discovery", dmarc.discovery().keyword());
        object.put("record", dmarc.record().map(record -> record(dmarc, record)).orElse(null));
        object.put("publishedPolicy", JsonParts.text(dmarc.publishedPolicy().map(Disposition::keyword)));
        object.put("policyTag", JsonParts.text(dmarc.policyTag().map(JsonParts::word)));
        object.put("policy", JsonParts.text(dmarc.policy().map(Disposition::keyword)));
        object.put("disposition", dmarc.disposition().keyword());
        object.put("reason", dmarc.reason());
        object.put(
                "alignments",
                dmarc.alignments().stream().map(VerdictJson::alignment).toList());
        object.put("findings", JsonParts.findings(dmarc.findings()));
        return object;
    }

    private static Map<String, @Nullable Object> record(DmarcOutcome dmarc, DmarcRecord record) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonParts.text(dmarc.recordDomain()));
        object.put("name", JsonParts.text(dmarc.recordDomain().map(domain -> "_dmarc." + domain)));
        object.put("text", record.text());
        object.put("testing", record.testMode());
        return object;
    }

    private static Map<String, @Nullable Object> alignment(DmarcAlignment alignment) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("mechanism", JsonParts.word(alignment.identifier().mechanism()));
        object.put("domain", alignment.identifier().domain().toString());
        object.put("result", alignment.identifier().result().keyword());
        object.put("mode", JsonParts.word(alignment.mode()));
        object.put("organizationalDomain", JsonParts.text(alignment.organizationalDomain()));
        object.put("aligned", alignment.aligned());
        object.put("verdict", JsonParts.word(alignment.verdict()));
        object.put("reason", alignment.reason());
        return object;
    }

    private static Map<String, @Nullable Object> reply(Authentication result) {
        SmtpReply reply = result.reply();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("action", reply.action().keyword());
        object.put("code", reply.code());
        object.put("enhancedCode", reply.enhancedCode());
        object.put("text", reply.text());
        object.put("disposition", result.disposition().keyword());
        object.put(
                "overrides",
                result.handling().overrides().stream()
                        .map(VerdictJson::override)
                        .toList());
        return object;
    }

    private static Map<String, @Nullable Object> override(PolicyOverride override) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("reason", override.reason().keyword());
        object.put("comment", override.comment());
        return object;
    }

    private static Map<String, @Nullable Object> dns(List<DnsQuery> queries) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("questions", queries.size());
        object.put("atOnce", queries.stream().filter(DnsQuery::atOnce).count());
        object.put("used", queries.stream().filter(DnsQuery::used).count());
        return object;
    }

    private static Map<String, @Nullable Object> query(DnsQuery query) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", query.name().toString());
        object.put("type", query.type().name());
        object.put("answer", query.answer().describe());
        // To the microsecond: a plain decimal number, without an exponent.
        object.put("millis", Math.round(query.elapsed().toNanos() / 1e3) / 1e3);
        object.put("atOnce", query.atOnce());
        object.put("authentic", query.answer().authentic());
        object.put("stale", query.stale());
        object.put("used", query.used());
        return object;
    }
}
