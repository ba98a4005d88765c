package org.signetmail.core;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Something about a record, a message or a set-up that whoever runs it ought to know, whether or not it changed a
 * verdict: the one shape of all lints, hints and warnings of Signet.
 *
 * <pre>{@code
 * Finding finding = Finding.warning("spf-term-behind-all", "RFC 7208 §5.1",
 *                 "The term mx stands behind all and is never looked at.")
 *         .at(new Position(record, 15, 2))
 *         .remedy("Put mx in front of all, or take it out.");
 * }</pre>
 *
 * <p>Two findings are equal when all their parts are. Immutable and thread-safe.
 */
public final class Finding {

    private final String code;
    private final Severity severity;
    private final String section;
    private final Optional<DomainName> name;
    private final Optional<Position> position;
    private final String message;
    private final String remedy;

    private Finding(
            String code,
            Severity severity,
            String section,
            Optional<DomainName> name,
            Optional<Position> position,
            String message,
            String remedy) {
        this.code = Objects.requireNonNull(code, "code");
        this.severity = Objects.requireNonNull(severity, "severity");
        this.section = Objects.requireNonNull(section, "section");
        this.name = Objects.requireNonNull(name, "name");
        this.position = Objects.requireNonNull(position, "position");
        this.message = Objects.requireNonNull(message, "message");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * A finding without a position and without a remedy.
     *
     * @param code a stable name, in lower case with hyphens, that begins with what it is about: {@code spf-}, {@code dkim-},
     *     {@code dmarc-}, {@code from-}
     * @param severity how much it matters
     * @param section the rule that says so, such as {@code RFC 7208 §5.1}; empty when no RFC does
     * @param message one or more English sentences in printing ASCII, with the fact that decides
     * @return the finding
     */
    public static Finding of(String code, Severity severity, String section, String message) {
        return new Finding(code, severity, section, Optional.empty(), Optional.empty(), message, "");
    }

    /**
     * A finding of severity {@link Severity#ERROR}; see {@link #of}.
     *
     * @param code a stable name
     * @param section the rule that says so
     * @param message what is wrong
     * @return the finding
     */
    public static Finding error(String code, String section, String message) {
        return of(code, Severity.ERROR, section, message);
    }

    /**
     * A finding of severity {@link Severity#WARNING}; see {@link #of}.
     *
     * @param code a stable name
     * @param section the rule that says so
     * @param message what should be changed
     * @return the finding
     */
    public static Finding warning(String code, String section, String message) {
        return of(code, Severity.WARNING, section, message);
    }

    /**
     * A finding of severity {@link Severity#INFO}; see {@link #of}.
     *
     * @param code a stable name
     * @param section the rule that says so
     * @param message what is worth knowing
     * @return the finding
     */
    public static Finding info(String code, String section, String message) {
        return of(code, Severity.INFO, section, message);
    }

    /**
     * The same, about what is published at a name.
     *
     * @param published the name in DNS, such as {@code _dmarc.example.com}
     * @return a new finding
     */
    public Finding about(DomainName published) {
        return new Finding(code, severity, section, Optional.of(published), position, message, remedy);
    }

    /**
     * The same, at a place in a text.
     *
     * @param place where it is
     * @return a new finding
     */
    public Finding at(Position place) {
        return new Finding(code, severity, section, name, Optional.of(place), message, remedy);
    }

    /**
     * The same with what to do about it.
     *
     * @param advice one or more English sentences in printing ASCII; empty for none
     * @return a new finding
     */
    public Finding remedy(String advice) {
        return new Finding(code, severity, section, name, position, message, advice);
    }

    /**
     * The stable name of this kind of finding, for programs.
     *
     * @return lower case with hyphens, such as {@code spf-term-behind-all}
     */
    public String code() {
        return code;
    }

    /**
     * How much it matters.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * The rule that says so.
     *
     * @return such as {@code RFC 7208 §5.1}; empty when no RFC does
     */
    public String section() {
        return section;
    }

    /**
     * The name in DNS at which it is.
     *
     * @return nothing when it is about a text alone, a message or a set-up
     */
    public Optional<DomainName> name() {
        return name;
    }

    /**
     * Where it is in the text.
     *
     * @return nothing when it is about the whole, or about what is not there
     */
    public Optional<Position> position() {
        return position;
    }

    /**
     * What is the matter.
     *
     * @return one or more English sentences in printing ASCII
     */
    public String message() {
        return message;
    }

    /**
     * What to do about it.
     *
     * @return one or more English sentences in printing ASCII; empty when there is nothing to do
     */
    public String remedy() {
        return remedy;
    }

    /**
     * The order in which findings are told.
     *
     * @return the gravest first; with a stable sort, those that are as grave stay in their order
     */
    public static Comparator<Finding> gravestFirst() {
        return Comparator.comparing(Finding::severity).reversed();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Finding that
                && code.equals(that.code)
                && severity == that.severity
                && section.equals(that.section)
                && name.equals(that.name)
                && position.equals(that.position)
                && message.equals(that.message)
                && remedy.equals(that.remedy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, severity, section, name, position, message, remedy);
    }

    /**
     * Code, severity and message, for a log.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return code + " (" + severity.keyword() + "): " + message;
    }
}
