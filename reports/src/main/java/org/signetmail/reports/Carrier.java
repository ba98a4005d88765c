package org.signetmail.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * What the outside of a report says of it: its file name (RFC 9990 §3.5.2, RFC 8460 §5.1) and the subject of its mail
 * (RFC 9990 §3.5.2, RFC 8460 §5.3).
 *
 * @param fileName the name, or null
 * @param subject the subject of the mail, decoded, or null
 */
record Carrier(@Nullable String fileName, @Nullable String subject) {

    static final Carrier NONE = new Carrier(null, null);

    private static final String DOMAIN = "Report Domain:";
    private static final String SUBMITTER = "Submitter:";
    private static final String ID = "Report-ID:";

    /** Compares the outside with the inside. */
    void compare(
            Predicate<String> isItsDomain,
            Optional<String> id,
            Optional<Instant> begin,
            Optional<Instant> end,
            boolean aggregate,
            Problems problems) {
        if (fileName != null && !isNameOf(fileName, isItsDomain, begin, end)) {
            problems.problem(ReportFault.FILENAME_MISMATCH, "");
        }
        if (subject != null) {
            compareSubject(FieldText.collapse(subject), isItsDomain, id, aggregate, problems);
        }
    }

    private static boolean isNameOf(
            String path, Predicate<String> isItsDomain, Optional<Instant> begin, Optional<Instant> end) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= path.length() && pieces.size() < 4; i++) {
            if (i == path.length() || path.charAt(i) == '!') {
                pieces.add(path.substring(from, i));
                from = i + 1;
            }
        }
        // A name of another form says nothing.
        return pieces.size() < 4
                || (!pieces.get(0).isEmpty()
                        && isItsDomain.test(pieces.get(1))
                        && isTime(pieces.get(2), begin)
                        && isTime(pieces.get(3), end));
    }

    private static boolean isTime(String text, Optional<Instant> time) {
        int digits = 0;
        while (digits < text.length() && Ascii.isDigit(text.charAt(digits))) {
            digits++;
        }
        long seconds = FieldText.number(text.substring(0, digits));
        return time.isEmpty() || seconds == time.get().getEpochSecond();
    }

    private static void compareSubject(
            String subject, Predicate<String> isItsDomain, Optional<String> id, boolean aggregate, Problems problems) {
        int domain = find(subject, 0, DOMAIN);
        int submitter = domain < 0 ? -1 : find(subject, domain, SUBMITTER);
        if (submitter < 0) {
            if (aggregate) {
                problems.remark(ReportFault.SUBJECT_FORM, "");
            }
            return;
        }
        int report = find(subject, submitter, ID);
        String domainText = FieldText.trim(subject.substring(domain + DOMAIN.length(), submitter));
        String itsDomain = bare(domainText, ".");
        String idText = report < 0 ? "" : FieldText.trim(subject.substring(report + ID.length()));
        String itsId = FieldText.withoutBrackets(bare(idText, ""));
        if (aggregate
                && (domain != 0
                        || !subject.startsWith(DOMAIN)
                        || !subject.startsWith(SUBMITTER, submitter)
                        || (report >= 0 && !subject.startsWith(ID, report))
                        || !itsDomain.equals(domainText)
                        || !itsId.equals(FieldText.withoutBrackets(idText))
                        || itsDomain.indexOf(' ') >= 0)) {
            problems.remark(ReportFault.SUBJECT_FORM, "");
        }
        if (!isItsDomain.test(itsDomain)) {
            problems.problem(ReportFault.SUBJECT_MISMATCH, "domain");
        }
        if (!itsId.isEmpty() && id.isPresent() && !itsId.equals(FieldText.withoutBrackets(id.get()))) {
            // Google writes another id into the subject of every TLS report.
            if (aggregate) {
                problems.problem(ReportFault.SUBJECT_MISMATCH, "report-id");
            } else {
                problems.remark(ReportFault.SUBJECT_MISMATCH, "report-id");
            }
        }
    }

    /** Some end each part with a semicolon, and some put it in braces. */
    private static String bare(String text, String end) {
        String bare = text;
        for (String each : List.of(";", ",", end)) {
            if (!each.isEmpty() && bare.endsWith(each)) {
                bare = FieldText.trim(bare.substring(0, bare.length() - 1));
            }
        }
        return bare.startsWith("{") && bare.endsWith("}") ? FieldText.trim(bare.substring(1, bare.length() - 1)) : bare;
    }

    /** Who a file name of the form that RFC 9990 §3.5.2 and RFC 8460 §5.1 have says that it is from. */
    static Optional<String> receiver(String fileName) {
        int marks = 0;
        for (int i = 0; i < fileName.length(); i++) {
            marks += fileName.charAt(i) == '!' ? 1 : 0;
        }
        int first = fileName.indexOf('!');
        return marks >= 3 && first > 0 ? Optional.of(FieldText.trim(fileName.substring(0, first))) : Optional.empty();
    }

    /** Who a subject of this form says that it is from. */
    static Optional<String> submitter(String text) {
        String subject = FieldText.collapse(text);
        int domain = find(subject, 0, DOMAIN);
        int submitter = domain < 0 ? -1 : find(subject, domain, SUBMITTER);
        if (submitter < 0) {
            return Optional.empty();
        }
        int id = find(subject, submitter, ID);
        return Optional.of(bare(
                FieldText.trim(subject.substring(submitter + SUBMITTER.length(), id < 0 ? subject.length() : id)),
                "."));
    }

    private static int find(String text, int from, String mark) {
        for (int i = from; i + mark.length() <= text.length(); i++) {
            if (Ascii.startsWithIgnoreCase(text, i, mark)) {
                return i;
            }
        }
        return -1;
    }
}
