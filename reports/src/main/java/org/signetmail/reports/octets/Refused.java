package org.signetmail.reports.octets;

import java.io.IOException;

/**
 * Why nothing can be read here. It is an {@link IOException} so that it finds its way through streams; nobody outside of the
 * module ever sees it.
 */
public final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    /** What kind of refusal; the names are those of the public type. */
    public enum Kind {
        /** Nothing there. */
        EMPTY,
        /** Something else. */
        NOT_A_REPORT,
        /** A report without what makes one. */
        INCOMPLETE,
        /** A container that does not hold together. */
        DAMAGED_CONTAINER,
        /** Not well-formed. */
        MALFORMED_XML,
        /** Not JSON. */
        MALFORMED_JSON,
        /** A document type declaration. */
        DOCTYPE,
        /** A limit. */
        LIMIT,
        /** A form that is not read. */
        UNSUPPORTED
    }

    private final Kind kind;
    private final String limit;

    private Refused(Kind kind, String limit, String why) {
        super(why, null);
        this.kind = kind;
        this.limit = limit;
    }

    /**
     * A refusal for its contents.
     *
     * @param kind any but a limit
     * @param why a sentence without its stop, in printing ASCII
     * @return to be thrown
     */
    public static Refused because(Kind kind, String why) {
        return new Refused(kind, "", why);
    }

    /**
     * A refusal for its size.
     *
     * @param limit the name of the limit, in upper case
     * @param why a sentence without its stop
     * @return to be thrown
     */
    public static Refused over(String limit, String why) {
        return new Refused(Kind.LIMIT, limit, why);
    }

    /**
     * The same of a part of something.
     *
     * @param where which part
     * @return to be thrown
     */
    public Refused of(String where) {
        return new Refused(kind, limit, where + ": " + why());
    }

    /**
     * What kind.
     *
     * @return never null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Which limit.
     *
     * @return its name in upper case; empty when it is none
     */
    public String limit() {
        return limit;
    }

    /**
     * Why.
     *
     * @return a sentence without its stop
     */
    public String why() {
        return String.valueOf(getMessage());
    }

    /** It is a value that flies: nobody reads its stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
