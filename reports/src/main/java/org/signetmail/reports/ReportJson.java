package org.signetmail.reports;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.signetmail.spf.address.IpAddress;

/**
 * Writes what was read as JSON (RFC 8259) in ASCII: one object on one line for each input, with the keys {@code input},
 * {@code reports}, {@code refusal}, {@code problems} and {@code remarks}. Rows are written while they are read.
 *
 * <p>Absent is null, present and empty is an empty text; keywords are in lower case, unknown ones null; times are seconds since
 * the epoch, in UTC. Characters beyond ASCII are escaped, so that nothing in it can do anything to a terminal.
 *
 * <p>Immutable and thread-safe.
 */
public final class ReportJson {

    /** With all records. */
    public static final ReportJson DEFAULT = new ReportJson(Integer.MAX_VALUE);

    private final int records;

    private ReportJson(int records) {
        this.records = records;
    }

    /**
     * The same with fewer records.
     *
     * @param most the most records of a report, 0 or more; a report that has more tells how many are there, as
     *     {@code recordsShown}
     * @return a new writer
     * @throws IllegalArgumentException when it is negative
     */
    public ReportJson withRecords(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("records must be 0 or more, not " + most);
        }
        return new ReportJson(most);
    }

    /**
     * Writes one input.
     *
     * @param input its name
     * @param outcome what came of it
     * @param out where one line goes, with a line feed
     * @throws IOException when {@code out} does
     */
    public void write(String input, ReadOutcome outcome, Appendable out) throws IOException {
        write(input, outcome, out, row -> {});
    }

    /** Writes one input, and gives each row on that it writes. */
    void write(String input, ReadOutcome outcome, Appendable out, Consumer<AggregateRow> also) throws IOException {
        Objects.requireNonNull(input, "input");
        Out json = new Out(Objects.requireNonNull(out, "out"));
        json.open('{');
        json.key("input").text(input);
        json.key("reports");
        json.open('[');
        for (Report report : outcome.reports()) {
            json.element();
            report(json, report, also);
        }
        json.close(']');
        json.key("refusal");
        if (outcome.refusals().isEmpty()) {
            json.raw("null");
        } else {
            refusal(json, outcome.refusals().get(0));
        }
        codes(json, "problems", outcome.problems());
        codes(json, "remarks", outcome.remarks());
        json.close('}');
        out.append('\n');
    }

    private static void refusal(Out json, Refusal refusal) throws IOException {
        json.open('{');
        json.key("type").text(refusal.type().keyword());
        json.field("limit", refusal.limit().map(ReportLimit::keyword));
        json.key("why").text(refusal.reason());
        json.close('}');
    }

    private static void codes(Out json, String key, List<ReportProblem> problems) throws IOException {
        json.texts(key, problems.stream().map(ReportProblem::code).distinct().toList());
    }

    private void report(Out json, Report report, Consumer<AggregateRow> also) throws IOException {
        json.open('{');
        if (report instanceof AggregateReport aggregate) {
            aggregate(json, aggregate, also);
        } else if (report instanceof TlsReport tls) {
            tls(json, tls);
        } else if (report instanceof FailureReport failure) {
            failure(json, failure);
        } else {
            throw new AssertionError(report);
        }
        json.close('}');
    }

    private void aggregate(Out json, AggregateReport report, Consumer<AggregateRow> also) throws IOException {
        json.field("namespace", report.namespace());
        json.field("version", report.version());
        json.field("orgName", report.organization());
        json.field("email", report.email());
        json.field("extraContactInfo", report.extraContactInfo());
        json.field("reportId", report.reportId());
        json.number("begin", seconds(report.begin()));
        json.number("end", seconds(report.end()));
        json.texts("errors", report.errors());
        json.field("generator", report.generator());
        json.key("policy");
        if (report.policy().isPresent()) {
            policy(json, report.policy().get());
        } else {
            json.raw("null");
        }
        totals(json, report.totals());
        if (report.isPartial()) {
            // The rows before the damage or the limit; of a whole report there is no such key.
            json.key("partial").raw("true");
        }
        json.key("records");
        json.open('[');
        try (Stream<AggregateRow> rows = report.rows()) {
            Iterator<AggregateRow> each = rows.iterator();
            Rows written = new Rows(json);
            for (int i = 0; i < records && each.hasNext(); i++) {
                AggregateRow row = each.next();
                written.write(row);
                also.accept(row);
            }
        }
        json.close(']');
        if (report.totals().rows() > records) {
            json.number("recordsShown", Optional.of((long) records));
        }
    }

    private static void policy(Out json, PublishedPolicy policy) throws IOException {
        json.open('{');
        json.field("domain", policy.domain());
        json.field("p", policy.p().keyword());
        json.field("sp", policy.sp().keyword());
        json.field("np", policy.np().keyword());
        json.field("adkim", policy.adkim().keyword());
        json.field("aspf", policy.aspf().keyword());
        json.number("pct", policy.pct().map(Integer::longValue));
        json.field("fo", policy.fo());
        json.field("testing", policy.testing().keyword());
        json.field("discoveryMethod", policy.discoveryMethod().keyword());
        json.close('}');
    }

    private static void totals(Out json, ReportTotals totals) throws IOException {
        json.number("rows", Optional.of(totals.rows()));
        json.number("messages", Optional.of(totals.messages()));
        json.number("droppedRows", Optional.of(totals.droppedRows()));
        json.key("totals");
        json.open('{');
        json.key("byDisposition");
        json.open('{');
        for (ReportedDisposition disposition : ReportedDisposition.values()) {
            Long messages = totals.byDisposition().get(disposition);
            if (messages != null) {
                json.number(disposition.keyword(), Optional.of(messages));
            }
        }
        if (totals.withoutDisposition() > 0) {
            // The name that the suite has for what is no disposition.
            json.number("None", Optional.of(totals.withoutDisposition()));
        }
        json.close('}');
        json.number("dkimPass", Optional.of(totals.dkimPass()));
        json.number("spfPass", Optional.of(totals.spfPass()));
        json.number("eitherPass", Optional.of(totals.eitherPass()));
        json.number("distinctIps", Optional.of((long) totals.distinctIps()));
        json.close('}');
    }

    /** Writes rows; what they share with the one before only once more. */
    private static final class Rows {
        private final Out json;
        private @Nullable AggregateRow before;
        private @Nullable String shared;

        Rows(Out json) {
            this.json = json;
        }

        void write(AggregateRow row) throws IOException {
            json.element();
            json.open('{');
            json.key("ip").text(row.sourceText());
            json.number("count", Optional.of(row.count()));
            if (before == null || !KeptRows.isAlike(row, before)) {
                shared = null;
                rest(json, row);
            } else {
                // Only of rows that are kept, which are not long.
                if (shared == null) {
                    StringBuilder written = new StringBuilder();
                    rest(json.to(written), row);
                    shared = written.toString();
                }
                json.raw(shared);
            }
            json.close('}');
            before = row;
        }
    }

    /** All but address and count. */
    private static void rest(Out json, AggregateRow row) throws IOException {
        json.field("disposition", row.disposition().keyword());
        json.field("dkim", row.dkim().keyword());
        json.field("spf", row.spf().keyword());
        json.key("reasons");
        json.open('[');
        for (PolicyOverride reason : row.reasons()) {
            json.element();
            json.open('{');
            json.field("type", reason.type().keyword());
            json.field("comment", reason.comment());
            json.close('}');
        }
        json.close(']');
        json.field("headerFrom", row.headerFrom());
        json.field("envelopeFrom", row.envelopeFrom());
        json.field("envelopeTo", row.envelopeTo());
        json.key("dkimResults");
        json.open('[');
        for (DkimAuthResult result : row.dkimResults()) {
            json.element();
            json.open('{');
            json.field("domain", result.domain());
            json.field("selector", result.selector());
            json.field("result", result.result().keyword());
            json.field("humanResult", result.humanResult());
            json.close('}');
        }
        json.close(']');
        json.key("spfResults");
        json.open('[');
        for (SpfAuthResult result : row.spfResults()) {
            json.element();
            json.open('{');
            json.field("domain", result.domain());
            json.field("scope", result.scope().keyword());
            json.field("result", result.result().keyword());
            json.field("humanResult", result.humanResult());
            json.close('}');
        }
        json.close(']');
    }

    private static void tls(Out json, TlsReport report) throws IOException {
        json.field("organizationName", report.organization());
        json.field("contactInfo", report.contactInfo());
        json.field("reportId", report.reportId());
        json.number("begin", seconds(report.begin()));
        json.number("end", seconds(report.end()));
        json.key("policies");
        json.open('[');
        for (TlsPolicy policy : report.policies()) {
            json.element();
            tlsPolicy(json, policy);
        }
        json.close(']');
        json.number("successful", Optional.of(report.successful()));
        json.number("failed", Optional.of(report.failed()));
    }

    private static void tlsPolicy(Out json, TlsPolicy policy) throws IOException {
        json.open('{');
        json.field("type", policy.type().keyword());
        json.field("domain", policy.domain());
        json.texts("strings", policy.strings());
        json.texts("mxHosts", policy.mxHosts());
        json.number("successful", policy.successful());
        json.number("failed", policy.failed());
        json.key("failures");
        json.open('[');
        for (TlsFailure failure : policy.failures()) {
            json.element();
            json.open('{');
            // Kept as text where it is no type (RFC 8460 §4.3 has a registry that grows).
            json.field("resultType", failure.resultType().keyword().or(failure.resultType()::text));
            json.field("sendingIp", failure.sendingIp());
            json.field("receivingIp", failure.receivingIp());
            json.field("receivingMx", failure.receivingMx());
            json.field("receivingHelo", failure.receivingHelo());
            json.number("count", failure.count());
            json.field("additionalInfo", failure.additionalInfo());
            json.field("reasonCode", failure.reasonCode());
            json.close('}');
        }
        json.close(']');
        json.close('}');
    }

    private static void failure(Out json, FailureReport report) throws IOException {
        json.field("feedbackType", report.feedbackType().keyword());
        json.field("version", report.version());
        json.field("userAgent", report.userAgent());
        json.field("authFailure", report.authFailure().keyword());
        if (report.identityAlignment().isPresent()) {
            json.texts("identityAlignment", report.identityAlignment().get());
        } else {
            json.key("identityAlignment").raw("null");
        }
        json.field("originalMailFrom", report.originalMailFrom());
        Function<InetAddress, String> text = address -> IpAddress.of(address).toString();
        json.field("sourceIp", report.sourceIp().map(text));
        json.number("arrivalDate", seconds(report.arrivalDate()));
        json.field("reportedDomain", report.reportedDomain());
        json.field("deliveryResult", report.deliveryResult().keyword());
        json.field("originalEnvelopeId", report.originalEnvelopeId());
        json.field("dkimDomain", report.dkimDomain());
        json.field("dkimIdentity", report.dkimIdentity());
        json.field("dkimSelector", report.dkimSelector());
        json.number("incidents", report.incidents());
        json.texts("originalRcptTo", report.originalRcptTo());
        json.texts("reportedUri", report.reportedUri());
        json.texts("authenticationResults", report.authenticationResults());
        json.texts("spfDns", report.spfDns());
        json.key("sample");
        if (report.sample().isPresent()) {
            FailureSample sample = report.sample().get();
            json.open('{');
            json.key("kind").text(sample.wholeMessage() ? "message" : "headers");
            json.field("from", sample.from());
            json.field("subject", sample.subject());
            json.close('}');
        } else {
            json.raw("null");
        }
    }

    private static Optional<Long> seconds(Optional<Instant> time) {
        return time.map(Instant::getEpochSecond);
    }

    /** Puts commas where they belong. */
    private static final class Out {
        private final Appendable out;
        private boolean first = true;

        Out(Appendable out) {
            this.out = out;
        }

        /** Goes on somewhere else. */
        Out to(Appendable other) {
            Out json = new Out(other);
            json.first = first;
            return json;
        }

        void open(char bracket) throws IOException {
            out.append(bracket);
            first = true;
        }

        void close(char bracket) throws IOException {
            out.append(bracket);
            first = false;
        }

        void element() throws IOException {
            if (!first) {
                out.append(',');
            }
            first = false;
        }

        Out key(String name) throws IOException {
            element();
            text(name);
            out.append(':');
            return this;
        }

        void raw(String value) throws IOException {
            out.append(value);
        }

        void field(String name, Optional<String> value) throws IOException {
            key(name);
            if (value.isPresent()) {
                text(value.get());
            } else {
                raw("null");
            }
        }

        void number(String name, Optional<Long> value) throws IOException {
            key(name).raw(value.map(String::valueOf).orElse("null"));
        }

        void texts(String name, List<String> values) throws IOException {
            key(name);
            open('[');
            for (String value : values) {
                element();
                text(value);
            }
            close(']');
        }

        void text(String value) throws IOException {
            out.append('"');
            int plain = 0;
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
                    continue;
                }
                out.append(value, plain, i);
                plain = i + 1;
                if (c == '"' || c == '\\') {
                    out.append('\\').append(c);
                } else {
                    out.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        out.append("0123456789abcdef".charAt(c >> shift & 15));
                    }
                }
            }
            out.append(value, plain, value.length());
            out.append('"');
        }
    }
}
