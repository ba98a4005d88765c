package org.signetmail.core;

/**
 * How much a {@link Finding} matters to whoever runs the domain or the server.
 *
 * <p>From mild to grave, so that {@link #compareTo} finds the graver. Immutable and thread-safe.
 */
public enum Severity {
    /** Worth knowing; nothing need be done. */
    INFO("info"),
    /** Works today or with some receivers, and should be changed. */
    WARNING("warning"),
    /** Does not do what its owner meant. */
    ERROR("error");

    private final String keyword;

    Severity(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The word for output.
     *
     * @return {@code info}, {@code warning} or {@code error}
     */
    public String keyword() {
        return keyword;
    }
}
