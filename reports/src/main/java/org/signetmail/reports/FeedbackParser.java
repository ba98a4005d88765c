package org.signetmail.reports;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.DiscoveryMethod;
import org.signetmail.dmarc.Disposition;
import org.signetmail.reports.octets.Refused;
import org.signetmail.reports.octets.TextDecoder;
import org.signetmail.reports.xml.XmlPull;
import org.signetmail.reports.xml.XmlText;
import org.signetmail.spf.address.IpAddress;

/**
 * Reads one {@code feedback} element (RFC 9990 §3.1, RFC 7489 App. C) row by row. What stands around the rows is known when
 * they have ended. Not thread-safe.
 */
final class FeedbackParser {

    static final String RFC_9990 = "urn:ietf:params:xml:ns:dmarc-2.0";
    static final String RFC_7489 = "http://dmarc.org/dmarc-xml/0.1";

    /** A time of more seconds than this is one in milliseconds. */
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private static final long LONG_PERIOD = 31 * 86_400L;

    /** RFC 9990 §3.1: the sequences in which elements have a fixed order. */
    private static final List<String> FEEDBACK_ORDER =
            List.of("version", "report_metadata", "policy_published", "extension", "record");

    private static final List<String> RECORD_ORDER = List.of("row", "identifiers", "auth_results");
    private static final List<String> EVALUATED_ORDER = List.of("disposition", "dkim", "spf", "reason");
    private static final List<String> RESULTS_ORDER = List.of("dkim", "spf");

    private final TextDecoder decoder;
    private final XmlText text;
    private final XmlPull xml;
    private final Problems problems;
    private final ReportLimits limits;
    private final Tally tally;

    private @Nullable String namespace;
    private boolean started;
    private boolean finished;
    private int place;
    private long records;
    private long dropped;

    private @Nullable String version;
    private boolean metadataSeen;
    private @Nullable String orgName;
    private @Nullable String email;
    private @Nullable String extraContactInfo;
    private @Nullable String reportId;
    private @Nullable Long begin;
    private @Nullable Long end;
    private boolean beginSeen;
    private boolean endSeen;
    private final List<String> errors = new ArrayList<>();
    private @Nullable String generator;
    private @Nullable PublishedPolicy policy;
    private @Nullable String lastDomain;
    /** The last text that is no domain. */
    private @Nullable String lastText;

    /** The most errors that are kept; nobody has more to say. */
    private static final int MOST_ERRORS = 100;

    FeedbackParser(InputStream in, ReportLimits limits, Problems problems) throws IOException {
        this.limits = limits;
        this.problems = problems;
        this.tally = new Tally(problems);
        this.decoder = new TextDecoder(in);
        this.text = new XmlText(decoder, limits.textLength(), limits.xmlDepth(), problems::told);
        this.xml = new XmlPull(text, limits.textLength(), problems::told);
    }

    /** The next row that can be used, or null behind the last one. */
    @Nullable
    AggregateRow nextRow() throws IOException {
        if (!started) {
            begin();
        }
        while (!finished) {
            problems.atRow(0);
            String name = nextElement();
            if (name == null) {
                finished = true;
                text.finish();
                check();
                break;
            }
            place = inOrder(FEEDBACK_ORDER, name, place);
            switch (name) {
                case "version" -> version = first(version, version());
                case "report_metadata" -> metadata();
                case "policy_published" -> policyPublished();
                case "record" -> {
                    AggregateRow row = record();
                    if (row != null) {
                        tally.add(row);
                        return row;
                    }
                }
                case "extension" -> xml.skip();
                default -> unknown(name);
            }
        }
        return null;
    }

    private void begin() throws IOException {
        xml.root();
        started = true;
        namespace = xml.namespace();
        if (XmlPull.UNDECLARED.equals(namespace)) {
            problems.problem(ReportFault.PREFIX_UNDECLARED, xml.local());
            namespace = null;
        }
        if (namespace == null) {
            problems.remark(ReportFault.NAMESPACE_MISSING, "");
        } else if (namespace.equals(RFC_7489)) {
            problems.remark(ReportFault.NAMESPACE_7489, "");
        } else if (!namespace.equals(RFC_9990)) {
            problems.problem(ReportFault.NAMESPACE_UNKNOWN, "");
        }
        attributes();
    }

    /** Moves to the next element in this one that is the format's own, past extensions; null when this one has ended. */
    private @Nullable String nextElement() throws IOException {
        while (xml.nextChild()) {
            if (!isForeign()) {
                return xml.local();
            }
            xml.skip();
        }
        return null;
    }

