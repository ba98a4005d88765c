package org.signetmail.examples.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dmarc.ReportKind;
import org.signetmail.reports.sending.AggregateDocument;
import org.signetmail.reports.sending.RecipientFinder;
import org.signetmail.reports.sending.ReportMail;
import org.signetmail.reports.sending.ReportRecipients;
import org.signetmail.reports.sending.ReportSubmitter;

/**
 * Mails what was closed, each at least once: the offset is committed when the mail server has all of a report's mails. Whoever is
 * killed between the two sends them again, to the octet: the date and the time of the signature are those of the closing, and so
 * Report-ID and file name are the same, too (RFC 9990 §3.5.1, §3.5.4). Not thread-safe.
 */
final class Mailer {

    /** How one is made whose mails do not depend on when they are made. */
    interface Signing extends Function<Instant, DkimSigner> {}

    private final Consumer<String, byte[]> orders;
    private final Producer<String, byte[]> again;
    private final RecipientFinder finder;
    private final ReportSubmitter submitter;
    private final Signing signing;
    private final Outbox outbox;
    private final InstantSource clock;
    private final java.util.function.Consumer<String> log;
    private final Map<TopicPartition, Instant> paused = new HashMap<>();

    Mailer(
            Consumer<String, byte[]> orders,
            Producer<String, byte[]> again,
            RecipientFinder finder,
            ReportSubmitter submitter,
            Signing signing,
            Outbox outbox,
            InstantSource clock,
            java.util.function.Consumer<String> log) {
        this.orders = orders;
        this.again = again;
        this.finder = finder;
        this.submitter = submitter;
        this.signing = signing;
        this.outbox = outbox;
        this.clock = clock;
        this.log = log;
    }

    /** Takes what there is, or waits for it so long. */
    void poll(Duration patience) throws IOException, InterruptedException, ExecutionException {
        Instant now = clock.instant();
        paused.entrySet().removeIf(each -> {
            boolean due = !now.isBefore(each.getValue());
            // Another instance may have it by now.
            if (due && orders.assignment().contains(each.getKey())) {
                orders.resume(List.of(each.getKey()));
            }
            return due;
        });
        ConsumerRecords<String, byte[]> records = orders.poll(patience);
        // A rebalance resumes what was paused, and begins anew behind what was committed: nothing is passed over then.
        paused.keySet().retainAll(orders.paused());
        for (ConsumerRecord<String, byte[]> each : records) {
            TopicPartition partition = new TopicPartition(each.topic(), each.partition());
            if (paused.containsKey(partition)) {
                continue; // read with the one that is waited for; comes again after it
            }
            try {
                MailOrder order = MailOrder.read(each.headers());
                if (clock.instant().isBefore(order.notBefore())) {
                    // What stands behind it waits, too: two hours at most, the longest pause.
                    orders.seek(partition, each.offset());
                    orders.pause(List.of(partition));
                    paused.put(partition, order.notBefore());
                    continue;
                }
                List<String> missing = new ArrayList<>();
                if (!send(ClosedReport.read(each.value(), each.headers()), order, missing)) {
                    sendAgain(each, order, missing);
                }
            } catch (IOException e) {
                throw new IOException(
                        "the order at " + partition + ", offset " + each.offset() + ": " + e.getMessage(), e);
            }
            orders.commitSync(Map.of(partition, new OffsetAndMetadata(each.offset() + 1)));
        }
    }

    /** Whether nothing is left to do; else who is missing, or nobody when the addresses are not known. */
    private boolean send(ClosedReport report, MailOrder order, List<String> missing)
            throws IOException, InterruptedException {
        ReportRecipients recipients = finder.find(report.state().key().policyDomain(), ReportKind.AGGREGATE);
        recipients.refused().forEach(each -> log.accept(report.state().key() + ": " + each));
        if (recipients.addresses().isEmpty()) {
            log.accept(report.state().key() + ": nobody to send it to" + (recipients.isTemporary() ? " just now" : ""));
            return !recipients.isTemporary();
        }
        ReportMail mail = ReportMail.of(AggregateDocument.of(report.state(), submitter), signing.apply(order.date()));
        for (String address : recipients.addresses()) {
            if (order.recipients().isEmpty() || order.recipients().contains(address)) {
                Outbox.Delivery delivery = outbox.send(submitter.email(), address, mail.to(address, order.date()));
                log.accept(mail + " to " + address + ": "
                        + switch (delivery) {
                            case TAKEN -> "taken";
                            case LATER -> "not taken now";
                            case REFUSED -> "refused";
                        });
                if (delivery == Outbox.Delivery.LATER) {
                    missing.add(address);
                }
            }
        }
        return missing.isEmpty();
    }

    private void sendAgain(ConsumerRecord<String, byte[]> record, MailOrder order, List<String> missing)
            throws InterruptedException, ExecutionException {
        if (order.attempt() >= MailOrder.ATTEMPTS) {
            log.accept(record.key() + ": dropped after " + order.attempt() + " attempts");
            return;
        }
        MailOrder next = order.again(clock.instant(), missing);
        RecordHeaders headers = new RecordHeaders();
        next.write(headers);
        again.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(), headers))
                .get();
        log.accept(record.key() + ": attempt " + next.attempt() + " not before " + next.notBefore());
    }
}
