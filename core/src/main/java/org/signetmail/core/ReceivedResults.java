package org.signetmail.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An Authentication-Results field as it was received (RFC 8601), read with tolerance for what others write.
 *
 * <p>Anybody can send such a field. Whether to believe one is for you to know: see {@link ResultsFilter}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param authservId who says so; nothing when the field has no authserv-id, or one that cannot be read
 * @param version the version of the field; RFC 8601 §2.2 knows 1 alone
 * @param results what is said, with names and keywords in lower case; empty for another version
 */
public record ReceivedResults(Optional<String> authservId, int version, List<MethodResult> results) {

    /**
     * Copies the list.
     *
     * @param authservId who says so
     * @param version the version of the field
     * @param results what is said
     */
    public ReceivedResults {
        Objects.requireNonNull(authservId, "authservId");
        results = List.copyOf(results);
    }

    /**
     * Reads a field. Any octets are read.
     *
     * @param field an Authentication-Results field
     * @return what it says
     */
    public static ReceivedResults of(HeaderField field) {
        byte[] octets = field.value().getBytes(StandardCharsets.ISO_8859_1);
        return parse(new String(octets, StandardCharsets.UTF_8));
    }

    /**
     * Reads what stands behind the colon of a field. Any text is read: what is not a result is left out.
     *
     * @param value the value, unfolded
     * @return what it says
     */
    public static ReceivedResults parse(String value) {
        return new ReceivedResultsParser(value).parse();
    }
}
