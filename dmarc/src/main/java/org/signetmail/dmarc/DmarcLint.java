package org.signetmail.dmarc;

import java.util.Objects;

/**
 * Something about a DNS record that its owner ought to know, whether or not it changed the verdict.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what it is
 * @param message one English sentence in printing ASCII, with the text in question
 */
public record DmarcLint(Kind kind, String message) {

    /** What a {@link DmarcLint} is about. */
    public enum Kind {
        /** A TXT record that was meant to be a DMARC record and is none. */
        NOT_A_RECORD,
        /** Several DMARC records at one name: all of them are ignored (RFC 9989 §4.10). */
        SEVERAL_RECORDS,
        /** A tag that is there twice: the record is ignored (RFC 6376 §3.2). */
        DUPLICATE_TAG,
        /** Text between semicolons that is not a tag; it is ignored. */
        MALFORMED_TAG,
        /** A tag that DMARC does not have; it is ignored. */
        UNKNOWN_TAG,
        /** A tag of RFC 7489 that RFC 9989 has no use for. */
        HISTORIC_TAG,
        /** A value that its tag cannot have; the default takes its place. */
        BAD_VALUE,
        /** No {@code p=} tag. */
        NO_POLICY,
        /** No valid policy but somebody to report to: the record counts as {@code p=none} (RFC 9989 §4.10.1). */
        POLICY_ASSUMED,
        /** Something in {@code rua=} or {@code ruf=} that is not a URI; it is ignored. */
        BAD_URI,
        /** More URIs in {@code rua=} or {@code ruf=} than are taken. */
        TOO_MANY_URIS,
        /** A size limit behind a URI, which RFC 9989 §4.8 says to ignore. */
        URI_SIZE_LIMIT,
        /** {@code fo=} without {@code ruf=}, which has no effect. */
        FO_WITHOUT_RUF
    }

    /**
     * Checks for null.
     *
     * @param kind what it is
     * @param message one English sentence
     */
    public DmarcLint {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }
}
