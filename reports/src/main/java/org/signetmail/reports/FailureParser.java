package org.signetmail.reports;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.internal.Ascii;
import org.signetmail.reports.mime.EncodedText;
import org.signetmail.reports.octets.Refused;
import org.signetmail.spf.address.IpAddress;

/** Reads one failure report from the fields of its second part (RFC 6591 §3.1), or from its prose. Not thread-safe. */
final class FailureParser {

    private static final String ALIGNMENT = "Identity-Alignment";
    private static final String NONE = "none";

    /** The most values of a field that may stand several times. */
    private static final int MOST_VALUES = 100;

    /** RFC 5965 §3.1 and §3.2, RFC 6591 §3.1 and §3.2, RFC 9991 §4. */
    private static final List<String> ONCE = List.of(
            "Feedback-Type",
            "Version",
            "User-Agent",
            "Auth-Failure",
            "Identity-Alignment",
            "Original-Mail-From",
            "Source-IP",
            "Source-Port",
            "Arrival-Date",
            "Delivery-Result",
            "Original-Envelope-Id",
            "Incidents",
            "DKIM-Domain",
            "DKIM-Identity",
            "DKIM-Selector",
            "DKIM-Canonicalized-Header",
            "DKIM-Canonicalized-Body",
            "DKIM-ADSP-DNS",
            "DKIM-Selector-DNS",
            "Reporting-MTA");

    private static final List<String> OFTEN =
            List.of("Authentication-Results", "Original-Rcpt-To", "Reported-URI", "Reported-Domain", "SPF-DNS");

    private final Message fields;
    private final ReportLimits limits;
    private final Problems problems;

    FailureParser(Message fields, ReportLimits limits, Problems problems) {
        this.fields = fields;
        this.limits = limits;
        this.problems = problems;
    }

    /** The header fields of whatever a stream begins with. */
    static Message head(InputStream in) throws IOException {
        byte[] octets = in.readNBytes(MessageLimits.DEFAULT.headerOctets());
        return Message.of(octets, LineEnds.NORMALIZE, MessageLimits.DEFAULT);
    }

    static FailureSample sample(Message head, boolean whole) {
        return new FailureSample(whole, decoded(head, "From"), decoded(head, "Subject"));
    }