    /** RFC 9990 §3.2: an element of another namespace is an extension, and whatever is in it is none of ours. */
    private boolean isForeign() {
        String its = xml.namespace();
        if (XmlPull.UNDECLARED.equals(its)) {
            problems.problem(ReportFault.PREFIX_UNDECLARED, xml.local());
            return namespace != null;
        }
        boolean ours = its == null || its.equals(RFC_9990) || its.equals(RFC_7489) || its.equals(namespace);
        if (ours) {
            attributes();
        }
        return !ours;
    }

    private void attributes() {
        for (String name : xml.attributes()) {
            if (!name.equals("lang") && name.indexOf(':') < 0) {
                problems.problem(ReportFault.ATTRIBUTE_UNKNOWN, name);
            }
        }
    }

    private void unknown(String name) throws IOException {
        problems.problem(ReportFault.ELEMENT_UNKNOWN, name);
        xml.skip();
    }

    private int inOrder(List<String> order, String name, int before) {
        // Mostly it is the next one, or the same once more.
        if (order.get(before).equals(name)) {
            return before;
        }
        int here = order.indexOf(name);
        if (here >= 0 && here < before) {
            problems.remark(ReportFault.ELEMENT_ORDER, "");
        }
        return Math.max(before, here);
    }

    /** D18: of several the first counts. */
    private @Nullable String first(@Nullable String known, String value) {
        return known == null ? value : known;
    }

    private String string() throws IOException {
        String raw = xml.text();
        String trimmed = FieldText.trim(raw);
        if (trimmed.length() < raw.length() && !trimmed.isEmpty()) {
            problems.problem(ReportFault.WHITESPACE, "");
        }
        return trimmed;
    }

    /** A text that ought to say something. */
    private String filled(String where) throws IOException {
        String value = string();
        if (value.isEmpty()) {
            problems.problem(ReportFault.ELEMENT_EMPTY, where);
        }
        return value;
    }

    private <E extends Enum<E>> Reported<E> word(Words<E> words, String where) throws IOException {
        return words.read(string(), where, problems);
    }

    private boolean isRepeated(boolean seen, String name) throws IOException {
        if (seen) {
            problems.problem(ReportFault.ELEMENT_REPEATED, name);
            xml.skip();
        }
        return seen;
    }

    private String version() throws IOException {
        String value = string();
        if (version != null) {
            problems.problem(ReportFault.ELEMENT_REPEATED, "version");
        } else if (value.isEmpty()) {
            problems.problem(ReportFault.ELEMENT_EMPTY, "version");
        } else if (!value.equals("1.0")) {
            if (isOne(value)) {
                problems.remark(ReportFault.VERSION_FORM, "");
            } else {
                problems.problem(ReportFault.VERSION_UNKNOWN, value);
            }
        }
        return value;
    }

    /** An xs:decimal whose value is 1. */
    private static boolean isOne(String text) {
        int i = text.startsWith("+") ? 1 : 0;
        while (i < text.length() && text.charAt(i) == '0') {
            i++;
        }
        if (i == text.length() || text.charAt(i) != '1') {
            return false;
        }
        i++;
        if (i == text.length() || text.charAt(i) != '.') {
            return i == text.length();
        }
        do {
            i++;
        } while (i < text.length() && text.charAt(i) == '0');
        return i == text.length();
    }

    private void metadata() throws IOException {
        if (isRepeated(metadataSeen, "report_metadata")) {
            return;
        }
        metadataSeen = true;
        for (String name = nextElement(); name != null; name = nextElement()) {
            switch (name) {
                case "org_name" -> orgName = isRepeated(orgName != null, name) ? orgName : filled(name);
                case "email" -> email = isRepeated(email != null, name) ? email : filled(name);
                case "extra_contact_info" ->
                    extraContactInfo = isRepeated(extraContactInfo != null, name) ? extraContactInfo : string();
                case "report_id" -> reportId = isRepeated(reportId != null, name) ? reportId : reportId();
                case "date_range" -> dateRange();
                case "error" -> {
                    String error = string();
                    if (errors.size() < MOST_ERRORS) {
                        errors.add(error);
                    } else {
                        problems.problem(ReportFault.ERRORS_OVER_100, "");
                    }
                }
                case "generator" -> generator = isRepeated(generator != null, name) ? generator : string();
                default -> unknown(name);
            }
        }
        missing(orgName, "org_name");
        missing(email, "email");
        missing(reportId, "report_id");
        missing(beginSeen ? "" : null, "begin");
        missing(endSeen ? "" : null, "end");
    }

