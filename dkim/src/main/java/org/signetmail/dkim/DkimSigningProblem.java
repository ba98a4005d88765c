package org.signetmail.dkim;

/**
 * Why a message cannot be signed. More constants may come; have a default branch.
 *
 * <p>Immutable and thread-safe.
 */
public enum DkimSigningProblem {
    /** There is no From field, more than one, or one that names no mailbox. Nobody should vouch for such a message. */
    AUTHOR("the message has no single, well-formed From field"),
    /**
     * {@link NoSignerPolicy#REFUSE} is in force, and no signer is of the author's domain or of one above it; with several
     * authors, none is for all of them.
     */
    NO_SIGNER("no signer is for the author of the message"),
    /** {@link DkimSigner.Builder#requireAlignment} is in force, and an author is of a domain neither d= nor below it. */
    NOT_ALIGNED("the domain that signs is neither the author's nor one above it"),
    /** A line of the header section is no header field. */
    HEADER("the header section has a line that is no field"),
    /** {@code h=} would get longer than verifiers take, or the whole field would. */
    TOO_MANY_FIELDS("the message has too many fields to sign"),
    /** A CR or LF stands alone, and {@link LineEndPolicy#REJECT} is in force. */
    LINE_ENDS("the message has a CR or LF that stands alone"),
    /** {@link DkimSigner.Builder#refuseLongLines} is in force, and a line has more than 998 octets (RFC 5322 §2.1.1). */
    LONG_LINE("the message has a line that is too long"),
    /** {@link DkimSigner.Builder#refuseEightBit} is in force, and the message has octets over 127 (RFC 6376 §5.3). */
    EIGHT_BIT("the message has octets beyond ASCII"),
    /** The message went over a limit of {@link org.signetmail.core.MessageLimits}, so it is not known whole. */
    MESSAGE_INCOMPLETE("the message is too large"),
    /** The clock shows a time before 1970, which {@code t=} cannot tell (RFC 6376 §3.5). */
    CLOCK("the clock is wrong"),
    /** The key could not sign: the provider, the device or the service behind it failed. */
    KEY_FAILED("the key could not sign"),
    /** What the key gave is not its signature. A fault or a wrong key: nothing is sent. */
    WRONG_SIGNATURE("the key gave a signature that is not valid");

    private final String description;

    DkimSigningProblem(String description) {
        this.description = description;
    }

    /**
     * The reason in words.
     *
     * @return a clause without a final stop
     */
    public String description() {
        return description;
    }
}
