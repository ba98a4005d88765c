package org.signetmail.spf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.Envelope;
import org.signetmail.core.TraceField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.Modifier;

/**
 * The Received-SPF header field, which records a check so that it can be done again (RFC 7208 §9.1).
 * <pre>{@code
 * String field = ReceivedSpf.of(outcome, envelope, "mx.example.org").toField();
 * }</pre>
 *
 * <p>Whatever a client says, the field that is written has one line when unfolded, one result, and at most 998 octets:
 * values are quoted, control characters left out, and a value that would make it too long is left out, as a part of it
 * would be another value.
 *
 * <p>Immutable and thread-safe.
 */
public final class ReceivedSpf implements TraceField {

    private static final String NAME = "Received-SPF:";

    /** RFC 5322 §2.1.1: lines MUST have at most 998 characters, and SHOULD have at most 78. */
    private static final int MAX_OCTETS = 998;

    private static final int LINE = 78;

    private final SpfResult result;
    private final String comment;
    private final List<Property> properties;

    ReceivedSpf(SpfResult result, String comment, List<Property> properties) {
        this.result = result;
        this.comment = comment;
        this.properties = List.copyOf(properties);
    }

    /**
     * One key and its value: {@code key-value-pair} of RFC 7208 §9.1. A plain value, whose two parts are all that the
     * grammar has.
     *
     * @param key {@code ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )}, such as {@code envelope-from}
     * @param value any text, unquoted
     */
    public record Property(String key, String value) {
        /**
         * Checks the key.
         *
         * @param key letters, digits, hyphens, underscores and dots after a letter
         * @param value any text
         * @throws IllegalArgumentException when the key is none
         */
        public Property {
            if (!Modifier.isName(Objects.requireNonNull(key, "key"))) {
                throw new IllegalArgumentException("not a key: " + Ascii.printable(key, 80));
            }
            Objects.requireNonNull(value, "value");
        }

        private String text() {
            return key + "=" + HeaderText.dotAtomOrQuoted(value);
        }
    }

    /**
     * Records an outcome.
     *
     * @param outcome what the check came to
     * @param envelope what was checked
     * @param receiver the host name of the host that checked, such as {@code mx.example.org}
     * @return the field
     * @throws IllegalArgumentException when the receiver is no domain name
     */
    public static ReceivedSpf of(SpfOutcome outcome, Envelope envelope, String receiver) {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(envelope, "envelope");
        String host = SpfOptions.hostName(receiver);
        String clientIp = IpAddress.of(envelope.clientIp()).toString();
        List<Property> properties = new ArrayList<>();
        properties.add(new Property("client-ip", clientIp));
        properties.add(new Property("identity", outcome.identity().keyword()));
        properties.add(new Property("receiver", host));
        if (outcome.identity() == SpfIdentity.MAILFROM) {
            String mailFrom = envelope.mailFrom();
            properties.add(new Property("envelope-from", mailFrom.isEmpty() ? "<>" : mailFrom));
        }
        properties.add(new Property("helo", envelope.helo()));
        if (outcome.problem().isPresent()) {
            SpfProblem problem = outcome.problem().get();
            String detail = outcome.detail();
            String words =
                    problem.isOfSyntax() ? detail : problem.description() + (detail.isEmpty() ? "" : ": " + detail);
            properties.add(new Property("problem", words));
        } else {
            // RFC 7208 §9.1: "if no mechanisms matched, substitute the word "default"".
            String mechanism =
                    outcome.path().map(path -> path.last().toString()).orElse("default");
            properties.add(new Property("mechanism", mechanism));
        }
        return new ReceivedSpf(outcome.result(), host + ": " + words(outcome, clientIp), properties);
    }

    private static String words(SpfOutcome outcome, String clientIp) {
        if (outcome.domain().isEmpty()) {
            return outcome.problem().filter(SpfProblem.NOT_CHECKED::equals).isPresent()
                    ? clientIp + " was not checked"
                    : "there is no domain to check for " + clientIp;
        }
        String domain = "domain of " + outcome.domain().get();
        return switch (outcome.result()) {
            case PASS -> domain + " designates " + clientIp + " as permitted sender";
            case FAIL -> domain + " does not designate " + clientIp + " as permitted sender";
            case SOFTFAIL -> domain + " does probably not designate " + clientIp + " as permitted sender";
            case NONE -> domain + " has no SPF record that could speak of " + clientIp;
            case NEUTRAL -> domain + " says nothing of " + clientIp;
            case TEMPERROR, PERMERROR -> domain + " could not be checked for " + clientIp;
        };
    }

    /**
     * The result of the check.
     *
     * @return the result
     */
    public SpfResult result() {
        return result;
    }

    /**
     * Words for a person.
     *
     * @return empty for none; of a field that was read, any text
     */
    public String comment() {
        return comment;
    }

    /**
     * What was checked and by whom, such as {@code client-ip}.
     *
     * @return in their order
     */
    public List<Property> properties() {
        return properties;
    }

    /**
     * Reads what stands behind the colon of a field. Takes what others write too, such as addresses without quotes.
     * That a field was written by a host you trust is for you to know: anybody can send one.
     *
     * @param value the value, folded or not
     * @return what it says, or nothing when it is not of the form of such a field
     */
    public static Optional<ReceivedSpf> parse(String value) {
        Objects.requireNonNull(value, "value");
        return Optional.ofNullable(new ReceivedSpfParser(value).parse());
    }

    /**
     * The value of a key.
     *
     * @param key the key, in any letter case
     * @return the value of the first property that has it
     */
    public Optional<String> property(String key) {
        Objects.requireNonNull(key, "key");
        return properties.stream()
                .filter(property -> Ascii.equalsIgnoreCase(property.key, key))
                .map(Property::value)
                .findFirst();
    }

    /**
     * What stands behind the colon of the field, on one line.
     *
     * @return text without CR and LF
     */
    public String value() {
        return String.join(" ", pieces());
    }

    /**
     * The whole field, folded, to put in front of the message, above the Received field of this hop.
     *
     * @return the field with its name and the CRLF at its end; to be encoded as UTF-8
     */
    @Override
    public String toField() {
        StringBuilder field = new StringBuilder(NAME);
        int column = field.length();
        for (String piece : pieces()) {
            if (column + 1 + piece.length() > LINE) {
                field.append("\r\n");
                column = 0;
            }
            field.append(' ').append(piece);
            column += 1 + piece.length();
        }
        return field.append("\r\n").toString();
    }

    /** The parts between which white space may stand, as many as have room; the comment gives way to properties. */
    private List<String> pieces() {
        List<String> pieces = new ArrayList<>();
        pieces.add(result.keyword());
        int room = MAX_OCTETS - NAME.length() - 1 - result.keyword().length();
        for (Property property : properties) {
            String piece = property.text() + ";";
            int octets = octets(piece) + 1;
            if (octets <= room) {
                pieces.add(piece);
                room -= octets;
            }
        }
        String words = HeaderText.comment(HeaderText.clean(comment));
        if (!comment.isEmpty() && octets(words) < room) {
            pieces.add(1, words);
        }
        // RFC 7208 erratum 5436: the list may end in a semicolon, and nothing needs to follow the result.
        return pieces;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReceivedSpf that
                && result == that.result
                && comment.equals(that.comment)
                && properties.equals(that.properties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(result, comment, properties);
    }

    /** The value of the field, with what is not printing ASCII as escapes. */
    @Override
    public String toString() {
        return Ascii.printable(
                new String(value().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1), MAX_OCTETS);
    }
}
