package org.signetmail.reports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.reports.mime.EncodedText;
import org.signetmail.reports.mime.MailPart;
import org.signetmail.reports.mime.MailParts;
import org.signetmail.reports.mime.PartStream;
import org.signetmail.reports.octets.Budget;
import org.signetmail.reports.octets.Gunzip;
import org.signetmail.reports.octets.Refused;
import org.signetmail.reports.octets.Unzip;

/** Reads one input, once: from the outermost container inwards, in one pass. Not thread-safe. */
final class ReadRun {

    private final ReportLimits limits;
    private final boolean partial;
    private final Budget budget;
    private final Problems outer = new Problems(null);
    /** Reports are made at the end, when all that was passed over around them is known. */
    private final List<Supplier<Report>> found = new ArrayList<>();

    private final List<Refusal> refusals = new ArrayList<>();

    /** Octets of mails that are held at once, each in the one before. */
    private long held;

    /** Parts of mails and entries of zip files so far, in whatever they are. */
    private long pieces;

    /** Mails that are longer are read twice. */
    private static final int COUNTED_FROM = 1 << 20;

    /** Rows of documents that are longer are kept, if they take little room. */
    private static final int KEPT_FROM = 1 << 20;

    /** How many times as many parts and entries an input may have as a mail or a zip file. */
    private static final long PIECES = 100;

    ReadRun(ReportLimits limits, boolean partial) {
        this.limits = limits;
        this.partial = partial;
        this.budget = limits.budget();
    }

    /** Where a reading stands: how many containers are around, and what the outside says. */
    private record Place(int containers, Carrier carrier, boolean mayBeMail, boolean inMail, int mailDepth) {
        /** A part of a mail is none, whatever it looks like; what a container in it has may be one. */
        Place inside() {
            return new Place(containers + 1, carrier, true, inMail, mailDepth);
        }

        Place attached() {
            return new Place(containers, Carrier.NONE, true, false, mailDepth + 1);
        }
    }

    ReadOutcome file(Octets raw, Carrier carrier) throws IOException {
        try (InputStream in = raw.open(budget)) {
            BufferedInputStream buffered = looked(in);
            Sniffed kind = sniff(buffered);
            Octets counted;
            InputStream first;
            if (kind == Sniffed.XML || kind == Sniffed.JSON) {
                // A document that stands in no container is what comes out.
                counted = again -> looked(again.document(looked(raw.open(again))));
                first = budget.document(buffered);
            } else {
                counted = again -> looked(again.container(looked(raw.open(again))));
                first = budget.container(buffered);
            }
            octets(looked(first), counted, new Place(0, carrier, true, false, 0), outer);
        } catch (Refused e) {
            refused(e);
        }
        return outcome();
    }

    ReadOutcome mail(byte[] octets) {
        try {
            if (octets.length > limits.inputOctets()) {
                throw budget.tooLarge();
            }
            mail(octets, new Place(0, Carrier.NONE, true, false, 0), outer);
        } catch (Refused e) {
            refused(e);
        } catch (IOException e) {
            throw new AssertionError("octets in memory", e);
        }
        return outcome();
    }

    private void refused(Refused e) {
        if (e.kind() == Refused.Kind.LIMIT && !partial) {
            // Whoever goes over a limit is not taken at his word for what came before.
            found.clear();
        }
        refusals.add(0, Refusal.of(e));
    }

    private ReadOutcome outcome() {
        List<Report> reports = new ArrayList<>();
        for (Supplier<Report> each : found) {
            reports.add(each.get());
        }
        Map<String, ReportProblem> problems = new LinkedHashMap<>();
        Map<String, ReportProblem> remarks = new LinkedHashMap<>();
        outer.problems().forEach(each -> problems.putIfAbsent(each.code(), each));
        outer.remarks().forEach(each -> remarks.putIfAbsent(each.code(), each));
        for (Report report : reports) {
            report.problems().forEach(each -> problems.putIfAbsent(each.code(), each));
            report.remarks().forEach(each -> remarks.putIfAbsent(each.code(), each));
        }
        return new ReadOutcome(reports, refusals, List.copyOf(problems.values()), List.copyOf(remarks.values()));
    }