    private void missing(@Nullable Object value, String where) {
        if (value == null) {
            problems.problem(ReportFault.ELEMENT_MISSING, where);
        }
    }

    private String reportId() throws IOException {
        String value = filled("report_id");
        if (!value.isEmpty() && !FieldText.isReportId(value)) {
            problems.remark(ReportFault.REPORT_ID_FORM, "");
        }
        return value;
    }

    private void dateRange() throws IOException {
        for (String name = nextElement(); name != null; name = nextElement()) {
            switch (name) {
                case "begin" -> {
                    if (!isRepeated(beginSeen, name)) {
                        beginSeen = true;
                        begin = time(name);
                    }
                }
                case "end" -> {
                    if (!isRepeated(endSeen, name)) {
                        endSeen = true;
                        end = time(name);
                    }
                }
                default -> unknown(name);
            }
        }
    }

    /** Seconds since the epoch, or null. */
    private @Nullable Long time(String where) throws IOException {
        String value = FieldText.trim(xml.text());
        if (value.isEmpty()) {
            problems.problem(ReportFault.ELEMENT_EMPTY, where);
            return null;
        }
        int dot = value.indexOf('.');
        String whole = dot < 0 ? value : value.substring(0, dot);
        long seconds = FieldText.number(whole);
        if (seconds < 0 || (dot >= 0 && FieldText.number("0" + value.substring(dot + 1)) < 0)) {
            problems.problem(ReportFault.TIMESTAMP_INVALID, where);
            return null;
        }
        if (dot >= 0) {
            problems.problem(ReportFault.TIMESTAMP_FRACTION, "");
        }
        if (seconds >= MILLISECONDS_FROM) {
            problems.problem(ReportFault.TIMESTAMP_MILLISECONDS, "");
            seconds /= 1000;
        }
        return seconds;
    }

    private void policyPublished() throws IOException {
        if (isRepeated(policy != null, "policy_published")) {
            return;
        }
        @Nullable String domain = null;
        @Nullable String fo = null;
        @Nullable Integer pct = null;
        @Nullable Reported<Disposition> p = null;
        @Nullable Reported<Disposition> sp = null;
        @Nullable Reported<Disposition> np = null;
        @Nullable Reported<AlignmentMode> adkim = null;
        @Nullable Reported<AlignmentMode> aspf = null;
        @Nullable Reported<TestingFlag> testing = null;
        @Nullable Reported<DiscoveryMethod> discovery = null;
        for (String name = nextElement(); name != null; name = nextElement()) {
            switch (name) {
                case "domain" -> domain = isRepeated(domain != null, name) ? domain : domain(name);
                case "p" -> p = isRepeated(p != null, name) ? p : word(Words.POLICY, name);
                case "sp" -> sp = isRepeated(sp != null, name) ? sp : word(Words.POLICY, name);
                case "np" -> np = isRepeated(np != null, name) ? np : word(Words.POLICY, name);
                case "adkim" -> adkim = isRepeated(adkim != null, name) ? adkim : word(Words.MODE, name);
                case "aspf" -> aspf = isRepeated(aspf != null, name) ? aspf : word(Words.MODE, name);
                case "testing" -> testing = isRepeated(testing != null, name) ? testing : word(Words.TESTING, name);
                case "discovery_method" ->
                    discovery = isRepeated(discovery != null, name) ? discovery : word(Words.DISCOVERY, name);
                case "fo" -> fo = isRepeated(fo != null, name) ? fo : string();
                case "pct" -> {
                    problems.remark(ReportFault.PCT, "");
                    pct = percentage();
                }
                default -> unknown(name);
            }
        }
        missing(domain, "domain");
        missing(p, "p");
        policy = new PublishedPolicy(
                Optional.ofNullable(domain),
                orAbsent(p),
                orAbsent(sp),
                orAbsent(np),
                orAbsent(adkim),
                orAbsent(aspf),
                Optional.ofNullable(pct),
                Optional.ofNullable(fo),
                orAbsent(testing),
                orAbsent(discovery));
    }

    private @Nullable Integer percentage() throws IOException {
        long value = FieldText.number(FieldText.trim(xml.text()));
        if (value < 0 || value > 100) {
            problems.problem(ReportFault.NUMBER_INVALID, "pct");
            return null;
        }
        return (int) value;
    }

