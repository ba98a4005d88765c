package org.signetmail.dkim.canonical;

import org.signetmail.core.OctetSink;

/**
 * Brings a body into the form that is hashed (RFC 6376 §3.4.3, §3.4.4), while it comes in pieces. What is canonical
 * already is handed on as ranges of the buffer it came in; only what has to change is replaced. Memory is constant.
 */
public interface BodyCanonicalizer {

    /**
     * Makes a canonicalizer.
     *
     * @param form simple or relaxed
     * @param out gets the canonical body
     * @return for one body
     */
    static BodyCanonicalizer of(Form form, OctetSink out) {
        return form == Form.SIMPLE ? new SimpleBody(out) : new RelaxedBody(out);
    }

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets
     * @param from index of the first
     * @param end index behind the last
     */
    void update(byte[] buffer, int from, int end);

    /** Ends the body. */
    void finish();
}
