package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.examples.kafka.Outbox.Delivery;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.RecipientFinder;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

class MailerTest {

    private static final Instant CLOSED = Instant.parse("2026-01-02T00:31:00Z");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.MAILS, 0);
    private static final SigningKey KEY = SigningKey.fromPem(TestKeys.rsa2048().pkcs8Pem());
    private static final String TWO = """
            _dmarc.d0.example TXT "v=DMARC1; p=reject; rua=mailto:a@d0.example,mailto:b@d0.example"
            """;

    private final MockConsumer<String, byte[]> orders = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> again =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Map<String, Delivery> answers = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private Instant now = CLOSED.plusSeconds(100);
    private long offset;

    MailerTest() {
        orders.assign(List.of(PARTITION));
        orders.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    private Mailer mailer(String zone) {
        return new Mailer(
                orders,
                again,
                RecipientFinder.using(FakeDns.zone(zone)),
                Load.SUBMITTER,
                date -> DkimSigner.builder("receiver.example", "k1", KEY)
                        .clock(InstantSource.fixed(date))
                        .build(),
                (from, to, octets) -> {
                    assertThat(from).isEqualTo("dmarc@receiver.example");
                    sent.add(new String(octets, US_ASCII));
                    return answers.getOrDefault(to, Delivery.TAKEN);
                },
                () -> now,
                log::add);
    }

    private void order() throws Exception {
        AggregateState state = AggregateState.of(new Load(1).result(0, 0), ReportTopology.LIMITS);
        Record<String, byte[]> order = new ClosedReport(state, CLOSED).order();
        order(order.key(), order.value(), order.headers());
    }

    private void order(String key, byte[] value, Headers headers) {
        orders.addRecord(new ConsumerRecord<>(
                Topics.MAILS,
                0,
                offset++,
                now.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty()));
    }

    /** The order that was given again last, as the mailer gets it next. */
    private void orderAgain() {
        ProducerRecord<String, byte[]> last =
                again.history().get(again.history().size() - 1);
        order(last.key(), last.value(), last.headers());
    }

    private long committed() {
        OffsetAndMetadata at = orders.committed(Set.of(PARTITION)).get(PARTITION);
        return at == null ? 0 : at.offset();
    }

    @Test
    @DisplayName("RFC 9990 §3.5.1: when what was sent is not committed, the same mail goes out again, whenever that is")
    void sameAgain() throws Exception {
        order();
        mailer(TWO).poll(Duration.ZERO);
        assertThat(committed()).isEqualTo(1);
        orders.seek(PARTITION, 0);
        order();
        now = now.plus(Duration.ofHours(7));
        mailer(TWO).poll(Duration.ZERO);
        assertThat(sent).hasSize(4);
        assertThat(sent.subList(2, 4)).isEqualTo(sent.subList(0, 2));
        assertThat(sent.get(0))
                .contains(
                        "To: a@d0.example",
                        "Date: Fri, 2 Jan 2026 00:31:00 +0000",
                        "Report-ID: <1767225600-d0.example@receiver.example>",
                        "receiver.example!d0.example!1767225600!1767311999.xml.gz");
        assertThat(again.history()).isEmpty();
    }

    @Test
    @DisplayName("What waits when a rebalance begins anew waits after it, too, and is not passed over")
    void rebalanced() throws Exception {
        answers.put("b@d0.example", Delivery.LATER);
        Mailer mailer = mailer(TWO);
        order();
        mailer.poll(Duration.ZERO);
        orderAgain();
        mailer.poll(Duration.ZERO);
        assertThat(orders.paused()).containsExactly(PARTITION);
        // What is paused is forgotten, and what is not committed comes again, with what stands behind it.
        orders.resume(List.of(PARTITION));
        orders.seek(PARTITION, 1);
        offset = 1;
        orderAgain();
        order();
        mailer.poll(Duration.ZERO);
        assertThat(sent).hasSize(2);
        assertThat(orders.paused()).containsExactly(PARTITION);
        assertThat(orders.position(PARTITION)).isEqualTo(1);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    @DisplayName("Who could not have it now gets it later, and nobody else again; five times at most")
    void later() throws Exception {
        answers.put("b@d0.example", Delivery.LATER);
        Mailer mailer = mailer(TWO);
        order();
        mailer.poll(Duration.ZERO);
        assertThat(sent).hasSize(2);
        int minutes = 15;
        for (int attempt = 2; attempt <= MailOrder.ATTEMPTS; attempt++) {
            assertThat(again.history()).hasSize(attempt - 1);
            long place = committed();
            orderAgain();
            now = now.plus(Duration.ofMinutes(minutes)).minusSeconds(1);
            mailer.poll(Duration.ZERO);
            mailer.poll(Duration.ZERO);
            assertThat(sent).as("before it is due").hasSize(attempt);
            assertThat(orders.paused()).containsExactly(PARTITION);
            assertThat(orders.position(PARTITION)).isEqualTo(place);
            assertThat(committed()).isEqualTo(place);
            now = now.plusSeconds(1);
            offset = place; // the mock gives a record once
            orderAgain();
            mailer.poll(Duration.ZERO);
            assertThat(sent).as("when it is due").hasSize(attempt + 1);
            assertThat(sent.get(attempt)).contains("To: b@d0.example");
            assertThat(committed()).isEqualTo(place + 1);
            minutes *= 2;
        }
        assertThat(again.history()).hasSize(MailOrder.ATTEMPTS - 1);
        assertThat(log).contains("d0.example 2026-01-01: dropped after 5 attempts");
    }

    @Test
    @DisplayName("Whom the mail server refuses is told, and not tried again")
    void refused() throws Exception {
        answers.put("a@d0.example", Delivery.REFUSED);
        order();
        mailer(TWO).poll(Duration.ZERO);
        assertThat(sent).hasSize(2);
        assertThat(again.history()).isEmpty();
        assertThat(committed()).isEqualTo(1);
        assertThat(log).anyMatch(each -> each.endsWith("to a@d0.example: refused"));
    }

    @Test
    @DisplayName("DNS that fails now is asked later; a domain that asks for nothing any more gets nothing")
    void nobody() throws Exception {
        order();
        mailer("_dmarc.d0.example TXT !SERVFAIL\n").poll(Duration.ZERO);
        assertThat(again.history()).hasSize(1);
        order();
        mailer("_dmarc.d0.example TXT \"v=DMARC1; p=reject\"\n").poll(Duration.ZERO);
        assertThat(again.history()).hasSize(1);
        assertThat(sent).isEmpty();
        assertThat(committed()).isEqualTo(2);
        assertThat(log)
                .contains(
                        "d0.example 2026-01-01: nobody to send it to just now",
                        "d0.example 2026-01-01: nobody to send it to");
    }

    @Test
    @DisplayName("Without an outbox nothing is committed")
    void broken() throws Exception {
        order();
        Mailer mailer = new Mailer(
                orders,
                again,
                RecipientFinder.using(FakeDns.zone(TWO)),
                Load.SUBMITTER,
                date -> DkimSigner.builder("receiver.example", "k1", KEY).build(),
                (from, to, octets) -> {
                    throw new IOException("no such command");
                },
                () -> now,
                log::add);
        assertThatThrownBy(() -> mailer.poll(Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessage("the order at dmarc-mails-0, offset 0: no such command");
        assertThat(committed()).isZero();
    }
}
