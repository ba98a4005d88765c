package org.signetmail.reports;

import java.util.HashMap;
import java.util.Map;

/**
 * A way in which an input differs from what its specification asks for, and which was passed over.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum ReportFault {
    /** Characters in base64 that are none of it, or text behind its end. */
    BASE64_NOISE("base64-noise", "Characters in base64 that are none of it, or text behind its end"),
    /** A multipart body without its last boundary. */
    BOUNDARY_UNCLOSED("boundary-unclosed", "A multipart body without its last boundary"),
    /** A container in a container. */
    CONTAINER_NESTED("container-nested", "A container in a container"),
    /** Sums of messages went over what a number holds and stay at its end. */
    COUNT_OVERFLOW("count-overflow", "Sums of messages went over what a number holds and stay at its end"),
    /** A row that counts no message. */
    COUNT_ZERO("count-zero", "A row that counts no message"),
    /** A row with more DKIM results than are kept; 100 unless the limits say otherwise. */
    DKIM_RESULTS_OVER_100(
            "dkim-results-over-100", "A row with more DKIM results than are kept; 100 unless the limits say otherwise"),
    /** A row with more reasons than are kept; 100 unless the limits say otherwise. */
    REASONS_OVER_100("reasons-over-100", "A row with more reasons than are kept; 100 unless the limits say otherwise"),
    /** A report with more errors than the 100 that are kept. */
    ERRORS_OVER_100("errors-over-100", "A report with more errors than the 100 that are kept"),
    /** A row with more SPF results than are kept; 100 unless the limits say otherwise. */
    SPF_RESULTS_OVER_100(
            "spf-results-over-100", "A row with more SPF results than are kept; 100 unless the limits say otherwise"),
    /** A domain that is no domain name; its text is kept. */
    DOMAIN_INVALID("domain-invalid", "A domain that is no domain name; its text is kept"),
    /** An element without contents that ought to have some. */
    ELEMENT_EMPTY("element-empty", "An element without contents that ought to have some"),
    /** An element or a key that has to be there. */
    ELEMENT_MISSING("element-missing", "An element or a key that has to be there"),
    /** A key whose value is null. */
    ELEMENT_NULL("element-null", "A key whose value is null"),
    /** An element under a name that other reporters do not use. */
    ELEMENT_RENAMED("element-renamed", "An element under a name that other reporters do not use"),
    /** A second element where one may stand; the first counts. */
    ELEMENT_REPEATED("element-repeated", "A second element where one may stand; the first counts"),
    /** An element or key that no specification has; it is skipped. */
    ELEMENT_UNKNOWN("element-unknown", "An element or key that no specification has; it is skipped"),
    /** An attribute that no specification has; it is skipped. */
    ATTRIBUTE_UNKNOWN("attribute-unknown", "An attribute that no specification has; it is skipped"),
    /** UTF-16 without a byte order mark. */
    ENCODING_BOM_MISSING("encoding-bom-missing", "UTF-16 without a byte order mark"),
    /** Octets that are no character, or characters that XML forbids; U+FFFD stands for each. */
    ENCODING_INVALID(
            "encoding-invalid", "Octets that are no character, or characters that XML forbids; U+FFFD stands for each"),
    /** A declared character set that cannot be true. */
    ENCODING_MISMATCH("encoding-mismatch", "A declared character set that cannot be true"),
    /** An old word for a value. */
    ENUM_ALIAS("enum-alias", "An old word for a value"),
    /** A keyword in other letters than the specification has. */
    ENUM_CASE("enum-case", "A keyword in other letters than the specification has"),
    /** A word that is no keyword; its text is kept, it has no value. */
    ENUM_UNKNOWN("enum-unknown", "A word that is no keyword; its text is kept, it has no value"),
    /** The feedback part is in base64, which RFC 5965 does not allow. */
    FEEDBACK_PART_ENCODED("feedback-part-encoded", "The feedback part is in base64, which RFC 5965 does not allow"),
    /** A failure report in prose, without a feedback part. */
    FEEDBACK_PART_MISSING("feedback-part-missing", "A failure report in prose, without a feedback part"),
    /** A field that a failure report has to have. */
    FIELD_MISSING("field-missing", "A field that a failure report has to have"),
    /** A field under an older name. */
    FIELD_RENAMED("field-renamed", "A field under an older name"),
    /** A second field where one may stand; the first counts. */
    FIELD_REPEATED("field-repeated", "A second field where one may stand; the first counts"),
    /** A field that no specification has. */
    FIELD_UNKNOWN("field-unknown", "A field that no specification has"),
    /** A file name whose end does not fit its contents. */
    FILENAME_EXTENSION("filename-extension", "A file name whose end does not fit its contents"),
    /** A file name that says another domain or period than the report, or no receiver. */
    FILENAME_MISMATCH(
            "filename-mismatch", "A file name that says another domain or period than the report, or no receiver"),
    /** The report came in an attached message. */
    FORWARDED("forwarded", "The report came in an attached message"),
    /** Octets behind the end of a gzip file. */
    GZIP_TRAILING_DATA("gzip-trailing-data", "Octets behind the end of a gzip file"),
    /** An IP address in brackets. */
    IP_FORM("ip-form", "An IP address in brackets"),
    /** An IPv4-mapped IPv6 address; it becomes the IPv4 address. */
    IP_MAPPED("ip-mapped", "An IPv4-mapped IPv6 address; it becomes the IPv4 address"),
    /** A key of JSON that stands twice; the first counts. */
    KEY_REPEATED("key-repeated", "A key of JSON that stands twice; the first counts"),
    /** White space before the XML declaration. */
    LEADING_WHITESPACE("leading-whitespace", "White space before the XML declaration"),
    /** A less-than sign or an ampersand that begins no markup; it is text. */
    MARKUP_AS_TEXT("markup-as-text", "A less-than sign or an ampersand that begins no markup; it is text"),
    /** The line of an mbox file before the mail. */
    MBOX_LINE("mbox-line", "The line of an mbox file before the mail"),
    /** A media type that does not fit the contents. */
    MEDIA_TYPE("media-type", "A media type that does not fit the contents"),
    /** The root is in a namespace of its own. */
    NAMESPACE_UNKNOWN("namespace-unknown", "The root is in a namespace of its own"),
    /** The null reverse-path written as {@code <>}. */
    NULL_SENDER_FORM("null-sender-form", "The null reverse-path written as <>"),
    /** A number that is none, or too large. */
    NUMBER_INVALID("number-invalid", "A number that is none, or too large"),
    /** A period of more than 31 days. */
    PERIOD_LONG("period-long", "A period of more than 31 days"),
    /** A period that ends before it begins. */
    PERIOD_REVERSED("period-reversed", "A period that ends before it begins"),
    /** A prefix that is declared nowhere. */
    PREFIX_UNDECLARED("prefix-undeclared", "A prefix that is declared nowhere"),
    /** A failure report that is no multipart/report of this type. */
    REPORT_TYPE_MISSING("report-type-missing", "A failure report that is no multipart/report of this type"),
    /** A row without a usable address or count. */
    ROW_DROPPED("row-dropped", "A row without a usable address or count"),
    /** A failure report without the message or its header. */
    SAMPLE_MISSING("sample-missing", "A failure report without the message or its header"),
    /** An address with more behind it. */
    SOURCE_IP_FORM("source-ip-form", "An address with more behind it"),
    /** Text between elements. */
    STRAY_TEXT("stray-text", "Text between elements"),
    /** A subject that says something else than the report. */
    SUBJECT_MISMATCH("subject-mismatch", "A subject that says something else than the report"),
    /** Numbers that do not add up. */
    SUM_MISMATCH("sum-mismatch", "Numbers that do not add up"),
    /** A time with a fraction of a second, which is cut off. */
    TIMESTAMP_FRACTION("timestamp-fraction", "A time with a fraction of a second, which is cut off"),
    /** A time that is none. */
    TIMESTAMP_INVALID("timestamp-invalid", "A time that is none"),
    /** A time in milliseconds. */
    TIMESTAMP_MILLISECONDS("timestamp-milliseconds", "A time in milliseconds"),
    /** A time without a zone; it is taken as UTC. */
    TIMESTAMP_ZONE_MISSING("timestamp-zone-missing", "A time without a zone; it is taken as UTC"),
    /** Something behind the end of the report. */
    TRAILING_CONTENT("trailing-content", "Something behind the end of the report"),
    /** A value of another JSON type. */
    TYPE_WRONG("type-wrong", "A value of another JSON type"),
    /** A version written differently. */
    VERSION_FORM("version-form", "A version written differently"),
    /** Another version. */
    VERSION_UNKNOWN("version-unknown", "Another version"),
    /** White space around a text. */
    WHITESPACE("whitespace", "White space around a text"),
    /** An element around the report. */
    WRAPPED_ROOT("wrapped-root", "An element around the report"),
    /** An entry without a name, or with one that looks like a way out. */
    ZIP_ENTRY_NAME("zip-entry-name", "An entry without a name, or with one that looks like a way out"),
    /** Entries of a zip file that are no reports. */
    ZIP_OTHER_ENTRIES("zip-other-entries", "Entries of a zip file that are no reports"),
    /** A zip file, which RFC 9990 has no more. */
    CONTAINER_ZIP("container-zip", "A zip file, which RFC 9990 has no more"),
    /** Elements in another order than the schema has. */
    ELEMENT_ORDER("element-order", "Elements in another order than the schema has"),
    /** The namespace of RFC 7489. */
    NAMESPACE_7489("namespace-7489", "The namespace of RFC 7489"),
    /** No namespace. */
    NAMESPACE_MISSING("namespace-missing", "No namespace"),
    /** {@code pct}, which RFC 9990 has no more. */
    PCT("pct", "pct, which RFC 9990 has no more"),
    /** A report id that is no {@code dot-atom [ "@" dot-atom ]}. */
    REPORT_ID_FORM("report-id-form", "A report id that is no dot-atom or two of them with an @ between"),
    /** A result of the HELO identity, which RFC 9990 has no more. */
    SCOPE_HELO("scope-helo", "A result of the HELO identity, which RFC 9990 has no more"),
    /** A DKIM result without a selector. */
    SELECTOR_MISSING("selector-missing", "A DKIM result without a selector"),
    /** A row without an SPF result. */
    SPF_MISSING("spf-missing", "A row without an SPF result"),
    /** A row with several SPF results. */
    SPF_SEVERAL("spf-several", "A row with several SPF results"),
    /** A subject that RFC 9990 would write differently. */
    SUBJECT_FORM("subject-form", "A subject that RFC 9990 would write differently"),
    /** No version. */
    VERSION_MISSING("version-missing", "No version"),
    /** More different deviations than are kept. */
    MORE("more", "More different deviations than are kept");

    private static final Map<String, ReportFault> BY_CODE = byCode();

    private final String code;
    private final String meaning;

    ReportFault(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /**
     * The stable code, for logs and scripts.
     *
     * @return lower-case words with hyphens
     */
    public String code() {
        return code;
    }

    /**
     * What a reporter did.
     *
     * @return a few English words in printing ASCII, without a full stop
     */
    public String meaning() {
        return meaning;
    }

    /** The fault that the rooms tell by its code. */
    static ReportFault of(String code) {
        ReportFault fault = BY_CODE.get(code);
        if (fault == null) {
            throw new AssertionError(code);
        }
        return fault;
    }

    /** The fault of a code that was stored, by a later version perhaps. */
    static ReportFault stored(String code) {
        return BY_CODE.getOrDefault(code, MORE);
    }

    private static Map<String, ReportFault> byCode() {
        Map<String, ReportFault> faults = new HashMap<>();
        for (ReportFault fault : values()) {
            faults.put(fault.code, fault);
        }
        return Map.copyOf(faults);
    }
}
