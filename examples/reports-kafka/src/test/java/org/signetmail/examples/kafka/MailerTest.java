package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    private void order() {
        Record<String, byte[]> order = goodOrder();
        order(order.key(), order.value(), order.headers());
    }

    private void order(String key, byte[] value, Headers headers) {
        orders.addRecord(record(key, value, headers, now));
    }

    private ConsumerRecord<String, byte[]> record(String key, byte[] value, Headers headers, Instant appended) {
        return new ConsumerRecord<>(
                Topics.MAILS,
                0,
                offset++,
                appended.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
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
    @DisplayName(
            "RFC 9990 §4: an address whose consent could not be looked up gets its mail later, and nobody else again")
    void consentLater() throws Exception {
        String zone = """
                _dmarc.d0.example TXT "v=DMARC1; p=reject; rua=mailto:a@d0.example,mailto:b@consents.example"
                d0.example._report._dmarc.consents.example TXT %s
                """;
        order();
        mailer(zone.formatted("!SERVFAIL")).poll(Duration.ZERO);
        assertThat(sent).singleElement().asString().contains("To: a@d0.example");
        assertThat(log).contains("d0.example 2026-01-01: DNS does not tell just now who else gets it");
        assertThat(again.history()).hasSize(1);
        orderAgain();
        now = now.plus(Duration.ofMinutes(15));
        mailer(zone.formatted("\"v=DMARC1\"")).poll(Duration.ZERO);
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1)).contains("To: b@consents.example");
        assertThat(again.history()).hasSize(1);
    }

    @Test
    @DisplayName("Who has it does not get it again when DNS fails in between; letter case makes no other address")
    void unknownInBetween() throws Exception {
        answers.put("b@d0.example", Delivery.LATER);
        order();
        mailer(TWO).poll(Duration.ZERO);
        assertThat(sent).hasSize(2);
        orderAgain();
        now = now.plus(Duration.ofMinutes(15));
        mailer("_dmarc.d0.example TXT !SERVFAIL\n").poll(Duration.ZERO);
        assertThat(again.history()).hasSize(2);
        orderAgain();
        now = now.plus(Duration.ofMinutes(30));
        answers.clear();
        mailer(TWO.replace("a@d0", "A@D0")).poll(Duration.ZERO);
        assertThat(sent).hasSize(3);
        assertThat(sent.get(2)).contains("To: b@d0.example");
        assertThat(again.history()).hasSize(2);
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    @DisplayName("Who refused it is not asked again with those who could not take it")
    void refusedAndLater() throws Exception {
        answers.put("a@d0.example", Delivery.REFUSED);
        answers.put("b@d0.example", Delivery.LATER);
        order();
        mailer(TWO).poll(Duration.ZERO);
        orderAgain();
        now = now.plus(Duration.ofMinutes(15));
        mailer(TWO).poll(Duration.ZERO);
        assertThat(sent).hasSize(3);
        assertThat(sent.get(2)).contains("To: b@d0.example");
    }

    static Stream<Arguments> spoiledOrders() {
        byte[] good = goodOrder().value();
        byte[] cut = Arrays.copyOf(good, good.length / 2);
        return Stream.of(
                Arguments.of("no value", null, headers(Map.of())),
                Arguments.of("no gzip", "x".getBytes(US_ASCII), headers(Map.of())),
                Arguments.of("cut off", cut, headers(Map.of())),
                Arguments.of("no state", gzip("{}".getBytes(US_ASCII)), headers(Map.of())),
                Arguments.of("far too much", gzip(new byte[200 << 20]), headers(Map.of())),
                Arguments.of("no headers", good, new RecordHeaders()),
                Arguments.of("a header of nothing", good, headers(Map.of("date", "null"))),
                Arguments.of("no number", good, headers(Map.of("attempt", "x"))),
                Arguments.of("an attempt before the first", good, headers(Map.of("attempt", "0"))),
                Arguments.of("no instant", good, headers(Map.of("date", String.valueOf(Long.MAX_VALUE)))),
                Arguments.of("a year that mail has not", good, headers(Map.of("date", "253402300800"))),
                Arguments.of("no instant to wait for", good, headers(Map.of("not-before", "-" + Long.MAX_VALUE))));
    }

    private static Record<String, byte[]> goodOrder() {
        try {
            return new ClosedReport(AggregateState.of(new Load(1).result(0, 0), ReportTopology.LIMITS), CLOSED).order();
        } catch (UnknownHostException e) {
            throw new AssertionError("all are addresses", e);
        }
    }

    /** Those of a good order, but for these. */
    private static Headers headers(Map<String, String> spoiled) {
        Headers headers = new RecordHeaders();
        MailOrder.first(CLOSED).write(headers);
        spoiled.forEach((name, value) -> {
            headers.remove(name);
            headers.add(name, value.equals("null") ? null : value.getBytes(US_ASCII));
        });
        return headers;
    }

    private static byte[] gzip(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @DisplayName("An order that cannot be read is told, and does not stop those behind it")
    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiledOrders")
    void unreadable(String what, byte[] value, Headers headers) throws Exception {
        order("d9.example 2026-01-01", value, headers);
        order();
        mailer(TWO).poll(Duration.ZERO);
        assertThat(committed()).isEqualTo(2);
        assertThat(sent).hasSize(2);
        assertThat(again.history()).isEmpty();
        assertThat(log.get(0))
                .startsWith(
                        "not mailed: the order at dmarc-mails-0, offset 0, of d9.example 2026-01-01 cannot be read: ");
    }

    @Test
    @DisplayName("An order waits for no longer than the longest pause, whatever a clock that was wrong has written")
    void waitsForEver() throws Exception {
        Headers headers = new RecordHeaders();
        new MailOrder(CLOSED, 2, Instant.parse("2099-01-01T00:00:00Z"), Set.of()).write(headers);
        order("d0.example 2026-01-01", goodOrder().value(), headers);
        Mailer mailer = mailer(TWO);
        mailer.poll(Duration.ZERO);
        assertThat(orders.paused()).containsExactly(PARTITION);
        now = now.plus(Duration.ofHours(2));
        offset = 0; // the mock gives a record once
        orders.addRecord(record("d0.example 2026-01-01", goodOrder().value(), headers, now.minus(Duration.ofHours(2))));
        mailer.poll(Duration.ZERO);
        assertThat(sent).hasSize(2);
        assertThat(committed()).isEqualTo(1);
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
