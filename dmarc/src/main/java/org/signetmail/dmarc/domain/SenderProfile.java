package org.signetmail.dmarc.domain;

/**
 * A large receiver with demands on those who send much to it, as it publishes them (of 2026). Immutable and thread-safe; more
 * constants may come.
 */
public enum SenderProfile {
    /** Google's guidelines for senders of 5,000 messages a day or more to Gmail. */
    GOOGLE(
            "Google",
            "of those who send 5,000 messages a day or more to Gmail",
            "550-5.7.27",
            "550-5.7.30",
            "550-5.7.40",
            "SPF or DKIM that passes for the domain of From, a PTR record for each sending address that leads back to it, TLS"
                    + " on the way, From that is not of gmail.com, one-click unsubscription (RFC 8058) and a visible link for it"
                    + " in marketing mail, reports of spam below 0.1 % and never 0.3 % or more, and messages as RFC 5322 wants"
                    + " them"),
    /** Yahoo's best practices for senders, which AOL shares; they name no number of messages. */
    YAHOO(
            "Yahoo",
            "of bulk senders",
            "554 5.7.9",
            "554 5.7.9",
            "554 5.7.9",
            "SPF or DKIM that passes for the domain of From, a PTR record for each sending address that leads back to it,"
                    + " one-click unsubscription (RFC 8058) in marketing mail that takes effect within two days, reports of spam"
                    + " below 0.3 %, and messages as RFC 5321 and RFC 5322 want them"),
    /** Microsoft's demands on senders of more than 5,000 messages a day to outlook.com, hotmail.com and live.com. */
    OUTLOOK(
            "Outlook",
            "of those who send more than 5,000 messages a day to outlook.com, hotmail.com and live.com",
            "550 5.7.515",
            "550 5.7.515",
            "550 5.7.515",
            "SPF that passes and DKIM that passes, at least one of them for the domain of From, a From or Reply-To address"
                    + " that takes mail, a link to unsubscribe that works, and lists without addresses that bounce");

    private final String title;
    private final String whom;
    private final String spf;
    private final String dkim;
    private final String dmarc;
    private final String beyondDns;

    SenderProfile(String title, String whom, String spf, String dkim, String dmarc, String beyondDns) {
        this.title = title;
        this.whom = whom;
        this.spf = spf;
        this.dkim = dkim;
        this.dmarc = dmarc;
        this.beyondDns = beyondDns;
    }

    /** The receiver's name for a sentence. */
    String title() {
        return title;
    }

    /** Of whom it asks that. */
    String whom() {
        return whom;
    }

    /** With what it refuses mail without SPF. */
    String refusalWithoutSpf() {
        return spf;
    }

    /** With what it refuses mail without DKIM. */
    String refusalWithoutDkim() {
        return dkim;
    }

    /** With what it refuses mail without DMARC. */
    String refusalWithoutDmarc() {
        return dmarc;
    }

    /** What no record shows. */
    String beyondDns() {
        return beyondDns;
    }
}
