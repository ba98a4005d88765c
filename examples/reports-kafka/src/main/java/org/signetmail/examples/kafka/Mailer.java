package org.signetmail.examples.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
import org.signetmail.reports.sending.AggregateKey;
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
            Order order;
            try {
                order = Order.read(each);
            } catch (IOException e) {
                // It never can be: whoever waited for it would wait at each start, and all behind it with him.
                log.accept("not mailed: the order at " + partition + ", offset " + each.offset() + ", of " + each.key()
                        + " cannot be read: " + e.getMessage());
                commit(partition, each);
                continue;
            }
            Instant due = order.due();
            if (clock.instant().isBefore(due)) {
                // What stands behind it waits, too: two hours at most, the longest pause.
                orders.seek(partition, each.offset());
                orders.pause(List.of(partition));
                paused.put(partition, due);
                continue;
            }
            Set<String> done = new TreeSet<>(order.headers().done());
            try {
                if (!send(order, done)) {
                    sendAgain(each, order.headers(), done);
                }
            } catch (IOException e) {
                throw new IOException(
                        "the order at " + partition + ", offset " + each.offset() + ": " + e.getMessage(), e);
            }
            commit(partition, each);
        }
    }

    private void commit(TopicPartition partition, ConsumerRecord<?, ?> done) {
        orders.commitSync(Map.of(partition, new OffsetAndMetadata(done.offset() + 1)));
    }

    /** An order, with when it was written. */
    private record Order(ClosedReport report, MailOrder headers, Instant written) {

        static Order read(ConsumerRecord<String, byte[]> record) throws IOException {
            if (record.value() == null) {
                throw new IOException("it has no value");
            }
            return new Order(
                    ClosedReport.read(record.value(), record.headers()),
                    MailOrder.read(record.headers()),
                    Instant.ofEpochMilli(record.timestamp()));
        }

        /** The clock of who wrote it may have been wrong. */
        Instant due() {
            Instant last = written.plus(MailOrder.LONGEST_PAUSE);
            return headers.notBefore().isBefore(last) ? headers.notBefore() : last;
        }
    }

    /**
     * Whether nothing is left to do.
     *
     * @param done who is left out, and whose mail was taken or refused now
     */
    private boolean send(Order order, Set<String> done) throws IOException, InterruptedException {
        ClosedReport report = order.report();
        AggregateKey key = report.state().key();
        ReportRecipients recipients = finder.find(key.policyDomain(), ReportKind.AGGREGATE);
        recipients.refused().forEach(each -> log.accept(key + ": " + each));
        if (recipients.addresses().isEmpty()) {
            log.accept(key + ": nobody to send it to" + (recipients.isTemporary() ? " just now" : ""));
            return !recipients.isTemporary();
        }
        if (recipients.isTemporary()) {
            log.accept(key + ": DNS does not tell just now who else gets it");
        }
        Instant date = report.closed();
        ReportMail mail = ReportMail.of(AggregateDocument.of(report.state(), submitter), signing.apply(date));
        boolean later = recipients.isTemporary();
        for (String address : recipients.addresses()) {
            String name = address.toLowerCase(Locale.ROOT);
            if (done.contains(name)) {
                continue;
            }
            Outbox.Delivery delivery = outbox.send(submitter.email(), address, mail.to(address, date));
            log.accept(mail + " to " + address + ": "
                    + switch (delivery) {
                        case TAKEN -> "taken";
                        case LATER -> "not taken now";
                        case REFUSED -> "refused";
                    });
            if (delivery == Outbox.Delivery.LATER) {
                later = true;
            } else {
                done.add(name);
            }
        }
        return !later;
    }

    private void sendAgain(ConsumerRecord<String, byte[]> record, MailOrder order, Set<String> done)
            throws InterruptedException, ExecutionException {
        if (order.attempt() >= MailOrder.ATTEMPTS) {
            log.accept(record.key() + ": dropped after " + order.attempt() + " attempts");
            return;
        }
        MailOrder next = order.again(clock.instant(), done);
        RecordHeaders headers = new RecordHeaders();
        next.write(headers);
        again.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(), headers))
                .get();
        log.accept(record.key() + ": attempt " + next.attempt() + " not before " + next.notBefore());
    }
}
