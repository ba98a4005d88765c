package org.signetmail.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;

/** The binder for metrics and the front for event loops. */
class FrontsTest {

    private static final String ZONE = "_dmarc.example.net TXT \"v=DMARC1; p=reject\"\nexample.net TXT \"v=spf1 -all\"";

    private final Envelope envelope =
            Envelope.from(InetAddress.getLoopbackAddress()).mailFrom("a@example.net");
    private final Message message = Message.of(Messages.crlf("From: a@example.net\n\nx\n"));

    @Test
    void countsVerdictsAndQuestions() {
        MeterRegistry registry = new SimpleMeterRegistry();
        DnsResolver resolver = FakeDns.zone(ZONE);
        // example: micrometer
        MailAuthenticator authenticator =
                MailAuthenticator.using(resolver).withListener(new AuthenticationMetrics(registry));
        // end
        authenticator.authenticate(message, envelope);
        authenticator.authenticate(message, envelope);
        assertThat(registry.get("signet.authentication.time").timer().count()).isEqualTo(2);
        assertThat(registry.get("signet.authentication.questions").summary().totalAmount())
                .isPositive()
                // A zone in memory answers as a cache does.
                .isEqualTo(
                        registry.get("signet.authentication.cached").counter().count());
        assertThat(registry.get("signet.authentication.verdicts")
                        .tags("spf", "fail", "dmarc", "fail", "code", "5.7.26")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void answersLater() throws Exception {
        MailAuthenticator authenticator = MailAuthenticator.using(FakeDns.zone(ZONE));
        CompletableFuture<String> answered = new CompletableFuture<>();
        Consumer<String> connection = answered::complete;
        // example: async
        ExecutorService checks = AsyncFront.bounded(200, 1000); // on 21 and later: newVirtualThreadPerTaskExecutor()
        AsyncFront front = new AsyncFront(authenticator, checks);

        // In the handler of the event loop, when the data is in:
        front.authenticate(message, envelope).whenComplete((result, refused) -> {
            if (refused != null) {
                connection.accept("451 4.3.2 Busy, try again");
            } else {
                connection.accept(result.reply().line());
            }
        });
        // end
        assertThat(answered.get(30, TimeUnit.SECONDS)).startsWith("550 5.7.26 ");
        checks.shutdown();
    }

    @Test
    void checksElsewhereAndRefusesBeyondItsBound() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        FakeDns zone = FakeDns.zone(ZONE);
        DnsResolver slow = (name, type) -> zone.lookup(name, type).thenApplyAsync(answer -> {
            awaitQuietly(answers);
            return answer;
        });
        ExecutorService executor = AsyncFront.bounded(1, 1);
        AsyncFront front = new AsyncFront(MailAuthenticator.using(slow), executor);
        CompletionStage<Authentication> first = front.authenticate(message, envelope);
        CompletionStage<Authentication> second = front.authenticate(message, envelope);
        assertThatThrownBy(() -> front.authenticate(message, envelope)).isInstanceOf(RejectedExecutionException.class);
        answers.countDown();
        assertThat(first.toCompletableFuture().get(30, TimeUnit.SECONDS).dmarc().result())
                .isEqualTo(DmarcResult.FAIL);
        assertThat(second.toCompletableFuture()
                        .get(30, TimeUnit.SECONDS)
                        .dmarc()
                        .result())
                .isEqualTo(DmarcResult.FAIL);
        executor.shutdown();
        assertThat(executor.awaitTermination(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