    private static <E extends Enum<E>> Reported<E> orAbsent(@Nullable Reported<E> word) {
        return word == null ? Reported.absent() : word;
    }

    private String domain(String where) throws IOException {
        String value = filled(where);
        checkDomain(value, where);
        return value;
    }

    private void checkDomain(String value, String where) {
        // Most rows repeat the domain of the row before.
        if (value.isEmpty() || value.equals(lastDomain)) {
            return;
        }
        if (!value.equals(lastText) && DomainName.parse(value).isPresent()) {
            lastDomain = value;
        } else {
            lastText = value;
            problems.problem(ReportFault.DOMAIN_INVALID, where);
        }
    }

    /** What one record says, while it is read. */
    private static final class Draft {
        @Nullable
        String sourceText;

        @Nullable
        String countText;

        @Nullable
        Reported<ReportedDisposition> disposition;

        @Nullable
        Reported<EvaluatedResult> dkim;

        @Nullable
        Reported<EvaluatedResult> spf;

        List<PolicyOverride> reasons = List.of();

        @Nullable
        String headerFrom;

        @Nullable
        String envelopeFrom;

        @Nullable
        String envelopeTo;

        List<DkimAuthResult> dkimResults = List.of();
        List<SpfAuthResult> spfResults = List.of();
        boolean row;
        boolean identified;
        boolean evaluated;
        boolean authenticated;
    }

    private @Nullable AggregateRow record() throws IOException {
        if (++records > limits.records()) {
            throw Refused.over("ROWS", "the report has more than " + limits.records() + " records");
        }
        problems.atRow(records);
        Draft draft = new Draft();
        int here = 0;
        for (String name = nextElement(); name != null; name = nextElement()) {
            here = inOrder(RECORD_ORDER, name.equals("identities") ? "identifiers" : name, here);
            switch (name) {
                case "row" -> row(draft);
                case "identities" -> {
                    problems.problem(ReportFault.ELEMENT_RENAMED, name);
                    identifiers(draft);
                }
                case "identifiers" -> identifiers(draft);
                case "auth_results" -> authResults(draft);
                default -> unknown(name);
            }
        }
        return finish(draft);
    }

    private void row(Draft draft) throws IOException {
        // The address of one and the count of another would be a row that nobody reported.
        if (isRepeated(draft.row, "row")) {
            return;
        }
        draft.row = true;
        for (String name = nextElement(); name != null; name = nextElement()) {
            switch (name) {
                case "source_ip" ->
                    draft.sourceText = isRepeated(draft.sourceText != null, name) ? draft.sourceText : filled(name);
                case "count" -> {
                    if (!isRepeated(draft.countText != null, name)) {
                        draft.countText = FieldText.trim(xml.text());
                        if (draft.countText.isEmpty()) {
                            problems.problem(ReportFault.ELEMENT_EMPTY, name);
                        }
                    }
                }
                case "policy_evaluated" -> policyEvaluated(draft);
                default -> unknown(name);
            }
        }
    }

    private void policyEvaluated(Draft draft) throws IOException {
        if (isRepeated(draft.evaluated, "policy_evaluated")) {
            return;
        }
        draft.evaluated = true;
        int here = 0;
        for (String name = nextElement(); name != null; name = nextElement()) {
            here = inOrder(EVALUATED_ORDER, name, here);
            switch (name) {
                case "disposition" ->
                    draft.disposition = isRepeated(draft.disposition != null, name)
                            ? draft.disposition
                            : word(Words.DISPOSITION, name);
                case "dkim" ->
                    draft.dkim = isRepeated(draft.dkim != null, "policy_evaluated.dkim")
                            ? draft.dkim
                            : word(Words.EVALUATED, "policy_evaluated.dkim");
                case "spf" ->
                    draft.spf = isRepeated(draft.spf != null, "policy_evaluated.spf")
                            ? draft.spf
                            : word(Words.EVALUATED, "policy_evaluated.spf");
                case "reason" -> {
                    PolicyOverride reason = reason();
                    if (draft.reasons.size() == limits.resultsPerRow()) {
                        problems.problem(ReportFault.REASONS_OVER_100, "");
                    }
                    draft.reasons = with(draft.reasons, reason);
                }
                default -> unknown(name);
            }
        }
    }

