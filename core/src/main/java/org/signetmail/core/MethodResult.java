package org.signetmail.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;
import org.signetmail.core.results.ResultsParser;

/**
 * The result of one check in {@link AuthenticationResults}: {@code resinfo} of RFC 8601 §2.2.
 *
 * <p>Made with {@link #of} and the {@code withX}; it may gain components, and keeps its constructor of today then.
 * Immutable and thread-safe.
 *
 * @param method what was checked, such as {@code spf} (RFC 8601 §2.7)
 * @param result what came of it, such as {@code pass}
 * @param comment words for a person, printed in parentheses; empty for none
 * @param reason why the result is what it is (RFC 8601 §2.2, {@code reasonspec}); empty for none
 * @param properties what of the message the result is about
 */
public record MethodResult(
        String method, String result, String comment, String reason, List<MethodResult.Property> properties) {

    /**
     * The most octets of UTF-8 of a property's value. A longer one is left out: a part of it would be another value.
     * With this no line of a field is over the 998 octets of RFC 5322 §2.1.1.
     */
    public static final int MAX_VALUE = 400;

    /** The most octets of UTF-8 that the properties of a printed result take together; the rest is left out. */
    private static final int MAX_PROPERTIES = 8 << 10;

    /** The most characters of free text; one character is at most three octets of UTF-8. */
    private static final int MAX_WORDS = 300;

    /** How much of a result a log shows. */
    private static final int SHOWN = 1000;

    /**
     * One property of the message that a result is about: {@code propspec} of RFC 8601 §2.2. A plain
     * value, whose three parts are all that the grammar has.
     *
     * @param ptype where the property comes from, such as {@code smtp} or {@code header}
     * @param property its name, such as {@code mailfrom}
     * @param value its value, unquoted
     */
    public record Property(String ptype, String property, String value) {
        /**
         * Checks the two names.
         *
         * @param ptype letters, digits and inner hyphens, at most 100
         * @param property a keyword like that, or the name of a header field
         * @param value any text
         * @throws IllegalArgumentException when one of the names is not a keyword
         */
        public Property {
            requireKeyword(ptype, "ptype");
            requireKeyword(property, "property");
            Objects.requireNonNull(value, "value");
        }

        /**
         * The property as it is printed, for a log.
         *
         * @return one line of printing ASCII
         */
        @Override
        public String toString() {
            return ptype + '.' + property + '=' + Ascii.printable(HeaderText.propertyValue(value), SHOWN);
        }
    }

    /**
     * Checks the two keywords.
     *
     * @param method letters, digits and inner hyphens, at most 100
     * @param result a keyword like that
     * @param comment any text
     * @param reason any text
     * @param properties what the result is about
     * @throws IllegalArgumentException when method or result is not a keyword
     */
    public MethodResult {
        requireKeyword(method, "method");
        requireKeyword(result, "result");
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(reason, "reason");
        properties = List.copyOf(Objects.requireNonNull(properties, "properties"));
    }

    /**
     * A result without comment, reason and properties.
     *
     * @param method what was checked
     * @param result what came of it
     * @return the result
     * @throws IllegalArgumentException when one of them is not a keyword
     */
    public static MethodResult of(String method, String result) {
        return new MethodResult(method, result, "", "", List.of());
    }

    /**
     * Adds words for a person.
     *
     * @param words any text; empty for none
     * @return this result with the comment
     */
    public MethodResult withComment(String words) {
        return new MethodResult(method, result, words, reason, properties);
    }

    /**
     * Adds why the result is what it is.
     *
     * @param words any text; empty for none
     * @return this result with the reason
     */
    public MethodResult withReason(String words) {
        return new MethodResult(method, result, comment, words, properties);
    }

    /**
     * Adds a property behind those that are there.
     *
     * @param ptype where the property comes from
     * @param property its name
     * @param value its value
     * @return this result with the property
     * @throws IllegalArgumentException when one of the names is not a keyword
     */
    public MethodResult withProperty(String ptype, String property, String value) {
        List<Property> more = new ArrayList<>(properties);
        more.add(new Property(ptype, property, value));
        return new MethodResult(method, result, comment, reason, more);
    }

    void appendTo(List<String> pieces) {
        pieces.add(method + '=' + result);
        String words = words(comment);
        if (!words.isEmpty()) {
            pieces.add(HeaderText.comment(words));
        }
        String why = words(reason);
        if (!why.isEmpty()) {
            pieces.add("reason=" + HeaderText.value(why));
        }
        int printed = 0;
        int octets = 0;
        for (Property property : properties) {
            if (utf8Length(property.value) <= MAX_VALUE && printed < ResultsParser.MAX_PROPERTIES) {
                String piece =
                        property.ptype + '.' + property.property + '=' + HeaderText.propertyValue(property.value);
                octets += utf8Length(piece);
                if (octets > MAX_PROPERTIES) {
                    return;
                }
                printed++;
                pieces.add(piece);
            }
        }
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Free text within bounds. Without semicolons, as there are readers that part results at quoted ones too. */
    private static String words(String text) {
        return HeaderText.cut(HeaderText.clean(text).replace(';', ','), MAX_WORDS);
    }

    /**
     * The result as it is printed, for a log.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        List<String> pieces = new ArrayList<>();
        appendTo(pieces);
        return Ascii.printable(String.join(" ", pieces), SHOWN);
    }

    private static void requireKeyword(String text, String name) {
        if (!HeaderText.isKeyword(Objects.requireNonNull(text, name))) {
            throw new IllegalArgumentException("not a keyword: " + Ascii.printable(text, 80));
        }
    }
}
