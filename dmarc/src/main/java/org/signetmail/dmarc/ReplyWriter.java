package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.MessageProblem;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.SpfResult;

/**
 * Words a {@link SmtpReply}. A stranger reads it, so it has no word about this side's DNS; and a stranger caused it, so it
 * has no word of the message or of a record but domain names.
 */
final class ReplyWriter {

    /** The most octets of a domain that is not the author's: a longer one is cut, so that all have room in the line. */
    private static final int OTHER_DOMAIN = 64;

    /** The most signatures that are told one by one. */
    private static final int MAX_SIGNATURES = 2;

    private final Authentication authentication;
    private final DmarcOutcome dmarc;
    private final Handling handling;

    private ReplyWriter(Authentication authentication) {
        this.authentication = authentication;
        this.dmarc = authentication.dmarc();
        this.handling = authentication.handling();
    }

    static SmtpReply of(Authentication authentication) {
        return new ReplyWriter(authentication).reply();
    }

    /** The answer to MAIL, when nothing but the envelope is known. */
    static SmtpReply atMail(Handling handling, SpfOutcome spf, Envelope envelope) {
        return bySpf(handling, spf, envelope, "");
    }

    private SmtpReply reply() {
        return switch (handling.cause()) {
            case NOTHING -> reply(250, "2.6.0", accepted());
            case LIMIT ->
                reply(
                        552,
                        "5.3.4",
                        "The message is over a limit of this server: "
                                + authentication
                                        .messageProblem()
                                        .map(MessageProblem::description)
                                        .orElseGet(this::tooManyIdentifiers)
                                + ".");
            case AUTHOR -> reply(550, "5.7.1", "DMARC finds no author to check. " + dmarc.reason());
            case DMARC -> byDmarc();
            case SPF -> {
                String author = dmarc.authorDomain()
                        .map(domain -> dmarc.policy().isPresent()
                                ? " The author domain is " + domain + "."
                                : " No DMARC policy of " + domain + " says otherwise.")
                        .orElse("");
                yield bySpf(handling, authentication.spf(), authentication.envelope(), author);
            }
            case LOCAL -> byLocalPolicy();
        };
    }

    private String tooManyIdentifiers() {
        return "more of its domains pass than are compared with "
                + dmarc.authorDomain().map(DomainName::toString).orElse("the author domain");
    }

    private SmtpReply reply(int code, String enhancedCode, String text) {
        return new SmtpReply(handling.action(), code, enhancedCode, text);
    }

    private String accepted() {
        Optional<DomainName> author = dmarc.authorDomain();
        if (author.isEmpty()
                || dmarc.problem().filter(DmarcProblem.NOT_CHECKED::equals).isPresent()) {
            return "Accepted.";
        }
        return switch (dmarc.result()) {
            case PASS -> "Accepted, DMARC pass for " + author.get() + ".";
            case FAIL ->
                "Accepted: DMARC failed for " + author.get() + ", whose policy in force is none: " + checks() + ".";
            case NONE, TEMPERROR, PERMERROR ->
                "Accepted, DMARC " + dmarc.result().keyword() + " for " + author.get() + ".";
        };
    }

    /** RFC 9989 §7.2: the text has the word DMARC, so that the sender can find out what to mend. */
    private SmtpReply byDmarc() {
        String author = dmarc.authorDomain().map(DomainName::toString).orElse("the author domain");
        return switch (handling.action()) {
            // RFC 7372 §3.4: several checks failed, here SPF and DKIM.
            case REFUSE ->
                reply(
                        550,
                        "5.7.26",
                        "Refused by the DMARC policy of " + author + ", nothing aligned: " + checks() + ".");
            case QUARANTINE ->
                reply(250, "2.6.0", "Quarantined: DMARC failed for " + author + ", nothing aligned: " + checks() + ".");
            case DEFER ->
                reply(
                        451,
                        "4.4.3",
                        dmarc.policy().isEmpty()
                                ? "The DMARC policy of " + author + " could not be looked up. Try again later."
                                : "DMARC of " + author + " could not be decided: " + checks() + ". Try again later.");
            case ACCEPT -> reply(250, "2.6.0", accepted());
        };
    }

    /** RFC 7372 §3.2, in place of 4.4.3 and 5.5.2 of RFC 7208 §8.6 and §8.7. */
    private static SmtpReply bySpf(Handling handling, SpfOutcome spf, Envelope envelope, String author) {
        String domain = spf.domain().map(ReplyWriter::shown).orElse("the sender's domain");
        String client = envelope.clientIp().getHostAddress();
        if (handling.action() == SmtpAction.DEFER) {
            return new SmtpReply(
                    SmtpAction.DEFER,
                    451,
                    "4.7.24",
                    "SPF temperror: DNS of " + domain + " could not be looked up. Try again later." + author);
        }
        return spf.result() == SpfResult.FAIL
                ? new SmtpReply(
                        SmtpAction.REFUSE,
                        550,
                        "5.7.23",
                        "SPF fail: " + client + " is not allowed to send mail of " + domain + "." + author)
                : new SmtpReply(
                        SmtpAction.REFUSE,
                        550,
                        "5.7.24",
                        "SPF " + spf.result().keyword() + ": the SPF record of " + domain + " is in error." + author);
    }

    private SmtpReply byLocalPolicy() {
        String verdict = dmarc.authorDomain()
                .map(domain -> " DMARC " + dmarc.result().keyword() + " for " + domain + ": " + checks() + ".")
                .orElse("");
        return switch (handling.action()) {
            case ACCEPT -> reply(250, "2.6.0", "Accepted by the policy of this server." + verdict);
            case QUARANTINE -> reply(250, "2.6.0", "Quarantined by the policy of this server." + verdict);
            case DEFER -> reply(451, "4.7.1", "Not taken now by the policy of this server. Try again later." + verdict);
            case REFUSE -> reply(550, "5.7.1", "Refused by the policy of this server." + verdict);
        };
    }

    /** What each check came to, and for whom. */
    private String checks() {
        List<String> parts = new ArrayList<>();
        SpfOutcome spf = authentication.spf();
        if (spf.problem().filter(SpfProblem.NOT_CHECKED::equals).isEmpty()) {
            parts.add("SPF " + spf.result().keyword()
                    + spf.domain().map(domain -> " for " + shown(domain)).orElse(""));
        }
        int signatures = 0;
        for (DkimOutcome outcome : authentication.dkim()) {
            if (outcome.result() == DkimResult.NONE) {
                parts.add("no DKIM signature");
            } else if (++signatures <= MAX_SIGNATURES) {
                parts.add("DKIM " + outcome.result().keyword()
                        + outcome.domain()
                                .map(domain -> " for " + shown(domain))
                                .orElse(""));
            }
        }
        if (signatures > MAX_SIGNATURES) {
            parts.add((signatures - MAX_SIGNATURES) + " more DKIM signatures");
        }
        return parts.isEmpty() ? "nothing was checked" : String.join(", ", parts);
    }

    private static String shown(DomainName domain) {
        return Ascii.printable(domain.toString(), OTHER_DOMAIN);
    }
}
