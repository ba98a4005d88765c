package org.signetmail.reports;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signetmail.reports.octets.Budget;

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

    /** Each with the least it can be. */
    private enum Bound {
        INPUT_OCTETS("inputOctets", 1, 32L << 20),
        OUTPUT_OCTETS("outputOctets", 1, 64L << 20),
        RATIO("ratio", 1, 500),
        NESTING("nesting", 0, 3),
        ZIP_ENTRIES("zipEntries", 1, 32),
        XML_DEPTH("xmlDepth", 3, 32),
        TEXT_LENGTH("textLength", 64, 1 << 16),
        RECORDS("records", 1, 500_000),
        RESULTS_PER_ROW("resultsPerRow", 1, 100),
        MIME_PARTS("mimeParts", 1, 100),
        MIME_DEPTH("mimeDepth", 1, 8),
        JSON_DEPTH("jsonDepth", 3, 16);

        private final String word;
        private final int least;
        private final long usual;

        Bound(String word, int least, long usual) {
            this.word = word;
            this.least = least;
            this.usual = usual;
        }
    }

    /**
     * 32 MiB in, 64 MiB out, 500 to 1, 3 containers, 32 entries, 32 levels of XML, 65,536 characters, 500,000 records,
     * 100 results a row, 100 parts, 8 levels of parts, 16 levels of JSON.
     */
    public static final ReportLimits DEFAULT =
            new ReportLimits(Stream.of(Bound.values()).collect(Collectors.toMap(bound -> bound, bound -> bound.usual)));

    /** A text is in memory while it is read, with room for the longest that is allowed. */
    private static final int LONGEST_TEXT = 1 << 24;

    /** Of every {@link Bound}. */
    private final Map<Bound, Long> values;

    private ReportLimits(Map<Bound, Long> values) {
        this.values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    private ReportLimits with(Bound bound, long most) {
        if (most < bound.least) {
            throw new IllegalArgumentException(bound.word + " must be " + bound.least + " or more, not " + most);
        }
        if (bound == Bound.TEXT_LENGTH && most > LONGEST_TEXT) {
            throw new IllegalArgumentException(bound.word + " must be " + LONGEST_TEXT + " or less, not " + most);
        }
        Map<Bound, Long> changed = new EnumMap<>(values);
        changed.put(bound, most);
        return new ReportLimits(changed);
    }

    private long value(Bound bound) {
        return Objects.requireNonNull(values.get(bound));
    }

    /**
     * The same with another bound: the most octets of a container or a mail; a document that stands in none counts as output.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withInputOctets(long most) {
        return with(Bound.INPUT_OCTETS, most);
    }

    /**
     * The same with another bound: the most octets that come out of all containers of one input, or of a document that stands in none.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withOutputOctets(long most) {
        return with(Bound.OUTPUT_OCTETS, most);
    }

    /**
     * The same with another bound: how many octets may come out of one of a container, once more than 4 MiB came out.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withRatio(int most) {
        return with(Bound.RATIO, most);
    }

    /**
     * The same with another bound: the most containers around each other.
     *
     * @param most 0 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withNesting(int most) {
        return with(Bound.NESTING, most);
    }

    /**
     * The same with another bound: the most entries of a zip file.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withZipEntries(int most) {
        return with(Bound.ZIP_ENTRIES, most);
    }

    /**
     * The same with another bound: the most levels of elements.
     *
     * @param most 3 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withXmlDepth(int most) {
        return with(Bound.XML_DEPTH, most);
    }

    /**
     * The same with another bound: the most characters of a value or a tag, in XML and JSON.
     *
     * @param most 64 or more, 16,777,216 or less
     * @return new limits
     * @throws IllegalArgumentException when it is less, or more
     */
    public ReportLimits withTextLength(int most) {
        return with(Bound.TEXT_LENGTH, most);
    }

    /**
     * The same with another bound: the most records of an aggregate report, and the most policies and failures of a TLS report.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withRecords(long most) {
        return with(Bound.RECORDS, most);
    }

    /**
     * The same with another bound: the most DKIM and the most SPF results that are kept of a row; more are counted.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withResultsPerRow(int most) {
        return with(Bound.RESULTS_PER_ROW, most);
    }

    /**
     * The same with another bound: the most parts of a mail.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withMimeParts(int most) {
        return with(Bound.MIME_PARTS, most);
    }

    /**
     * The same with another bound: the most levels of parts in a mail, attached messages included.
     *
     * @param most 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withMimeDepth(int most) {
        return with(Bound.MIME_DEPTH, most);
    }

    /**
     * The same with another bound: the most levels of objects and lists.
     *
     * @param most 3 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public ReportLimits withJsonDepth(int most) {
        return with(Bound.JSON_DEPTH, most);
    }

    /**
     * The most octets of a container or a mail; a document that stands in none counts as output.
     *
     * @return 1 or more
     */
    public long inputOctets() {
        return value(Bound.INPUT_OCTETS);
    }

    /**
     * The most octets that come out of all containers of one input, or of a document that stands in none.
     *
     * @return 1 or more
     */
    public long outputOctets() {
        return value(Bound.OUTPUT_OCTETS);
    }

    /**
     * How many octets may come out of one of a container, once more than 4 MiB came out.
     *
     * @return 1 or more
     */
    public int ratio() {
        return (int) value(Bound.RATIO);
    }

    /**
     * The most containers around each other.
     *
     * @return 0 or more
     */
    public int nesting() {
        return (int) value(Bound.NESTING);
    }

    /**
     * The most entries of a zip file. Of all together {@link #mimeParts} has more.
     *
     * @return 1 or more
     */
    public int zipEntries() {
        return (int) value(Bound.ZIP_ENTRIES);
    }

    /**
     * The most levels of elements.
     *
     * @return 3 or more
     */
    public int xmlDepth() {
        return (int) value(Bound.XML_DEPTH);
    }

    /**
     * The most characters of a value or a tag, in XML and JSON.
     *
     * @return 64 or more
     */
    public int textLength() {
        return (int) value(Bound.TEXT_LENGTH);
    }

    /**
     * The most records of an aggregate report, and the most policies and failures of a TLS report.
     *
     * @return 1 or more
     */
    public long records() {
        return value(Bound.RECORDS);
    }

    /**
     * The most DKIM and the most SPF results that are kept of a row; more are counted.
     *
     * @return 1 or more
     */
    public int resultsPerRow() {
        return (int) value(Bound.RESULTS_PER_ROW);
    }

    /**
     * The most parts of a mail, and mails of an mbox file. A whole input has at most a hundred times as many parts and entries of zip
     * files, or a hundred times {@link #zipEntries} if that is more.
     *
     * @return 1 or more
     */
    public int mimeParts() {
        return (int) value(Bound.MIME_PARTS);
    }

    /**
     * The most levels of parts in a mail, attached messages included.
     *
     * @return 1 or more
     */
    public int mimeDepth() {
        return (int) value(Bound.MIME_DEPTH);
    }

    /**
     * The most levels of objects and lists.
     *
     * @return 3 or more
     */
    public int jsonDepth() {
        return (int) value(Bound.JSON_DEPTH);
    }

    /** For one reading of an input, of which nothing is spent yet. */
    Budget budget() {
        return new Budget(inputOctets(), outputOctets(), ratio());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportLimits that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return Stream.of(Bound.values())
                .map(bound -> bound.word + " " + value(bound))
                .collect(Collectors.joining(", "));
    }
}