    /**
     * Buffers octets and looks at the first of them. The second reading of a report does so at each place where the first did: how
     * much comes out of a damaged container depends on how much is asked for at a time. What cannot be read is closed, as nobody
     * else has it then.
     */
    private static BufferedInputStream looked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        try {
            sniff(buffered);
            return buffered;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static Sniffed sniff(BufferedInputStream in) throws IOException {
        byte[] first = first(in);
        return Sniffed.of(first, first.length);
    }

    /** Octets that are to be read all the same. */
    private static byte[] first(BufferedInputStream in) throws IOException {
        in.mark(Sniffed.LOOK);
        byte[] first = in.readNBytes(Sniffed.LOOK);
        in.reset();
        return first;
    }

    /** Reads whatever it is; comes back when it gave a report. */
    private void octets(BufferedInputStream in, Octets self, Place place, Problems problems) throws IOException {
        switch (sniff(in)) {
            case EMPTY -> throw Refused.because(Refused.Kind.EMPTY, "there is nothing in it");
            case GZIP -> gzip(in, self, place.inside(), problems);
            case ZIP -> zip(in, self, place.inside(), problems);
            case XML -> xml(in, self, place, problems);
            case JSON -> json(in, place, problems);
            case UNSUPPORTED ->
                throw Refused.because(
                        Refused.Kind.UNSUPPORTED,
                        "it is compressed by a method that is not read here: gzip and zip are");
            case MAIL -> {
                if (!place.mayBeMail()) {
                    throw noReport();
                }
                if (place.inMail()) {
                    problems.problem(ReportFault.FORWARDED, "");
                }
                mail(whole(in, self), place.inMail() ? place.attached() : place, problems);
            }
            case OTHER -> throw noReport();
        }
    }

    /** All octets, in no more memory than they need: a long mail is counted first. */
    private byte[] whole(InputStream in, Octets self) throws IOException {
        byte[] start = in.readNBytes(COUNTED_FROM);
        if (start.length < COUNTED_FROM) {
            return start;
        }
        long length = start.length;
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            length += n;
        }
        // Beside the mails around it.
        if (held + length > limits.inputOctets()) {
            throw budget.tooLarge();
        }
        try (InputStream again = self.open(limits.budget())) {
            return filled(new byte[(int) length], again);
        }
    }

    private static byte[] filled(byte[] octets, InputStream in) throws IOException {
        int n = in.readNBytes(octets, 0, octets.length);
        return n == octets.length ? octets : Arrays.copyOf(octets, n);
    }

    private static Refused noReport() {
        return Refused.because(Refused.Kind.NOT_A_REPORT, "it is neither XML nor JSON nor a container of them");
    }

    private void nested(Place place, Problems problems) throws Refused {
        if (place.containers() > limits.nesting()) {
            throw Refused.over("NESTING", "containers are nested more than " + limits.nesting() + " deep");
        }
        if (place.containers() > 1) {
            problems.problem(ReportFault.CONTAINER_NESTED, "");
        }
    }

    private void gzip(InputStream in, Octets self, Place place, Problems problems) throws IOException {
        nested(place, problems);
        Gunzip gunzip = new Gunzip(in, budget);
        try {
            octets(
                    new BufferedInputStream(gunzip),
                    again -> looked(new Gunzip(self.open(again), again)),
                    place,
                    problems);
            drain(gunzip);
            if (gunzip.hasTrailingData()) {
                problems.problem(ReportFault.GZIP_TRAILING_DATA, "");
            }
        } finally {
            gunzip.end();
        }
    }

    /**
     * Counts a part or an entry. Each costs a parser, however short it is, and with each level of mails and zip files their number
     * would be multiplied by the limit on one of them.
     */
    private void piece() throws Refused {
        pieces++;
        long most = PIECES * Math.max(limits.mimeParts(), limits.zipEntries());
        if (pieces > most) {
            throw Refused.over(
                    "PARTS", "the input has more than " + most + " parts of mails and entries of zip files together");
        }
    }

