package org.signetmail.reports;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.reports.octets.Refused;
import org.signetmail.reports.octets.TextDecoder;
import org.signetmail.spf.address.IpAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads one TLS report (RFC 8460 §4.4) token by token. Not thread-safe. */
final class TlsParser {

    /** RFC 7493 §2.2: beyond this a number is not the same for everybody. */
    private static final long MOST = 1L << 53;

    /** What an object takes in memory, and a text beside its characters: roughly. */
    private static final int OBJECT = 64;

    /** Which part of the output may be kept. */
    private static final int KEPT = 4;

    private final TextDecoder in;
    private final ReportLimits limits;
    private final Problems problems;
    private int depth;
    private long items;
    private long kept;
    private boolean known;

    private @Nullable String organization;
    private @Nullable String contactInfo;
    private @Nullable String reportId;
    private @Nullable Instant begin;
    private @Nullable Instant end;
    private final List<TlsPolicy> policies = new ArrayList<>();

    TlsParser(InputStream in, ReportLimits limits, Problems problems) throws IOException {
        this.in = new TextDecoder(in);
        this.limits = limits;
        this.problems = problems;
    }

    void parse() throws IOException {
        JsonFactory factory = JsonFactory.builder()
                // Names of strangers are not worth a table.
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.jsonDepth())
                        .maxStringLength(limits.textLength())
                        .maxNameLength(limits.textLength())
                        .maxNumberLength(1000)
                        .build())
                .build();
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), in)) {
            if (next(json) != JsonToken.START_OBJECT) {
                throw Refused.because(
                        Refused.Kind.NOT_A_REPORT,
                        "it is JSON that begins with a list, and a TLS report is one object");
            }
            report(json);
            if (isFollowed(json)) {
                problems.problem(ReportFault.TRAILING_CONTENT, "");
            }
        } catch (StreamConstraintsException e) {
            throw depth >= limits.jsonDepth()
                    ? Refused.over("DEPTH", "its objects are nested more than " + limits.jsonDepth() + " deep")
                    : Refused.over("TEXT", "a value is longer than " + limits.textLength() + " characters");
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            TokenStreamLocation at = e.getLocation();
            throw Refused.because(
                    Refused.Kind.MALFORMED_JSON,
                    "it is not JSON, or ends too early"
                            + (at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
        if (in.hasInvalid()) {
            problems.problem(ReportFault.ENCODING_INVALID, "");
        }
        if (!known) {
            throw Refused.because(Refused.Kind.NOT_A_REPORT, "it is JSON and no TLS report");
        }
    }

    /** Whether something stands behind the report, JSON or not: a footer takes nothing from what came before. */
    private static boolean isFollowed(JsonParser json) throws IOException {
        try {
            return json.nextToken() != null;
        } catch (StreamConstraintsException e) {
            return true;
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            return true;
        }
    }

    private JsonToken next(JsonParser json) throws Refused {
        JsonToken token = json.nextToken();
        if (token == null) {
            TokenStreamLocation at = json.currentLocation();
            throw Refused.because(
                    Refused.Kind.MALFORMED_JSON,
                    "it ends too early, at line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            depth++;
        } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
            depth--;
        }
        return token;
    }

    /** What is done with the value of a key; the parser stands on its first token. */
    private interface Entry {
        boolean take(String key, JsonToken token) throws IOException;
    }

    /** Goes through an object whose start was read, and gives the keys that were taken. */
    private Set<String> object(JsonParser json, Entry entry) throws IOException {
        Set<String> seen = new HashSet<>();
        while (next(json) != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken token = next(json);
            if (seen.contains(key)) {
                problems.problem(ReportFault.KEY_REPEATED, key);
                skip(json, token);
            } else if (entry.take(key, token)) {
                seen.add(key);
            } else {
                problems.problem(ReportFault.ELEMENT_UNKNOWN, key);
                skip(json, token);
            }
        }
        return seen;
    }

    private void missing(Set<String> seen, String... keys) {
        for (String key : keys) {
            if (!seen.contains(key)) {
                problems.problem(ReportFault.ELEMENT_MISSING, key);
            }
        }
    }

    private void skip(JsonParser json, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return;
        }
        int around = depth - 1;
        while (depth > around) {
            next(json);
        }
    }

    private void report(JsonParser json) throws IOException {
        Set<String> seen = object(json, (key, token) -> {
            switch (key) {
                case "organization-name" -> organization = text(json, token, key);
                case "date-range" -> {
                    if (isObject(json, token, key)) {
                        dateRange(json);
                    }
                }
                case "contact-info" -> contactInfo = text(json, token, key);
                case "report-id" -> reportId = text(json, token, key);
                case "policies" -> policies(json, token);
                default -> {
                    return false;
                }
            }
            return true;
        });
        // D19: other JSON has policies, too.
        known = policies.stream().anyMatch(policy -> policy.domain().isPresent())
                || (seen.contains("organization-name") && (seen.contains("report-id") || seen.contains("date-range")));
        missing(seen, "organization-name", "date-range", "contact-info", "report-id", "policies");
        if (begin != null && end != null && begin.isAfter(end)) {
            problems.problem(ReportFault.PERIOD_REVERSED, "");
        }
    }

    private boolean isObject(JsonParser json, JsonToken token, String where) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return true;
        }
        wrongType(token, where);
        skip(json, token);
        return false;
    }

    private void wrongType(JsonToken token, String where) {
        problems.problem(token == JsonToken.VALUE_NULL ? ReportFault.ELEMENT_NULL : ReportFault.TYPE_WRONG, where);
    }

    /** A text, or null. */
    private @Nullable String text(JsonParser json, JsonToken token, String where) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            wrongType(token, where);
            boolean scalar = token.isNumeric() || token.isBoolean();
            String written = scalar ? json.getString() : null;
            skip(json, token);
            return written;
        }
        String value = characters(FieldText.trim(json.getString()));
        keep(OBJECT + value.length());
        if (value.isEmpty()) {
            problems.problem(ReportFault.ELEMENT_EMPTY, where);
        }
        return value;
    }

    /** RFC 7493 §2.1: half of a pair is no character. */
    private String characters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    problems.problem(ReportFault.ENCODING_INVALID, "");
                    return FieldText.wellFormed(text);
                }
            }
        }
        return text;
    }

    /** Digits from 0 to 2^53, or null; some write them as a text. */
    private @Nullable Long number(JsonParser json, JsonToken token, String where) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            problems.problem(ReportFault.TYPE_WRONG, where);
        } else if (!token.isNumeric()) {
            wrongType(token, where);
            skip(json, token);
            return null;
        }
        long value = FieldText.number(FieldText.trim(json.getString()));
        if (value < 0 || value > MOST) {
            problems.problem(ReportFault.NUMBER_INVALID, where);
            return null;
        }
        return value;
    }

    /** A list of texts; a single one is one of one. */
    private List<String> texts(JsonParser json, JsonToken token, String where) throws IOException {
        List<String> texts = new ArrayList<>();
        if (token == JsonToken.VALUE_STRING) {
            problems.problem(ReportFault.TYPE_WRONG, where);
            count();
            texts.add(FieldText.trim(json.getString()));
        } else if (token == JsonToken.START_ARRAY) {
            for (JsonToken each = next(json); each != JsonToken.END_ARRAY; each = next(json)) {
                String text = text(json, each, where);
                if (text != null) {
                    count();
                    texts.add(text);
                }
            }
        } else {
            wrongType(token, where);
            skip(json, token);
        }
        return List.copyOf(texts);
    }

    /** They are all kept, so they are all counted. */
    private void count() throws Refused {
        if (++items > limits.records()) {
            throw Refused.over(
                    "ROWS", "the report has more than " + limits.records() + " policies, failures, texts and hosts");
        }
        keep(OBJECT);
    }

    /** A TLS report is kept as a whole, so what may come out of it is less than for one whose rows are a stream. */
    private void keep(int octets) throws Refused {
        kept += octets;
        if (kept > limits.outputOctets() / KEPT) {
            throw Refused.over(
                    "OUTPUT",
                    "the report has more failures and texts than fit into " + limits.outputOctets() / KEPT + " octets");
        }
    }

    private void dateRange(JsonParser json) throws IOException {
        Set<String> seen = object(json, (key, token) -> {
            switch (key) {
                case "start-datetime" -> begin = time(text(json, token, key), key);
                case "end-datetime" -> end = time(text(json, token, key), key);
                default -> {
                    return false;
                }
            }
            return true;
        });
        missing(seen, "start-datetime", "end-datetime");
    }

    /** RFC 3339, which has fractions of a second: they are cut off without a word. Without a zone it is UTC. */
    private @Nullable Instant time(@Nullable String text, String where) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String written = text.replace(' ', 'T');
        // RFC 3339 §5.6: four digits; the JDK takes nine with a sign, and then has no day for them.
        if (!written.startsWith("-", 4)) {
            problems.problem(ReportFault.TIMESTAMP_INVALID, where);
            return null;
        }
        try {
            // RFC 3339 §5.7: a leap second, which Java has none of.
            String known =
                    written.startsWith(":60", 16) ? written.substring(0, 16) + ":59" + written.substring(19) : written;
            return OffsetDateTime.parse(known).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            // Perhaps without a zone.
        }
        try {
            Instant time = LocalDateTime.parse(written).toInstant(ZoneOffset.UTC);
            problems.problem(ReportFault.TIMESTAMP_ZONE_MISSING, where);
            return time.truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            problems.problem(ReportFault.TIMESTAMP_INVALID, where);
            return null;
        }
    }

    private void policies(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            problems.problem(ReportFault.TYPE_WRONG, "policies");
            policy(json);
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            wrongType(token, "policies");
            return;
        }
        for (JsonToken each = next(json); each != JsonToken.END_ARRAY; each = next(json)) {
            if (isObject(json, each, "policies")) {
                policy(json);
            }
        }
        if (policies.isEmpty()) {
            problems.problem(ReportFault.ELEMENT_EMPTY, "policies");
        }
    }

    private static final class Draft {
        @Nullable
        Reported<TlsPolicyType> type;

        @Nullable
        String domain;

        List<String> strings = List.of();
        List<String> mxHosts = List.of();

        @Nullable
        Long successful;

        @Nullable
        Long failed;

        /** Keys of its terms and of its summary. */
        final Set<String> seen = new HashSet<>();

        final List<TlsFailure> failures = new ArrayList<>();
    }

    private void policy(JsonParser json) throws IOException {
        count();
        Draft draft = new Draft();
        object(json, (key, token) -> {
            switch (key) {
                case "policy" -> {
                    if (isObject(json, token, key)) {
                        terms(json, draft);
                    }
                }
                case "summary" -> {
                    if (isObject(json, token, key)) {
                        summary(json, draft);
                    }
                }
                case "failure-details" -> failures(json, token, draft);
                default -> {
                    return false;
                }
            }
            return true;
        });
        missing(
                draft.seen,
                "policy-type",
                "policy-domain",
                "total-successful-session-count",
                "total-failure-session-count");
        long told = 0;
        for (TlsFailure failure : draft.failures) {
            told = Tally.sum(told, failure.count().orElse(0L));
        }
        if (draft.failed != null && told != draft.failed) {
            problems.problem(ReportFault.SUM_MISMATCH, "failure-details");
        }
        policies.add(new TlsPolicy(
                draft.type == null ? Reported.absent() : draft.type,
                Optional.ofNullable(draft.domain),
                draft.strings,
                draft.mxHosts,
                Optional.ofNullable(draft.successful),
                Optional.ofNullable(draft.failed),
                List.copyOf(draft.failures)));
    }

    private void terms(JsonParser json, Draft draft) throws IOException {
        draft.seen.addAll(object(json, (key, token) -> {
            switch (key) {
                case "policy-type" -> {
                    String word = text(json, token, key);
                    draft.type = word == null || word.isEmpty()
                            ? new Reported<>(null, "", "")
                            : Words.TLS_POLICY.read(word, key, problems);
                }
                case "policy-string" -> draft.strings = texts(json, token, key);
                case "policy-domain" -> draft.domain = text(json, token, key);
                case "mx-host" -> draft.mxHosts = texts(json, token, key);
                default -> {
                    return false;
                }
            }
            return true;
        }));
    }

    private void summary(JsonParser json, Draft draft) throws IOException {
        draft.seen.addAll(object(json, (key, token) -> {
            switch (key) {
                case "total-successful-session-count" -> draft.successful = number(json, token, key);
                case "total-failure-session-count" -> draft.failed = number(json, token, key);
                default -> {
                    return false;
                }
            }
            return true;
        }));
    }

    private void failures(JsonParser json, JsonToken token, Draft draft) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            problems.problem(ReportFault.TYPE_WRONG, "failure-details");
            draft.failures.add(failure(json));
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            wrongType(token, "failure-details");
            return;
        }
        for (JsonToken each = next(json); each != JsonToken.END_ARRAY; each = next(json)) {
            if (isObject(json, each, "failure-details")) {
                draft.failures.add(failure(json));
            }
        }
    }

    private static final class FailureDraft {
        @Nullable
        Reported<TlsResultType> type;

        @Nullable
        String sendingIp;

        @Nullable
        String receivingIp;

        @Nullable
        String mx;

        @Nullable
        String helo;

        @Nullable
        Long count;

        @Nullable
        String info;

        @Nullable
        String reason;
    }

    private TlsFailure failure(JsonParser json) throws IOException {
        count();
        FailureDraft draft = new FailureDraft();
        Set<String> seen = object(json, (key, token) -> {
            switch (key) {
                case "result-type" -> {
                    String word = text(json, token, key);
                    draft.type = word == null || word.isEmpty()
                            ? new Reported<>(null, "", "")
                            : Words.TLS_RESULT.read(word, key, problems);
                }
                case "sending-mta-ip" -> draft.sendingIp = address(text(json, token, key));
                case "receiving-ip" -> draft.receivingIp = address(text(json, token, key));
                case "receiving-mx-hostname" -> draft.mx = text(json, token, key);
                case "receiving-mx-helo" -> draft.helo = text(json, token, key);
                case "failed-session-count" -> draft.count = number(json, token, key);
                case "additional-information", "additional-info-uri" -> draft.info = text(json, token, key);
                case "failure-reason-code", "failure-error-code" -> draft.reason = text(json, token, key);
                default -> {
                    return false;
                }
            }
            return true;
        });
        missing(seen, "result-type", "failed-session-count");
        // RFC 8460 §4.4 has both in every failure; some large senders have neither.
        if (draft.sendingIp == null) {
            problems.remark(ReportFault.ELEMENT_MISSING, "sending-mta-ip");
        }
        if (draft.mx == null) {
            problems.remark(ReportFault.ELEMENT_MISSING, "receiving-mx-hostname");
        }
        return new TlsFailure(
                draft.type == null ? Reported.absent() : draft.type,
                Optional.ofNullable(draft.sendingIp),
                Optional.ofNullable(draft.receivingIp),
                Optional.ofNullable(draft.mx),
                Optional.ofNullable(draft.helo),
                Optional.ofNullable(draft.count),
                Optional.ofNullable(draft.info),
                Optional.ofNullable(draft.reason));
    }

    private static @Nullable String address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        IpAddress address = FieldText.address(text);
        return address == null ? text : FieldText.unmapped(address).toString();
    }

    Optional<String> organization() {
        return Optional.ofNullable(organization);
    }

    Optional<String> reportId() {
        return Optional.ofNullable(reportId);
    }

    Optional<Instant> begin() {
        return Optional.ofNullable(begin);
    }

    Optional<Instant> end() {
        return Optional.ofNullable(end);
    }

    /** Whether one of the policies is that of a domain. */
    boolean isAbout(String domain) {
        return policies.stream()
                .anyMatch(policy -> policy.domain()
                        .filter(each -> ReadRun.isSameDomain(each, domain))
                        .isPresent());
    }

    TlsReport report() {
        return new TlsReport(
                organization(),
                Optional.ofNullable(contactInfo),
                reportId(),
                begin(),
                end(),
                List.copyOf(policies),
                problems.problems(),
                problems.remarks());
    }
}