    private <T> List<T> with(List<T> list, T value) {
        List<T> longer = list.isEmpty() ? new ArrayList<>(2) : list;
        if (longer.size() < limits.resultsPerRow()) {
            longer.add(value);
        }
        return longer;
    }

    private PolicyOverride reason() throws IOException {
        @Nullable Reported<OverrideType> type = null;
        @Nullable String comment = null;
        for (String name = nextElement(); name != null; name = nextElement()) {
            switch (name) {
                case "type" ->
                    type = isRepeated(type != null, "reason.type") ? type : word(Words.OVERRIDE, "reason.type");
                case "comment" -> comment = isRepeated(comment != null, "reason.comment") ? comment : string();
                default -> unknown(name);
            }
        }
        missing(type, "reason.type");
        return new PolicyOverride(orAbsent(type), Optional.ofNullable(comment));
    }

    private void identifiers(Draft draft) throws IOException {
        if (isRepeated(draft.identified, "identifiers")) {
            return;
        }
        draft.identified = true;
        for (String name = nextElement(); name != null; name = nextElement()) {
            switch (name) {
                case "header_from" ->
                    draft.headerFrom = isRepeated(draft.headerFrom != null, name) ? draft.headerFrom : domain(name);
                case "envelope_from" ->
                    draft.envelopeFrom =
                            isRepeated(draft.envelopeFrom != null, name) ? draft.envelopeFrom : envelopeFrom();
                case "envelope_to" ->
                    draft.envelopeTo = isRepeated(draft.envelopeTo != null, name) ? draft.envelopeTo : string();
                default -> unknown(name);
            }
        }
    }

    private String envelopeFrom() throws IOException {
        String value = string();
        if (value.equals("<>")) {
            problems.problem(ReportFault.NULL_SENDER_FORM, "");
            return "";
        }
        return value;
    }

    private void authResults(Draft draft) throws IOException {
        if (isRepeated(draft.authenticated, "auth_results")) {
            return;
        }
        draft.authenticated = true;
        int here = 0;
        int dkims = 0;
        int spfs = 0;
        for (String name = nextElement(); name != null; name = nextElement()) {
            here = inOrder(RESULTS_ORDER, name, here);
            switch (name) {
                case "dkim" -> {
                    if (++dkims > limits.resultsPerRow()) {
                        problems.problem(ReportFault.DKIM_RESULTS_OVER_100, "");
                        xml.skip();
                    } else {
                        DkimAuthResult result = dkimResult();
                        draft.dkimResults = with(draft.dkimResults, result);
                    }
                }
                case "spf" -> {
                    if (++spfs > limits.resultsPerRow()) {
                        problems.problem(ReportFault.SPF_RESULTS_OVER_100, "");
                        xml.skip();
                    } else {
                        SpfAuthResult result = spfResult();
                        draft.spfResults = with(draft.spfResults, result);
                    }
                }
                default -> unknown(name);
            }
        }
    }

    private DkimAuthResult dkimResult() throws IOException {
        @Nullable String domain = null;
        @Nullable String selector = null;
        @Nullable Reported<AuthResult> result = null;
        @Nullable String human = null;
        for (String name = nextElement(); name != null; name = nextElement()) {
            switch (name) {
                case "domain" -> domain = isRepeated(domain != null, "dkim.domain") ? domain : domain("dkim.domain");
                case "selector" -> selector = isRepeated(selector != null, "dkim.selector") ? selector : string();
                case "result" ->
                    result = isRepeated(result != null, "dkim.result") ? result : word(Words.RESULT, "dkim.result");
                case "human_result" -> human = isRepeated(human != null, "dkim.human_result") ? human : string();
                default -> unknown(name);
            }
        }
        if (selector == null || selector.isEmpty()) {
            problems.remark(ReportFault.SELECTOR_MISSING, "");
        }
        missing(domain, "dkim.domain");
        missing(result, "dkim.result");
        return new DkimAuthResult(
                Optional.ofNullable(domain),
                Optional.ofNullable(selector),
                orAbsent(result),
                Optional.ofNullable(human));
    }

