package org.signetmail.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dmarc.ReportKind;
import org.signetmail.reports.sending.AggregateDocument;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.RecipientFinder;
import org.signetmail.reports.sending.ReportMail;
import org.signetmail.reports.sending.ReportRecipients;
import org.signetmail.reports.sending.ReportSubmitter;

/**
 * Mails the reports of days that are over, to be called once an hour, say. A real one keeps what could not be sent, and tries again
 * for a day: the same report has the same id and file name.
 */
final class DailyReports {

    /** Mail of a day may still be on its way through the server when the day ends. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final AggregateReportBuilder builder;
    private final RecipientFinder finder;
    private final ReportSubmitter submitter;
    private final DkimSigner signer;
    private final Consumer<String> log;
    private final Outbox outbox;

    /** Where mail goes out. */
    interface Outbox {
        /**
         * Takes a mail; the submitter's address is its MAIL FROM.
         *
         * @param recipient the argument of RCPT TO
         * @param octets the signed message
         */
        void send(String recipient, byte[] octets);
    }

    DailyReports(
            AggregateReportBuilder builder,
            RecipientFinder finder,
            ReportSubmitter submitter,
            DkimSigner signer,
            Consumer<String> log,
            Outbox outbox) {
        this.builder = builder;
        this.finder = finder;
        this.submitter = submitter;
        this.signer = signer;
        this.log = log;
        this.outbox = outbox;
    }

    void sendFinished(Instant now) {
        for (AggregateKey key : builder.keys()) {
            if (now.isAfter(key.end().plus(PATIENCE))) {
                builder.take(key).filter(AggregateState::isWorthSending).ifPresent(state -> send(state, now));
            }
        }
    }

    private void send(AggregateState state, Instant now) {
        ReportRecipients recipients = finder.find(state.key().policyDomain(), ReportKind.AGGREGATE);
        recipients.refused().forEach(each -> log.accept(each.toString()));
        ReportMail mail = ReportMail.of(AggregateDocument.of(state, submitter), signer);
        for (String address : recipients.addresses()) {
            outbox.send(address, mail.to(address, now));
            log.accept("reported to " + address + ": " + state);
        }
    }
}
