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
    BASE64_NOISE("base64-noise"),
    /** A multipart body without its last boundary. */
    BOUNDARY_UNCLOSED("boundary-unclosed"),
    /** A container in a container. */
    CONTAINER_NESTED("container-nested"),
    /** Sums of messages went over what a number holds and stay at its end. */
    COUNT_OVERFLOW("count-overflow"),
    /** A row that counts no message. */
    COUNT_ZERO("count-zero"),
    /** A row with more DKIM results than are kept; 100 unless the limits say otherwise. */
    DKIM_RESULTS_OVER_100("dkim-results-over-100"),
    /** A row with more SPF results than are kept; 100 unless the limits say otherwise. */
    SPF_RESULTS_OVER_100("spf-results-over-100"),
    /** A domain that is no domain name; its text is kept. */
    DOMAIN_INVALID("domain-invalid"),
    /** An element without contents that ought to have some. */
    ELEMENT_EMPTY("element-empty"),
    /** An element or a key that has to be there. */
    ELEMENT_MISSING("element-missing"),
    /** A key whose value is null. */
    ELEMENT_NULL("element-null"),
    /** An element under a name that other reporters do not use. */
    ELEMENT_RENAMED("element-renamed"),
    /** A second element where one may stand; the first counts. */
    ELEMENT_REPEATED("element-repeated"),
    /** An element or key that no specification has; it is skipped. */
    ELEMENT_UNKNOWN("element-unknown"),
    /** An attribute that no specification has; it is skipped. */
    ATTRIBUTE_UNKNOWN("attribute-unknown"),
    /** UTF-16 without a byte order mark. */
    ENCODING_BOM_MISSING("encoding-bom-missing"),
    /** Octets that are no character, or characters that XML forbids; U+FFFD stands for each. */
    ENCODING_INVALID("encoding-invalid"),
    /** A declared character set that cannot be true. */
    ENCODING_MISMATCH("encoding-mismatch"),
    /** An old word for a value. */
    ENUM_ALIAS("enum-alias"),
    /** A keyword in other letters than the specification has. */
    ENUM_CASE("enum-case"),
    /** A word that is no keyword; its text is kept, it has no value. */
    ENUM_UNKNOWN("enum-unknown"),
    /** The feedback part is in base64, which RFC 5965 does not allow. */
    FEEDBACK_PART_ENCODED("feedback-part-encoded"),
    /** A failure report in prose, without a feedback part. */
    FEEDBACK_PART_MISSING("feedback-part-missing"),
    /** A field that a failure report has to have. */
    FIELD_MISSING("field-missing"),
    /** A field under an older name. */
    FIELD_RENAMED("field-renamed"),
    /** A second field where one may stand; the first counts. */
    FIELD_REPEATED("field-repeated"),
    /** A field that no specification has. */
    FIELD_UNKNOWN("field-unknown"),
    /** A file name whose end does not fit its contents. */
    FILENAME_EXTENSION("filename-extension"),
    /** A file name that says another domain or period than the report, or no receiver. */
    FILENAME_MISMATCH("filename-mismatch"),
    /** The report came in an attached message. */
    FORWARDED("forwarded"),
    /** Octets behind the end of a gzip file. */
    GZIP_TRAILING_DATA("gzip-trailing-data"),
    /** An IP address in brackets. */
    IP_FORM("ip-form"),
    /** An IPv4-mapped IPv6 address; it becomes the IPv4 address. */
    IP_MAPPED("ip-mapped"),
    /** A key of JSON that stands twice; the first counts. */
    KEY_REPEATED("key-repeated"),
    /** White space before the XML declaration. */
    LEADING_WHITESPACE("leading-whitespace"),
    /** A less-than sign or an ampersand that begins no markup; it is text. */
    MARKUP_AS_TEXT("markup-as-text"),
    /** The line of an mbox file before the mail. */
    MBOX_LINE("mbox-line"),
    /** A media type that does not fit the contents. */
    MEDIA_TYPE("media-type"),
    /** The root is in a namespace of its own. */
    NAMESPACE_UNKNOWN("namespace-unknown"),
    /** The null reverse-path written as {@code <>}. */
    NULL_SENDER_FORM("null-sender-form"),
    /** A number that is none, or too large. */
    NUMBER_INVALID("number-invalid"),
    /** A period of more than 31 days. */
    PERIOD_LONG("period-long"),
    /** A period that ends before it begins. */
    PERIOD_REVERSED("period-reversed"),
    /** A prefix that is declared nowhere. */
    PREFIX_UNDECLARED("prefix-undeclared"),
    /** A failure report that is no multipart/report of this type. */
    REPORT_TYPE_MISSING("report-type-missing"),
    /** A row without a usable address or count. */
    ROW_DROPPED("row-dropped"),
    /** A failure report without the message or its header. */
    SAMPLE_MISSING("sample-missing"),
    /** An address with more behind it. */
    SOURCE_IP_FORM("source-ip-form"),
    /** Text between elements. */
    STRAY_TEXT("stray-text"),
    /** A subject that says something else than the report. */
    SUBJECT_MISMATCH("subject-mismatch"),
    /** Numbers that do not add up. */
    SUM_MISMATCH("sum-mismatch"),
    /** A time with a fraction of a second, which is cut off. */
    TIMESTAMP_FRACTION("timestamp-fraction"),
    /** A time that is none. */
    TIMESTAMP_INVALID("timestamp-invalid"),
    /** A time in milliseconds. */
    TIMESTAMP_MILLISECONDS("timestamp-milliseconds"),
    /** A time without a zone; it is taken as UTC. */
    TIMESTAMP_ZONE_MISSING("timestamp-zone-missing"),
    /** Something behind the end of the report. */
    TRAILING_CONTENT("trailing-content"),
    /** A value of another JSON type. */
    TYPE_WRONG("type-wrong"),
    /** A version written differently. */
    VERSION_FORM("version-form"),
    /** Another version. */
    VERSION_UNKNOWN("version-unknown"),
    /** White space around a text. */
    WHITESPACE("whitespace"),
    /** An element around the report. */
    WRAPPED_ROOT("wrapped-root"),
    /** An entry without a name, or with one that looks like a way out. */
    ZIP_ENTRY_NAME("zip-entry-name"),
    /** Entries of a zip file that are no reports. */
    ZIP_OTHER_ENTRIES("zip-other-entries"),
    /** A zip file, which RFC 9990 has no more. */
    CONTAINER_ZIP("container-zip"),
    /** Elements in another order than the schema has. */
    ELEMENT_ORDER("element-order"),
    /** The namespace of RFC 7489. */
    NAMESPACE_7489("namespace-7489"),
    /** No namespace. */
    NAMESPACE_MISSING("namespace-missing"),
    /** {@code pct}, which RFC 9990 has no more. */
    PCT("pct"),
    /** A report id that is no {@code dot-atom [ "@" dot-atom ]}. */
    REPORT_ID_FORM("report-id-form"),
    /** A result of the HELO identity, which RFC 9990 has no more. */
    SCOPE_HELO("scope-helo"),
    /** A DKIM result without a selector. */
    SELECTOR_MISSING("selector-missing"),
    /** A row without an SPF result. */
    SPF_MISSING("spf-missing"),
    /** A row with several SPF results. */
    SPF_SEVERAL("spf-several"),
    /** A subject that RFC 9990 would write differently. */
    SUBJECT_FORM("subject-form"),
    /** No version. */
    VERSION_MISSING("version-missing"),
    /** More different deviations than are kept. */
    MORE("more");

    private static final Map<String, ReportFault> BY_CODE = byCode();

    private final String code;

    ReportFault(String code) {
        this.code = code;
    }

    /**
     * The stable code, for logs and scripts.
     *
     * @return lower-case words with hyphens
     */
    public String code() {
        return code;
    }

    /** The fault that the rooms tell by its code. */
    static ReportFault of(String code) {
        ReportFault fault = BY_CODE.get(code);
        if (fault == null) {
            throw new AssertionError(code);
        }
        return fault;
    }

    private static Map<String, ReportFault> byCode() {
        Map<String, ReportFault> faults = new HashMap<>();
        for (ReportFault fault : values()) {
            faults.put(fault.code, fault);
        }
        return Map.copyOf(faults);
    }
}