    private SpfAuthResult spfResult() throws IOException {
        @Nullable String domain = null;
        @Nullable Reported<SpfScope> scope = null;
        @Nullable Reported<AuthResult> result = null;
        @Nullable String human = null;
        for (String name = nextElement(); name != null; name = nextElement()) {
            switch (name) {
                case "domain" -> domain = isRepeated(domain != null, "spf.domain") ? domain : domain("spf.domain");
                case "scope" -> scope = isRepeated(scope != null, "spf.scope") ? scope : word(Words.SCOPE, "spf.scope");
                case "result" ->
                    result = isRepeated(result != null, "spf.result") ? result : word(Words.RESULT, "spf.result");
                case "human_result" -> human = isRepeated(human != null, "spf.human_result") ? human : string();
                default -> unknown(name);
            }
        }
        if (scope != null && scope.is(SpfScope.HELO)) {
            problems.remark(ReportFault.SCOPE_HELO, "");
        }
        missing(domain, "spf.domain");
        missing(result, "spf.result");
        return new SpfAuthResult(
                Optional.ofNullable(domain), orAbsent(scope), orAbsent(result), Optional.ofNullable(human));
    }

    private @Nullable AggregateRow finish(Draft draft) {
        if (draft.spfResults.isEmpty()) {
            problems.remark(ReportFault.SPF_MISSING, "");
        } else if (draft.spfResults.size() > 1) {
            problems.remark(ReportFault.SPF_SEVERAL, "");
        }
        missing(draft.sourceText, "source_ip");
        missing(draft.countText, "count");
        missing(draft.disposition, "disposition");
        missing(draft.dkim, "policy_evaluated.dkim");
        missing(draft.spf, "policy_evaluated.spf");
        missing(draft.headerFrom, "header_from");
        IpAddress source = draft.sourceText == null ? null : source(draft.sourceText);
        long count = draft.countText == null ? -1 : FieldText.number(draft.countText);
        if (source == null || count < 0) {
            dropped++;
            problems.problem(ReportFault.ROW_DROPPED, source == null ? "source_ip" : "count");
            return null;
        }
        if (count == 0) {
            problems.problem(ReportFault.COUNT_ZERO, "");
        }
        return new AggregateRow(
                source.toInetAddress(),
                count,
                orAbsent(draft.disposition),
                orAbsent(draft.dkim),
                orAbsent(draft.spf),
                List.copyOf(draft.reasons),
                Optional.ofNullable(draft.headerFrom),
                Optional.ofNullable(draft.envelopeFrom),
                Optional.ofNullable(draft.envelopeTo),
                List.copyOf(draft.dkimResults),
                List.copyOf(draft.spfResults));
    }

    private @Nullable IpAddress source(String written) {
        String address = written;
        if (address.startsWith("[") && address.endsWith("]")) {
            problems.problem(ReportFault.IP_FORM, "");
            address = address.substring(1, address.length() - 1);
        }
        IpAddress source = FieldText.address(address);
        if (source == null) {
            return null;
        }
        IpAddress plain = FieldText.unmapped(source);
        if (!plain.equals(source)) {
            problems.problem(ReportFault.IP_MAPPED, "");
        }
        return plain;
    }

    /** What can be told only at the end. */
    private void check() throws Refused {
        if (version == null) {
            problems.remark(ReportFault.VERSION_MISSING, "");
        }
        if (!isEnough()) {
            throw Refused.because(
                    Refused.Kind.INCOMPLETE, "the report has neither a policy domain nor a record that can be used");
        }
        missing(metadataSeen ? "" : null, "report_metadata");
        missing(policy, "policy_published");
        missing(records == 0 ? null : "", "record");
        if (begin != null && end != null) {
            if (begin > end) {
                problems.problem(ReportFault.PERIOD_REVERSED, "");
            } else if (end - begin > LONG_PERIOD) {
                problems.problem(ReportFault.PERIOD_LONG, "");
            }
        }
    }

    /** D19: a policy domain, or one row. */
    boolean isEnough() {
        return tally.rows() > 0
                || (policy != null
                        && policy.domain().filter(name -> !name.isEmpty()).isPresent());
    }

    ReportTotals totals() {
        return tally.totals(dropped);
    }

    /** How many octets were read, about. */
    long octets() {
        return decoder.octets();
    }

    /** All but the rows. */
    FeedbackHead head() {
        return new FeedbackHead(
                Optional.ofNullable(namespace),
                Optional.ofNullable(version),
                Optional.ofNullable(orgName),
                Optional.ofNullable(email),
                Optional.ofNullable(extraContactInfo),
                Optional.ofNullable(reportId),
                Optional.ofNullable(begin).map(Instant::ofEpochSecond),
                Optional.ofNullable(end).map(Instant::ofEpochSecond),
                List.copyOf(errors),
                Optional.ofNullable(generator),
                Optional.ofNullable(policy));
    }
}
