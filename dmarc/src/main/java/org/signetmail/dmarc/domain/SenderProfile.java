package org.signetmail.dmarc.domain;

/**
 * A large receiver with demands on those who send much to it (5000 messages a day at Google and Microsoft; Yahoo names no
 * number), as of 2025. Immutable and thread-safe; more constants may come.
 */
public enum SenderProfile {
    /** Google's guidelines for senders to Gmail. */
    GOOGLE(
            "Google",
            "550-5.7.26",
            "a PTR record for each sending address that leads back to it, TLS on the way, From that is not of gmail.com,"
                    + " one-click unsubscription (RFC 8058) and a visible link for it in marketing mail,"
                    + " reports of spam below 0.3 %, and messages as RFC 5322 wants them"),
    /** Yahoo's best practices for senders, which AOL shares. */
    YAHOO(
            "Yahoo",
            "554 5.7.9",
            "a PTR record for each sending address that leads back to it, one-click unsubscription (RFC 8058) that works within"
                    + " two days, reports of spam below 0.3 %, and messages as RFC 5321 and RFC 5322 want them"),
    /** Microsoft's demands on senders to outlook.com, hotmail.com and live.com. */
    OUTLOOK(
            "Outlook",
            "550 5.7.515",
            "SPF and DKIM that pass for each message, a From or Reply-To address that takes mail, a link to unsubscribe that"
                    + " works, and lists without addresses that bounce");

    private final String title;
    private final String refusal;
    private final String beyondDns;

    SenderProfile(String title, String refusal, String beyondDns) {
        this.title = title;
        this.refusal = refusal;
        this.beyondDns = beyondDns;
    }

    /** The receiver's name for a sentence. */
    String title() {
        return title;
    }

    /** With what it refuses mail that does not comply. */
    String refusal() {
        return refusal;
    }

    /** What no record shows. */
    String beyondDns() {
        return beyondDns;
    }
}
