package org.signetmail.reports;

/**
 * Which of the {@link ReportLimits} an input went over.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum ReportLimit {
    /** {@link ReportLimits#inputOctets}. */
    INPUT("input"),
    /** {@link ReportLimits#outputOctets}. */
    OUTPUT("output"),
    /** {@link ReportLimits#ratio}. */
    RATIO("ratio"),
    /** {@link ReportLimits#nesting}. */
    NESTING("nesting"),
    /** {@link ReportLimits#zipEntries}. */
    ENTRIES("entries"),
    /** {@link ReportLimits#xmlDepth}, {@link ReportLimits#jsonDepth} or {@link ReportLimits#mimeDepth}. */
    DEPTH("depth"),
    /** {@link ReportLimits#textLength}. */
    TEXT("text"),
    /** {@link ReportLimits#records}. */
    ROWS("rows"),
    /** {@link ReportLimits#mimeParts}. */
    PARTS("parts");

    private final String keyword;

    ReportLimit(String keyword) {
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
