package org.signetmail.reports;

/**
 * Why an input gave no report.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum RefusalType {
    /** There are no octets, or an attachment that holds nothing. */
    EMPTY("empty"),
    /** It is something else. */
    NOT_A_REPORT("not-a-report"),
    /** A report that names neither a policy domain nor one usable record. */
    INCOMPLETE("incomplete"),
    /** A gzip or zip file that does not hold together. */
    DAMAGED_CONTAINER("damaged-container"),
    /** The {@code feedback} element is not well-formed, or ends too early. */
    MALFORMED_XML("malformed-xml"),
    /** A TLS report that is not JSON. */
    MALFORMED_JSON("malformed-json"),
    /** It has a document type declaration: no report needs one, and attacks do. */
    DOCTYPE("doctype"),
    /** It goes over one of the {@link ReportLimits}; {@link Refusal#limit} says which. */
    LIMIT("limit"),
    /** A container of a kind that is not read, or an encrypted one. */
    UNSUPPORTED("unsupported");

    private final String keyword;

    RefusalType(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The word for it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }
}
