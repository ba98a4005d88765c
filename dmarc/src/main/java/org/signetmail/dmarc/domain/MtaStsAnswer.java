package org.signetmail.dmarc.domain;

import java.util.Objects;

/** What came of fetching a policy for MTA-STS. Immutable and thread-safe. */
public sealed interface MtaStsAnswer permits MtaStsAnswer.Response, MtaStsAnswer.Failed {

    /**
     * The server answered.
     *
     * @param status the status of HTTP, such as 200
     * @param contentType the value of the field Content-Type; empty when there is none
     * @param octets the body, one {@code char} of 0 to 255 for each octet
     */
    record Response(int status, String contentType, String octets) implements MtaStsAnswer {
        /**
         * Checks for null.
         *
         * @param status the status
         * @param contentType the field
         * @param octets the body
         */
        public Response {
            Objects.requireNonNull(contentType, "contentType");
            Objects.requireNonNull(octets, "octets");
        }
    }

    /**
     * There is no whole answer.
     *
     * @param failure of what kind
     * @param detail what is known of it, in printing ASCII and without a full stop
     */
    record Failed(Failure failure, String detail) implements MtaStsAnswer {
        /**
         * Checks for null.
         *
         * @param failure of what kind
         * @param detail what is known of it
         */
        public Failed {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** Why there is no answer. More constants may come; have a default branch. */
    enum Failure {
        /** There is no connection, or it broke. */
        NETWORK,
        /** The certificate is not of that host, has expired, or is of nobody who is trusted. */
        CERTIFICATE,
        /** It took too long. */
        TIMEOUT,
        /** The body is larger than {@link MtaStsFetcher#MAX_OCTETS}. */
        TOO_LARGE
    }
}
