package org.signetmail.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.results.ResultsParser;
import org.signetmail.core.results.ResultsSyntax;

/**
 * An Authentication-Results field as it was received (RFC 8601), read with tolerance for what others write.
 *
 * <p>Anybody can send such a field. Whether to believe one is for you to know: see {@link ResultsFilter}.
 *
 * <p>Immutable and thread-safe.
 */
public final class ReceivedResults {

    private final Optional<String> authservId;
    private final int version;
    private final List<MethodResult> results;
    private final boolean isCut;

    private ReceivedResults(ResultsSyntax syntax) {
        this.authservId = syntax.authservId();
        this.version = syntax.version();
        this.results = syntax.results().stream().map(ReceivedResults::result).toList();
        this.isCut = syntax.isCut();
    }

    private static MethodResult result(ResultsSyntax.Resinfo info) {
        List<MethodResult.Property> properties = info.properties().stream()
                .map(each -> new MethodResult.Property(each.ptype(), each.name(), each.value()))
                .toList();
        return new MethodResult(info.method(), info.result(), info.comment(), info.reason(), properties);
    }

    /**
     * Reads a field. Any octets are read.
     *
     * @param field an Authentication-Results field
     * @return what it says
     */
    public static ReceivedResults of(HeaderField field) {
        byte[] octets = Objects.requireNonNull(field, "field").value().getBytes(StandardCharsets.ISO_8859_1);
        return parse(new String(octets, StandardCharsets.UTF_8));
    }

    /**
     * Reads what stands behind the colon of a field. Any text is read: what is not a result is left out.
     *
     * @param value the value, unfolded
     * @return what it says
     */
    public static ReceivedResults parse(String value) {
        return new ReceivedResults(ResultsParser.parse(Objects.requireNonNull(value, "value")));
    }

    /**
     * Who says so.
     *
     * @return nothing when the field has no authserv-id, or one that cannot be read
     */
    public Optional<String> authservId() {
        return authservId;
    }

    /**
     * The version of the field; RFC 8601 §2.2 knows 1 alone.
     *
     * @return 0 to 1,000,000
     */
    public int version() {
        return version;
    }

    /**
     * What is said, with names and keywords in lower case.
     *
     * @return empty for another version; at most 100 results with at most 50 properties each
     */
    public List<MethodResult> results() {
        return results;
    }

    /**
     * Whether the field says more than {@link #results} has.
     *
     * @return true when results or properties were left out for their number
     */
    public boolean isCut() {
        return isCut;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReceivedResults that
                && authservId.equals(that.authservId)
                && version == that.version
                && results.equals(that.results)
                && isCut == that.isCut;
    }

    @Override
    public int hashCode() {
        return Objects.hash(authservId, version, results, isCut);
    }

    /** Who says so, and how much, for a log. */
    @Override
    public String toString() {
        return authservId.map(id -> Ascii.printable(id, 255)).orElse("(no authserv-id)") + ", " + results.size()
                + " results" + (isCut ? " and more" : "");
    }
}
