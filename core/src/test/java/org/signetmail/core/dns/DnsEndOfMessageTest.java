package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** What becomes of a question when its message is done. */
class DnsEndOfMessageTest {

    private static final DomainName NAME = DomainName.of("a");

    private final Responder server = new Responder();
    private final DnsClient client = server.client();

    @AfterEach
    void close() {
        server.close();
    }

    private DnsLookups lookups() {
        return DnsLookups.start(client, 10, Duration.ofMinutes(1));
    }

    /** How many questions are under way, once all is done that was handed to the client's thread before. */
    private int others() {
        CompletableFuture<DnsAnswer> next =
                client.lookup(DomainName.of("next"), RecordType.TXT).toCompletableFuture();
        server.answer(server.take());
        next.join();
        return client.counts().inFlight();
    }

    @Test
    @DisplayName("what nobody has waited for is not asked any more when the message is done")
    void ends() {
        DnsLookups lookups = lookups();
        lookups.prefetch(NAME, RecordType.TXT);
        server.take();
        lookups.leave(client);
        assertThat(others()).isZero();
    }

    @Test
    @DisplayName("look-ups that were joined go on when one that joined them is done")
    void goesOn() {
        DnsLookups lookups = lookups();
        lookups.prefetch(NAME, RecordType.TXT);
        DatagramPacket query = server.take();
        lookups.leave(lookups);
        assertThat(others()).isOne();
        server.answer(query);
        assertThat(lookups.await(NAME, RecordType.TXT)).matches(Responder::isAnswer);
    }

    @Test
    @DisplayName("so is what a check has given up to wait for, and an answer that has come is none to give up")
    void endsWhatWasGivenUp() {
        DnsLookups lookups = lookups();
        lookups.prefetch(NAME, RecordType.TXT);
        server.take();
        Thread.currentThread().interrupt();
        DnsAnswer none = lookups.await(NAME, RecordType.TXT);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(none)
                .isInstanceOfSatisfying(
                        DnsAnswer.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(DnsFailure.INTERRUPTED));
        lookups.end();
        assertThat(others()).isZero();
        DnsLookups answered = lookups();
        answered.prefetch(NAME, RecordType.TXT);
        server.answer(server.take());
        assertThat(answered.await(NAME, RecordType.TXT)).matches(Responder::isAnswer);
        answered.end();
        assertThat(answered.queries().get(0).answer()).matches(Responder::isAnswer);
    }
}
