package org.signetmail.dkim.canonical;

/**
 * Makes what tells how a signature covers the header fields of one name (RFC 6376 §5.4.2).
 *
 * @param <C> what that is
 */
public interface Coverage<C> {

    /**
     * Tells.
     *
     * @param name the field name in lower case
     * @param signed how often {@code h=} names it
     * @param present how many such fields the message has, the signature's own field not counted
     * @return what tells it
     */
    C of(String name, int signed, int present);
}