    private static Optional<String> decoded(Message head, String name) {
        List<HeaderField> named = head.fields(name);
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        FieldText.collapse(EncodedText.decodePhrase(named.get(0).value())));
    }

    FailureReport parse(@Nullable FailureSample sample) throws Refused {
        known();
        String written = value("Feedback-Type");
        String type = written == null ? null : withoutComment(written);
        if (type == null || type.isEmpty()) {
            throw Refused.because(Refused.Kind.INCOMPLETE, "the feedback part has no Feedback-Type");
        }
        Reported<FeedbackType> feedbackType = Words.FEEDBACK.readAnyCase(type, "Feedback-Type", problems);
        Reported<AuthFailureType> authFailure = word(Words.FAILURE, "Auth-Failure");
        required(feedbackType, authFailure);
        if (sample == null) {
            problems.problem(ReportFault.SAMPLE_MISSING, "");
        }
        return new FailureReport(
                feedbackType,
                Optional.ofNullable(value("Version")),
                Optional.ofNullable(value("User-Agent")),
                authFailure,
                identityAlignment(),
                Optional.ofNullable(value("Original-Mail-From")).map(FieldText::withoutBrackets),
                sourceIp(),
                sourcePort(),
                arrivalDate(),
                values("Reported-Domain").stream().findFirst(),
                word(Words.DELIVERY, "Delivery-Result"),
                Optional.ofNullable(value("Original-Envelope-Id")),
                Optional.ofNullable(value("DKIM-Domain")),
                Optional.ofNullable(value("DKIM-Identity")),
                Optional.ofNullable(value("DKIM-Selector")),
                number("Incidents"),
                values("Original-Rcpt-To").stream()
                        .map(FieldText::withoutBrackets)
                        .toList(),
                values("Reported-URI"),
                values("Authentication-Results"),
                values("SPF-DNS"),
                Optional.ofNullable(sample),
                problems.problems(),
                problems.remarks());
    }

    private void required(Reported<FeedbackType> feedbackType, Reported<AuthFailureType> authFailure) throws Refused {
        String version = value("Version");
        version = version == null ? null : withoutComment(version);
        required(version, "Version");
        required(value("User-Agent"), "User-Agent");
        if (version != null && !version.isEmpty() && !version.equals("1")) {
            long number = FieldText.number(version);
            problems.problem(
                    number == 1 || version.equals("1.0") ? ReportFault.VERSION_FORM : ReportFault.VERSION_UNKNOWN,
                    version);
        }
        if (feedbackType.is(FeedbackType.AUTH_FAILURE)) {
            required(authFailure.text().orElse(null), "Auth-Failure");
            required(values("Authentication-Results").isEmpty() ? null : "", "Authentication-Results");
        }
        // RFC 9991 §4: required in a DMARC failure report.
        if (authFailure.is(AuthFailureType.DMARC)) {
            required(value("Identity-Alignment"), "Identity-Alignment");
        }
    }

    private void required(@Nullable String value, String name) {
        if (value == null) {
            problems.problem(ReportFault.FIELD_MISSING, name);
        }
    }

    private void known() {
        for (String name : ONCE) {
            if (fields.fields(name).size() > 1) {
                problems.problem(ReportFault.FIELD_REPEATED, name);
            }
        }
        for (HeaderField field : fields.fields()) {
            boolean known = field.is("Received-Date");
            for (String name : ONCE) {
                known |= field.is(name);
            }
            for (String name : OFTEN) {
                known |= field.is(name);
            }
            if (!known) {
                problems.problem(ReportFault.FIELD_UNKNOWN, field.name());
            }
        }
    }

    /** The first field of this name, or null. */
    private @Nullable String value(String name) throws Refused {
        List<HeaderField> named = fields.fields(name);
        return named.isEmpty() ? null : text(named.get(0));
    }

    private List<String> values(String name) throws Refused {
        List<String> values = new ArrayList<>();
        for (HeaderField field : fields.fields(name)) {
            if (values.size() < MOST_VALUES) {
                values.add(text(field));
            }
        }
        return List.copyOf(values);
    }

    private String text(HeaderField field) throws Refused {
        String octets = field.value();
        if (octets.length() > limits.textLength()) {
            throw Refused.over("TEXT", "a field is longer than " + limits.textLength() + " octets");
        }
        return FieldText.collapse(new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private <E extends Enum<E>> Reported<E> word(Words<E> words, String name) throws Refused {
        String value = value(name);
        return value == null ? Reported.absent() : words.readAnyCase(withoutComment(value), name, problems);
    }

    /** RFC 5965 §3.5: comments may stand in front and behind. */
    private static String withoutComment(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        int comment = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            comment += c == '(' ? 1 : 0;
            if (comment == 0) {
                plain.append(c);
            }
            comment -= c == ')' && comment > 0 ? 1 : 0;
        }
        return FieldText.trim(plain.toString());
    }

    /** RFC 9991 §4: the mechanisms that failed, or none; comments may stand between them. */
    private Optional<List<String>> identityAlignment() throws Refused {
        String value = value(ALIGNMENT);
        if (value == null) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int comment = 0;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : ',';
            comment += c == '(' ? 1 : 0;
            if (comment > 0) {
                comment -= c == ')' ? 1 : 0;
            } else if (c == ',') {
                mechanism(FieldText.trim(word.toString()), words);
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        if (comment > 0) {
            problems.problem(ReportFault.ENUM_UNKNOWN, ALIGNMENT, value);
            mechanism(FieldText.trim(word.toString()), words);
        }
        // What cannot be understood says nothing, and not that none failed.
        if (words.isEmpty()) {
            return Optional.empty();
        }
        if (words.size() > 1 && words.remove(NONE)) {
            problems.problem(ReportFault.ENUM_UNKNOWN, ALIGNMENT, NONE);
        }
        words.remove(NONE);
        return Optional.of(List.copyOf(words));
    }

    private void mechanism(String word, List<String> words) {
        String lower = Ascii.lowerCase(word);
        if (!lower.equals("dkim") && !lower.equals("spf") && !lower.equals(NONE)) {
            problems.problem(word.isEmpty() ? ReportFault.ELEMENT_EMPTY : ReportFault.ENUM_UNKNOWN, ALIGNMENT, word);
        } else if (words.contains(lower)) {
            problems.problem(ReportFault.ELEMENT_REPEATED, ALIGNMENT, lower);
        } else {
            words.add(lower);
        }
    }

    private Optional<InetAddress> sourceIp() throws Refused {
        String value = value("Source-IP");
        if (value == null) {
            return Optional.empty();
        }
        int end = 0;
        while (end < value.length() && !FieldText.isSpace(value.charAt(end)) && value.charAt(end) != '(') {
            end++;
        }
        String address = value.substring(0, end);
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
            problems.problem(ReportFault.IP_FORM, "");
        }
        IpAddress source = FieldText.address(address);
        if (source == null) {
            problems.problem(ReportFault.NUMBER_INVALID, "Source-IP");
            return Optional.empty();
        }
        if (end < value.length()) {
            problems.problem(ReportFault.SOURCE_IP_FORM, "");
        }
        IpAddress plain = FieldText.unmapped(source);
        if (!plain.equals(source)) {
            problems.problem(ReportFault.IP_MAPPED, "");
        }
        return Optional.of(plain.toInetAddress());
    }

    private Optional<Integer> sourcePort() throws Refused {
        Optional<Long> port = number("Source-Port");
        if (port.filter(each -> each > 0xFFFF).isPresent()) {
            problems.problem(ReportFault.NUMBER_INVALID, "Source-Port");
            return Optional.empty();
        }
        return port.map(Long::intValue);
    }

    private Optional<Long> number(String name) throws Refused {
        String value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        long number = FieldText.number(withoutComment(value));
        if (number < 0) {
            problems.problem(ReportFault.NUMBER_INVALID, name);
            return Optional.empty();
        }
        return Optional.of(number);
    }

    private Optional<Instant> arrivalDate() throws Refused {
        String value = value("Arrival-Date");
        if (value == null) {
            value = value("Received-Date");
            if (value == null) {
                return Optional.empty();
            }
            problems.problem(ReportFault.FIELD_RENAMED, "Received-Date");
        }
        return time(value, problems);
    }

    private static Optional<Instant> time(String value, Problems problems) {
        Optional<Instant> time = MailDate.parse(value);
        if (time.isEmpty()) {
            problems.problem(ReportFault.TIMESTAMP_INVALID, "Arrival-Date");
        } else if (!MailDate.hasZone(value)) {
            problems.problem(ReportFault.TIMESTAMP_ZONE_MISSING, "Arrival-Date");
        }
        return time;
    }

    /** As far as prose is looked at. */
    private static final int PROSE = 1 << 16;

    /** Reads the labelled lines of a report in prose, or gives nothing when it is none. */
    static Optional<FailureReport> ofProse(InputStream in, Problems problems) throws IOException {
        String text = new String(in.readNBytes(PROSE), StandardCharsets.UTF_8);
        Prose prose = new Prose(text);
        String domain = prose.value("sender domain");
        String address = prose.value("sender ip address");
        if (domain == null || address == null || !Ascii.lowerCase(text).contains("dmarc policy")) {
            return Optional.empty();
        }
        problems.problem(ReportFault.FEEDBACK_PART_MISSING, "");
        List<String> failed = new ArrayList<>();
        for (String mechanism : List.of("dkim", "spf")) {
            String aligned = prose.value(mechanism + " alignment");
            if (aligned != null && Ascii.equalsIgnoreCase(aligned, "no")) {
                failed.add(mechanism);
            }
        }
        boolean told = prose.value("dkim alignment") != null || prose.value("spf alignment") != null;
        String date = prose.value("received date");
        Optional<Instant> arrival = date == null ? Optional.empty() : time(date, problems);
        IpAddress source = FieldText.address(address);
        if (source == null) {
            problems.problem(ReportFault.NUMBER_INVALID, "Source-IP");
        }
        FailureSample sample = prose.quoted == null ? null : sample(head(prose.quoted), false);
        return Optional.of(new FailureReport(
                Words.FEEDBACK.read("auth-failure", "", problems),
                Optional.empty(),
                Optional.empty(),
                Words.FAILURE.read("dmarc", "", problems),
                told ? Optional.of(List.copyOf(failed)) : Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(source).map(IpAddress::toInetAddress),
                Optional.empty(),
                arrival,
                Optional.of(domain),
                Reported.absent(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.ofNullable(sample),
                problems.problems(),
                problems.remarks()));
    }

    private static Message head(String text) {
        return Message.of(text.getBytes(StandardCharsets.UTF_8), LineEnds.NORMALIZE, MessageLimits.DEFAULT);
    }

    /** Lines of a label, a colon and a value, up to a line of hyphens; what follows it is quoted. */
    private static final class Prose {
        private final Map<String, String> values = new HashMap<>();
        private @Nullable String quoted;

        Prose(String text) {
            int from = 0;
            while (from < text.length() && values.size() < MOST_VALUES) {
                int end = text.indexOf('\n', from);
                end = end < 0 ? text.length() : end;
                String line = FieldText.trim(text.substring(from, end));
                from = end + 1;
                if (line.startsWith("------")) {
                    quoted = withoutEmptyLines(text, from);
                    return;
                }
                int colon = line.indexOf(':');
                if (colon > 0) {
                    values.putIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            FieldText.trim(line.substring(colon + 1)));
                }
            }
        }

        private static String withoutEmptyLines(String text, int from) {
            int i = Math.min(from, text.length());
            while (i < text.length() && FieldText.isSpace(text.charAt(i))) {
                i++;
            }
            return text.substring(i);
        }

        @Nullable
        String value(String label) {
            return values.get(label);
        }
    }
}
