package org.signetmail.dmarc;

import java.util.Objects;
import org.signetmail.core.internal.Ascii;

/**
 * What an SMTP server answers (RFC 5321 §4.2, RFC 3463): at the end of the data, or to MAIL where SPF is enforced.
 *
 * <pre>{@code
 * SmtpReply reply = authentication.reply();
 * reply.action();   // REFUSE
 * reply.line();     // 550 5.7.26 Refused by the DMARC policy of example.com ...
 * }</pre>
 *
 * <p>The text is fit to be sent as it is: one line of printing ASCII, without anything of the message or of DNS but
 * domain names and addresses, and never a stranger's SPF explanation. Its words may change. Made by Signet alone;
 * immutable and thread-safe.
 */
public final class SmtpReply {

    /** RFC 5321 §4.5.3.1.5: a reply line has 512 octets at most, with its code and CRLF; we keep well below. */
    static final int MAX_TEXT = 400;

    private final SmtpAction action;
    private final int code;
    private final String enhancedCode;
    private final String text;

    SmtpReply(SmtpAction action, int code, String enhancedCode, String text) {
        this.action = Objects.requireNonNull(action, "action");
        this.code = code;
        this.enhancedCode = Objects.requireNonNull(enhancedCode, "enhancedCode");
        this.text = Ascii.printable(text, MAX_TEXT);
    }

    /**
     * What the server does.
     *
     * @return 2yz codes are {@link SmtpAction#ACCEPT} and {@link SmtpAction#QUARANTINE}, 4yz {@link SmtpAction#DEFER}, 5yz
     *     {@link SmtpAction#REFUSE}
     */
    public SmtpAction action() {
        return action;
    }

    /**
     * The reply code (RFC 5321 §4.2).
     *
     * @return 250, 451, 550 or 552; others may come
     */
    public int code() {
        return code;
    }

    /**
     * The enhanced status code (RFC 3463, RFC 7372), which stands in front of the text on the wire.
     *
     * @return three numbers with dots between, such as {@code 5.7.26}
     */
    public String enhancedCode() {
        return enhancedCode;
    }

    /**
     * Why, for whoever reads the bounce.
     *
     * @return one line of printing ASCII without the codes, 1 to 400 characters
     */
    public String text() {
        return text;
    }

    /**
     * The whole reply as it stands on the wire.
     *
     * @return code, enhanced code and text, with spaces between and without CRLF
     */
    public String line() {
        return code + " " + enhancedCode + " " + text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SmtpReply that
                && action == that.action
                && code == that.code
                && enhancedCode.equals(that.enhancedCode)
                && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(action, code, enhancedCode, text);
    }

    /**
     * The same as {@link #line}.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return line();
    }
}
