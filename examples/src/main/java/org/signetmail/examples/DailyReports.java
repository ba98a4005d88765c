package org.signetmail.examples;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * Mails the reports of days that are over, to be called every few minutes. What cannot be handed over is tried again, five times in all
 * (RFC 9990 §3.5), with the same Report-ID and file name (§3.5.1). What waits is in memory, as what is counted is: a server that must
 * not lose it has a {@code ResultStore}. Not thread-safe.
 */
final class DailyReports {

    static final int ATTEMPTS = 5;

    /** Mail of a day may still be on its way through the server when the day ends. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** After the first attempt, and then twice as long each time. */
    private static final Duration PAUSE = Duration.ofMinutes(15);

    private final AggregateReportBuilder builder;
    private final RecipientFinder finder;
    private final ReportSubmitter submitter;
    private final DkimSigner signer;
    private final Consumer<String> log;
    private final Outbox outbox;
    private final List<Unsent> waiting = new ArrayList<>();

    /** What became of a mail. */
    enum Delivery {
        TAKEN,
        /** It may be taken later: no connection, or a reply of 4xx. */
        LATER,
        /** It never will: a reply of 5xx. */
        REFUSED
    }

    /** Where mail goes out. */
    interface Outbox {
        /**
         * Takes a mail; the submitter's address is its MAIL FROM.
         *
         * @param recipient the argument of RCPT TO
         * @param octets the signed message
         */
        Delivery send(String recipient, byte[] octets);
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
                builder.take(key)
                        .filter(AggregateState::isWorthSending)
                        .ifPresent(state -> waiting.add(new Unsent(state, now)));
            }
        }
        waiting.removeIf(each -> !now.isBefore(each.notBefore) && each.isDone(now));
    }

    /** A report that somebody has not got yet. */
    private final class Unsent {
        private final AggregateState state;
        private final Instant date;

        /** Addresses whose mail was taken or refused. Who else gets one is not known before DNS has told all. */
        private final Set<String> done = new HashSet<>();

        private Instant notBefore;
        private int attempts;

        Unsent(AggregateState state, Instant date) {
            this.state = state;
            this.date = date;
            this.notBefore = date;
        }

        /** Makes an attempt; false when there has to be another one. */
        boolean isDone(Instant now) {
            if (!send()) {
                attempts++;
                notBefore = now.plus(PAUSE.multipliedBy(1L << (attempts - 1)));
                if (attempts < ATTEMPTS) {
                    return false;
                }
                log.accept("dropped after " + attempts + " attempts: " + state);
            }
            return true;
        }

        private boolean send() {
            // Again each time: the record may have changed.
            ReportRecipients recipients = finder.find(state.key().policyDomain(), ReportKind.AGGREGATE);
            recipients.refused().forEach(each -> log.accept(each.toString()));
            ReportMail mail = ReportMail.of(AggregateDocument.of(state, submitter), signer);
            boolean later = recipients.isTemporary();
            for (String address : recipients.addresses()) {
                if (done.contains(address)) {
                    continue;
                }
                switch (outbox.send(address, mail.to(address, date))) {
                    case TAKEN -> {
                        done.add(address);
                        log.accept("reported to " + address + ": " + state);
                    }
                    case REFUSED -> {
                        done.add(address);
                        log.accept("refused by " + address + ": " + state);
                    }
                    case LATER -> later = true;
                }
            }
            return !later;
        }
    }
}
