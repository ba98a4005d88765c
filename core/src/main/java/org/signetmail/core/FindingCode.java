package org.signetmail.core;

import java.util.Objects;

/**
 * A kind of {@link Finding}: what its code stands for. Whoever writes findings down for others, such as a page or a SARIF file,
 * tells with it what each code means; whoever allows some of them knows which there are.
 *
 * <p>Two kinds are equal when all their parts are. Immutable and thread-safe.
 */
public final class FindingCode {

    private final String code;
    private final Severity severity;
    private final String section;
    private final String meaning;

    private FindingCode(String code, Severity severity, String section, String meaning) {
        this.code = Objects.requireNonNull(code, "code");
        this.severity = Objects.requireNonNull(severity, "severity");
        this.section = Objects.requireNonNull(section, "section");
        this.meaning = Objects.requireNonNull(meaning, "meaning");
    }

    /**
     * A kind of finding.
     *
     * @param code its stable name, in lower case with hyphens, as in {@link Finding#of}
     * @param severity how much it matters
     * @param section the rule that says so, such as {@code RFC 7208 §5.1}; empty when no RFC does
     * @param meaning one English sentence that holds for all its findings, in printing ASCII
     * @return the kind
     */
    public static FindingCode of(String code, Severity severity, String section, String meaning) {
        return new FindingCode(code, severity, section, meaning);
    }

    /**
     * A finding of this kind, without a position and without a remedy.
     *
     * @param message what is the matter in this case
     * @return the finding
     */
    public Finding finding(String message) {
        return Finding.of(code, severity, section, message);
    }

    /**
     * The stable name, for programs.
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
     * What it stands for.
     *
     * @return one English sentence in printing ASCII
     */
    public String meaning() {
        return meaning;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FindingCode that
                && code.equals(that.code)
                && severity == that.severity
                && section.equals(that.section)
                && meaning.equals(that.meaning);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, severity, section, meaning);
    }

    /**
     * Code, severity and meaning, for a log.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return code + " (" + severity.keyword() + "): " + meaning;
    }
}