    /** To the checksum, and to what stands behind it. */
    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        while (in.read(buffer, 0, buffer.length) >= 0) {
            // Nobody wants it.
        }
    }

    private void zip(InputStream in, Octets self, Place place, Problems around) throws IOException {
        nested(place, around);
        around.remark(ReportFault.CONTAINER_ZIP, "");
        Unzip zip = new Unzip(in, budget, limits.zipEntries());
        Attempts attempts = new Attempts();
        try {
            entries(zip, self, place, around, attempts);
        } catch (Refused e) {
            throw attempts.beside(e);
        }
        if (attempts.others && attempts.answered) {
            around.problem(ReportFault.ZIP_OTHER_ENTRIES, "");
        }
        attempts.tell(Refused.because(Refused.Kind.EMPTY, "the zip file has no entry"));
    }

    private void entries(Unzip zip, Octets self, Place place, Problems around, Attempts attempts) throws IOException {
        String name = zip.next();
        for (int i = 0; name != null; i++) {
            int index = i;
            Problems problems = new Problems(around);
            if (isOddName(name)) {
                problems.problem(ReportFault.ZIP_ENTRY_NAME, "");
            }
            Octets entry = again -> entry(self, again, index);
            try {
                piece();
                octets(new BufferedInputStream(zip), entry, place, problems);
                drain(zip);
                attempts.answered();
            } catch (Refused e) {
                if (e.kind() == Refused.Kind.DAMAGED_CONTAINER) {
                    // If it is the zip file that is damaged, that shows here once more, and is told of the whole.
                    drain(zip);
                }
                attempts.refused(e, "entry " + (i + 1) + " of the zip file");
                drain(zip);
            }
            name = zip.next();
        }
    }

    private InputStream entry(Octets self, Budget again, int index) throws IOException {
        Unzip zip = new Unzip(self.open(again), again, limits.zipEntries());
        try {
            zip.next();
            for (int i = 0; i < index; i++) {
                passOver(zip);
                zip.next();
            }
        } catch (IOException e) {
            zip.close();
            throw e;
        }
        return looked(zip);
    }

    /** Behind an entry that is not wanted. A damaged one ends where that is seen, and what is behind it was read. */
    private static void passOver(Unzip zip) throws IOException {
        try {
            drain(zip);
        } catch (Refused e) {
            // The first reading told it.
        }
    }

    /** A name that is no file's: none, or one that would lead out of a folder. */
    private static boolean isOddName(String name) {
        boolean odd = name.isEmpty() || name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf(':') == 1;
        for (int i = 0; i < name.length(); i++) {
            odd |= name.charAt(i) < ' ' || name.charAt(i) == 0x7F;
        }
        return odd || name.equals("..") || name.startsWith("../") || name.contains("/../") || name.endsWith("/..");
    }

    /** What came of the parts of a container or a mail. */
    private final class Attempts {
        /** One gave a report, or told itself why its own parts did not. */
        private boolean answered;

        private boolean others;
        private final List<Refused> refused = new ArrayList<>();
        private @Nullable Refused plain;

        void answered() {
            answered = true;
        }

        boolean isSilent() {
            return !answered && refused.isEmpty();
        }

        void refused(Refused e, String where) throws Refused {
            switch (e.kind()) {
                case LIMIT -> throw beside(e);
                case NOT_A_REPORT, EMPTY -> {
                    others = true;
                    plain = plain == null || e.kind() == Refused.Kind.NOT_A_REPORT ? e : plain;
                }
                default -> refused.add(e.of(where));
            }
        }

        /** Tells what was refused; when nothing was found at all, by a refusal of the whole. */
        void tell(Refused nothing) throws Refused {
            if (isSilent()) {
                throw plain == null ? nothing : plain;
            }
            if (!answered && refused.size() == 1) {
                throw refused.get(0);
            }
            tellParts();
        }

        /** What ends the whole, when what was refused of its parts before is told. */
        Refused beside(Refused whole) {
            tellParts();
            return whole;
        }

        private void tellParts() {
            refused.forEach(each -> refusals.add(Refusal.of(each)));
            refused.clear();
        }
    }

    private void xml(InputStream in, Octets self, Place place, Problems around) throws IOException {
        Problems problems = new Problems(around);
        KeptRows rows = new KeptRows();
        FeedbackParser parser = null;
        try {
            parser = new FeedbackParser(in, limits, problems);
            // The parser sums them up, and reads what stands behind the root to the end.
            for (AggregateRow row = parser.nextRow(); row != null; row = parser.nextRow()) {
                rows.add(row);
            }
        } catch (Refused e) {
            if (partial && parser != null && parser.isEnough()) {
                found(parser, rows, self, place, problems, true);
            }
            throw e;
        }
        found(parser, rows, self, place, problems, false);
    }

    private void found(FeedbackParser parser, KeptRows rows, Octets self, Place place, Problems problems, boolean cut) {
        // A short document is read again in no time, and whoever has thousands of reports does not hold their rows.
        boolean keep = rows.hasAll() && parser.octets() >= KEPT_FROM;
        SoftReference<KeptRows> kept = new SoftReference<>(keep ? rows : null);
        FeedbackHead head = parser.head();
        ReportTotals totals = parser.totals();
        String domain = head.policy().flatMap(PublishedPolicy::domain).orElse("");
        found.add(() -> {
            place.carrier()
                    .compare(
                            other -> isSameDomain(other, domain),
                            head.reportId(),
                            head.begin(),
                            head.end(),
                            true,
                            problems);
            return new AggregateReport(head, totals, problems, cut, self, limits, kept);
        });
    }

    /** A-labels and U-labels, with a dot at the end or without, are one domain. */
    static boolean isSameDomain(String one, String other) {
        return Ascii.equalsIgnoreCase(one, other)
                || DomainName.parse(one)
                        .filter(name ->
                                DomainName.parse(other).filter(name::equals).isPresent())
                        .isPresent();
    }

    private void json(InputStream in, Place place, Problems around) throws IOException {
        Problems problems = new Problems(around);
        TlsParser parser = new TlsParser(in, limits, problems);
        parser.parse();
        drain(in);
        found.add(() -> {
            place.carrier().compare(parser::isAbout, parser.reportId(), parser.begin(), parser.end(), false, problems);
            return parser.report();
        });
    }

    private void mail(byte[] octets, Place place, Problems around) throws IOException {
        held += octets.length;
        try {
            int next = MailParts.endOfMboxMail(octets, 0);
            if (next == octets.length) {
                mail(octets, 0, octets.length, place, around);
            } else {
                mbox(octets, next, place, around);
            }
        } finally {
            held -= octets.length;
        }
    }

    /** RFC 4155: mails one behind the other. The limit on parts is one on them, too. */
    private void mbox(byte[] octets, int endOfFirst, Place place, Problems around) throws IOException {
        Attempts attempts = new Attempts();
        int start = 0;
        int end = endOfFirst;
        for (int i = 0; start < octets.length; i++) {
            if (i == limits.mimeParts()) {
                throw attempts.beside(
                        Refused.over("PARTS", "the mbox file has more than " + limits.mimeParts() + " mails"));
            }
            try {
                mail(octets, start, end, place, around);
                attempts.answered();
            } catch (Refused e) {
                attempts.refused(e, "mail " + (i + 1) + " of the mbox file");
            }
            start = end;
            end = MailParts.endOfMboxMail(octets, start);
        }
        attempts.tell(Refused.because(Refused.Kind.NOT_A_REPORT, "no mail of the mbox file has a report"));
    }

    /** A mail that is a place in octets. */
    private void mail(byte[] octets, int start, int end, Place place, Problems around) throws IOException {
        if (place.mailDepth() >= limits.mimeDepth()) {
            throw Refused.over(
                    "DEPTH", "messages are attached to each other more than " + limits.mimeDepth() + " deep");
        }
        Problems problems = new Problems(around);
        MailParts.Walk walk = MailParts.walk(
                octets, start, end, limits.mimeParts(), limits.mimeDepth() - place.mailDepth(), problems::told);
        boolean failures = walk.parts().stream().anyMatch(ReadRun::isFeedback);
        Attempts attempts = new Attempts();
        Refused none = Refused.because(Refused.Kind.NOT_A_REPORT, "no part of the mail is a report");
        String subject = subject(walk);
        for (int i = 0; i < walk.parts().size(); i++) {
            MailPart part = walk.parts().get(i);
            if (failures && isSample(part)) {
                // F9: the message that failed is nobody's report.
                continue;
            }
            int before = found.size();
            try {
                piece();
                if (isFeedback(part)) {
                    failure(octets, walk, i, new Problems(problems));
                } else {
                    part(octets, part, subject, place, new Problems(problems));
                }
                attempts.answered();
            } catch (Refused e) {
                // The text around an attachment is no report, and no reason.
                if (e.kind() == Refused.Kind.LIMIT || !isProse(part) || found.size() > before) {
                    attempts.refused(e, "part " + (i + 1) + " of the mail");
                }
            }
        }
        if (attempts.isSilent() && prose(octets, walk, problems)) {
            return;
        }
        attempts.plain =
                attempts.plain == null || attempts.plain.kind() == Refused.Kind.NOT_A_REPORT ? none : attempts.plain;
        attempts.tell(none);
    }

    /** The text around an attachment. */
    private static boolean isProse(MailPart part) {
        return part.fileName() == null
                && (part.type().equals("text/plain") || part.type().equals("text/html"));
    }

    private static @Nullable String subject(MailParts.Walk walk) {
        List<HeaderField> subjects = walk.head().fields("Subject");
        return subjects.isEmpty() ? null : EncodedText.decode(subjects.get(0).value());
    }

    private void part(byte[] octets, MailPart part, @Nullable String subject, Place place, Problems problems)
            throws IOException {
        Carrier carrier = new Carrier(part.fileName(), subject);
        if (isWholeSample(part) || hasEnd(part.fileName(), ".eml")) {
            problems.problem(ReportFault.FORWARDED, "");
            Place attached = place.attached();
            if (PartStream.isEncoded(part)) {
                mail(decoded(octets, part, problems), attached, problems);
            } else {
                mail(octets, part.start(), part.end(), attached, problems);
            }
            return;
        }
        Octets self = again -> looked(PartStream.open(octets, part, code -> {}));
        BufferedInputStream in = looked(PartStream.open(octets, part, problems::told));
        Sniffed kind = sniff(in);
        if (kind == Sniffed.OTHER && isUnused(in)) {
            // Yahoo sends this when it has nothing to say.
            throw Refused.because(Refused.Kind.EMPTY, "the attachment says that it is unused");
        }
        checkType(kind, part, problems);
        checkExtension(kind, part.fileName(), problems);
        octets(in, self, new Place(place.containers(), carrier, false, true, place.mailDepth()), problems);
        drain(in);
    }

    /** The attached message, which is held beside the one around it, and counts as input as that does. */
    private byte[] decoded(byte[] octets, MailPart part, Problems problems) throws IOException {
        int most = PartStream.mostOctets(part);
        if (held + most > limits.inputOctets()) {
            throw budget.tooLarge();
        }
        return filled(new byte[most], PartStream.open(octets, part, problems::told));
    }

    private static boolean isUnused(BufferedInputStream in) throws IOException {
        return FieldText.trim(new String(first(in), StandardCharsets.ISO_8859_1))
                .equals("unused");
    }

    /** D8: a disagreement is told, and changes nothing. */
    private static void checkType(Sniffed kind, MailPart part, Problems problems) {
        String type = part.type();
        List<String> right;
        List<String> aliases;
        switch (kind) {
            case GZIP -> {
                right = List.of("application/gzip", "application/tlsrpt+gzip");
                aliases = List.of("application/x-gzip", "application/tlsrpt");
            }
            case ZIP -> {
                right = List.of("application/zip");
                aliases = List.of("application/x-zip-compressed", "application/x-zip");
            }
            case XML -> {
                right = List.of("text/xml", "application/xml");
                aliases = List.of();
            }
            case JSON -> {
                right = List.of("application/tlsrpt+json");
                aliases = List.of("application/json", "application/tlsrpt");
            }
            default -> {
                return;
            }
        }
        if (aliases.contains(type)) {
            problems.remark(ReportFault.MEDIA_TYPE, type);
        } else if (!right.contains(type)) {
            problems.problem(ReportFault.MEDIA_TYPE, type);
        }
    }

    private static void checkExtension(Sniffed kind, @Nullable String name, Problems problems) {
        if (name == null) {
            return;
        }
        boolean fits = switch (kind) {
            case GZIP -> hasEnd(name, ".gz") || hasEnd(name, ".gzip");
            case ZIP -> hasEnd(name, ".zip");
            case XML -> hasEnd(name, ".xml");
            case JSON -> hasEnd(name, ".json");
            default -> true;
        };
        if (!fits) {
            problems.problem(ReportFault.FILENAME_EXTENSION, "");
        }
    }

    private static boolean hasEnd(@Nullable String name, String end) {
        return name != null && Ascii.startsWithIgnoreCase(name, name.length() - end.length(), end);
    }

    private static boolean isFeedback(MailPart part) {
        return part.type().equals("message/feedback-report");
    }

    private static boolean isWholeSample(MailPart part) {
        return part.type().equals("message/rfc822") || part.type().equals("message/global");
    }

    private static boolean isSample(MailPart part) {
        return isWholeSample(part)
                || part.type().equals("text/rfc822-headers")
                || part.type().equals("message/global-headers");
    }

    /** The message of a feedback part: the first behind it and before the next one; of a single one, wherever it is. */
    private static @Nullable MailPart sampleOf(List<MailPart> parts, int feedback) {
        for (int i = feedback + 1; i < parts.size() && !isFeedback(parts.get(i)); i++) {
            if (isSample(parts.get(i))) {
                return parts.get(i);
            }
        }
        boolean single = parts.stream().filter(ReadRun::isFeedback).count() == 1;
        return single ? parts.stream().filter(ReadRun::isSample).findFirst().orElse(null) : null;
    }

    private void failure(byte[] octets, MailParts.Walk walk, int index, Problems problems) throws IOException {
        MailPart feedback = walk.parts().get(index);
        // RFC 6591 §3.1: a multipart/report of this type.
        boolean reportType = walk.type().value().equals("multipart/report")
                && "feedback-report".equals(walk.type().parameters().get("report-type"));
        if (!reportType) {
            problems.problem(ReportFault.REPORT_TYPE_MISSING, "");
        }
        // RFC 5965 registers it as 7bit.
        if (feedback.encoding().equals("base64")) {
            problems.problem(ReportFault.FEEDBACK_PART_ENCODED, "");
        }
        MailPart quoted = sampleOf(walk.parts(), index);
        FailureSample sample = quoted == null
                ? null
                : FailureParser.sample(
                        FailureParser.head(PartStream.open(octets, quoted, problems::told)), isWholeSample(quoted));
        FailureReport report = new FailureParser(
                        FailureParser.head(withoutEmptyLines(PartStream.open(octets, feedback, problems::told))),
                        limits,
                        problems)
                .parse(sample);
        found.add(() -> report);
    }

    private static InputStream withoutEmptyLines(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        int octet;
        do {
            buffered.mark(1);
            octet = buffered.read();
        } while (octet == '\r' || octet == '\n');
        buffered.reset();
        return buffered;
    }

    private boolean prose(byte[] octets, MailParts.Walk walk, Problems problems) throws IOException {
        for (MailPart part : walk.parts()) {
            if (part.type().equals("text/plain")) {
                Optional<FailureReport> report =
                        FailureParser.ofProse(PartStream.open(octets, part, problems::told), problems);
                if (report.isPresent()) {
                    found.add(report::get);
                    return true;
                }
            }
        }
        return false;
    }
}
