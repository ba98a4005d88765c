package org.signetmail.reports;

import java.util.Objects;

/**
 * How much of an input is read. What goes over one of these is refused by the name of the limit, {@link ReportLimit}.
 *
 * <pre>{@code
 * ReportLimits limits = ReportLimits.DEFAULT.withRecords(2_000_000).withOutputOctets(1L << 30);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ReportLimits {

    /**
     * 32 MiB in, 64 MiB out, 500 to 1, 3 containers, 32 entries, 32 levels of XML, 65,536 characters, 500,000 records,
     * 100 results a row, 100 parts, 8 levels of parts, 16 levels of JSON.
     */
    public static final ReportLimits DEFAULT =
            new ReportLimits(32L << 20, 64L << 20, 500, 3, 32, 32, 1 << 16, 500_000, 100, 100, 8, 16);

    private final long inputOctets;
    private final long outputOctets;
    private final int ratio;
    private final int nesting;
    private final int zipEntries;
    private final int xmlDepth;
    private final int textLength;
    private final long records;
    private final int resultsPerRow;
    private final int mimeParts;
    private final int mimeDepth;
    private final int jsonDepth;

    private ReportLimits(
            long inputOctets,
            long outputOctets,
            int ratio,
            int nesting,
            int zipEntries,
            int xmlDepth,
            int textLength,
            long records,
            int resultsPerRow,
            int mimeParts,
            int mimeDepth,
            int jsonDepth) {
        this.inputOctets = inputOctets;
        this.outputOctets = outputOctets;
        this.ratio = ratio;
        this.nesting = nesting;
        this.zipEntries = zipEntries;
        this.xmlDepth = xmlDepth;
        this.textLength = textLength;
        this.records = records;
        this.resultsPerRow = resultsPerRow;
        this.mimeParts = mimeParts;
        this.mimeDepth = mimeDepth;
        this.jsonDepth = jsonDepth;
    }

    /**
     * The same with another bound: the most octets of a container or a mail; a document that stands in none counts as output.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withInputOctets(long most) {
        checkAtLeast(1, most, "inputOctets");
        return new ReportLimits(
                most,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most octets that come out of all containers of one input, or of a document that stands in none.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withOutputOctets(long most) {
        checkAtLeast(1, most, "outputOctets");
        return new ReportLimits(
                inputOctets,
                most,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: how many octets may come out of one of a container, once more than 4 MiB came out.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withRatio(int most) {
        checkAtLeast(1, most, "ratio");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                most,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most containers around each other.
     *
     * @param most 0 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withNesting(int most) {
        checkAtLeast(0, most, "nesting");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                most,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most entries of a zip file.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withZipEntries(int most) {
        checkAtLeast(1, most, "zipEntries");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                most,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most levels of elements.
     *
     * @param most 3 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withXmlDepth(int most) {
        checkAtLeast(3, most, "xmlDepth");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                most,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most characters of a value or a tag, in XML and JSON.
     *
     * @param most 64 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withTextLength(int most) {
        checkAtLeast(64, most, "textLength");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                most,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most records of an aggregate report, and the most policies and failures of a TLS report.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withRecords(long most) {
        checkAtLeast(1, most, "records");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                most,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most DKIM and the most SPF results that are kept of a row; more are counted.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withResultsPerRow(int most) {
        checkAtLeast(1, most, "resultsPerRow");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                most,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most parts of a mail.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withMimeParts(int most) {
        checkAtLeast(1, most, "mimeParts");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                most,
                mimeDepth,
                jsonDepth);
    }

    /**
     * The same with another bound: the most levels of parts in a mail, attached messages included.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withMimeDepth(int most) {
        checkAtLeast(1, most, "mimeDepth");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                most,
                jsonDepth);
    }

    /**
     * The same with another bound: the most levels of objects and lists.
     *
     * @param most 3 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withJsonDepth(int most) {
        checkAtLeast(3, most, "jsonDepth");
        return new ReportLimits(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                most);
    }

    private static void checkAtLeast(int least, long most, String what) {
        if (most < least) {
            throw new IllegalArgumentException(what + " must be " + least + " or more, not " + most);
        }
    }

    /**
     * The most octets of a container or a mail; a document that stands in none counts as output.
     *
     * @return 1 or more
     */
    public long inputOctets() {
        return inputOctets;
    }

    /**
     * The most octets that come out of all containers of one input, or of a document that stands in none.
     *
     * @return 1 or more
     */
    public long outputOctets() {
        return outputOctets;
    }

    /**
     * How many octets may come out of one of a container, once more than 4 MiB came out.
     *
     * @return 1 or more
     */
    public int ratio() {
        return ratio;
    }

    /**
     * The most containers around each other.
     *
     * @return 0 or more
     */
    public int nesting() {
        return nesting;
    }

    /**
     * The most entries of a zip file.
     *
     * @return 1 or more
     */
    public int zipEntries() {
        return zipEntries;
    }

    /**
     * The most levels of elements.
     *
     * @return 3 or more
     */
    public int xmlDepth() {
        return xmlDepth;
    }

    /**
     * The most characters of a value or a tag, in XML and JSON.
     *
     * @return 64 or more
     */
    public int textLength() {
        return textLength;
    }

    /**
     * The most records of an aggregate report, and the most policies and failures of a TLS report.
     *
     * @return 1 or more
     */
    public long records() {
        return records;
    }

    /**
     * The most DKIM and the most SPF results that are kept of a row; more are counted.
     *
     * @return 1 or more
     */
    public int resultsPerRow() {
        return resultsPerRow;
    }

    /**
     * The most parts of a mail.
     *
     * @return 1 or more
     */
    public int mimeParts() {
        return mimeParts;
    }

    /**
     * The most levels of parts in a mail, attached messages included.
     *
     * @return 1 or more
     */
    public int mimeDepth() {
        return mimeDepth;
    }

    /**
     * The most levels of objects and lists.
     *
     * @return 3 or more
     */
    public int jsonDepth() {
        return jsonDepth;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportLimits that
                && inputOctets == that.inputOctets
                && outputOctets == that.outputOctets
                && ratio == that.ratio
                && nesting == that.nesting
                && zipEntries == that.zipEntries
                && xmlDepth == that.xmlDepth
                && textLength == that.textLength
                && records == that.records
                && resultsPerRow == that.resultsPerRow
                && mimeParts == that.mimeParts
                && mimeDepth == that.mimeDepth
                && jsonDepth == that.jsonDepth;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                inputOctets,
                outputOctets,
                ratio,
                nesting,
                zipEntries,
                xmlDepth,
                textLength,
                records,
                resultsPerRow,
                mimeParts,
                mimeDepth,
                jsonDepth);
    }

    @Override
    public String toString() {
        return "inputOctets " + inputOctets
                + ", outputOctets " + outputOctets
                + ", ratio " + ratio
                + ", nesting " + nesting
                + ", zipEntries " + zipEntries
                + ", xmlDepth " + xmlDepth
                + ", textLength " + textLength
                + ", records " + records
                + ", resultsPerRow " + resultsPerRow
                + ", mimeParts " + mimeParts
                + ", mimeDepth " + mimeDepth
                + ", jsonDepth " + jsonDepth;
    }
}
