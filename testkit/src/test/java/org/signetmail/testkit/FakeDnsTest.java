package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

class FakeDnsTest {

    private static final Zone ZONE = Zone.parse("""
            example.net     TXT "v=spf1 -all"
            slow.example    TXT !TIMEOUT
            *.wild.example  A   192.0.2.1
            """);

    private static CompletableFuture<DnsAnswer> ask(FakeDns dns, String name, RecordType type) {
        return dns.lookup(DomainName.of(name), type).toCompletableFuture();
    }

    @Test
    void remembersWhatItWasAsked() {
        FakeDns dns = FakeDns.zone("example.net TXT \"v=spf1 -all\"");
        ask(dns, "Example.Net", RecordType.TXT).join();
        ask(dns, "absent.example", RecordType.MX).join();
        ask(dns, "example.net", RecordType.TXT).join();
        assertThat(dns.queries()).hasToString("[example.net TXT, absent.example MX, example.net TXT]");
        dns.clear();
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    void answersAtOnceUnlessTold() {
        FakeDns dns = FakeDns.of(ZONE);
        assertThat(ask(dns, "example.net", RecordType.TXT)).isDone();
        assertThat(ask(dns, "slow.example", RecordType.TXT))
                .isCompletedWithValue(new DnsAnswer.Failed(DnsFailure.TIMEOUT, "no answer for slow.example"));
    }

    @Test
    void takesAByteOrderMarkAndWildcardsOverULabels() {
        FakeDns dns = FakeDns.zone("\uFEFF*.b\u00fccher.example A 192.0.2.1");
        assertThat(ask(dns, "x.b\u00fccher.example", RecordType.A).join()).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void negativeAnswersLastNoLongerThanTheAliasBeforeThem() {
        Optional<DomainName> gone = Optional.of(DomainName.of("gone.example"));
        FakeDns dns = FakeDns.zone("a.example 60 CNAME gone.example\nb.example 9999 CNAME gone.example");
        assertThat(ask(dns, "a.example", RecordType.A).join())
                .isEqualTo(new DnsAnswer.NxDomain(Duration.ofMinutes(1), false, gone));
        assertThat(ask(dns, "b.example", RecordType.A).join())
                .isEqualTo(new DnsAnswer.NxDomain(Duration.ofHours(1), false, gone));
    }

    @Test
    void delaysOverlap() {
        Duration delay = Duration.ofMillis(200);
        FakeDns dns = FakeDns.of(ZONE).withDelay(delay);
        long start = System.nanoTime();
        List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(ask(dns, i + ".wild.example", RecordType.A));
        }
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        answers.forEach(CompletableFuture::join);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(delay, delay.multipliedBy(40));
    }

    @Test
    void shuffledDelaysChangeTheOrderOfAnswers() {
        List<String> asked = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        FakeDns dns = FakeDns.of(ZONE).withShuffledDelays(1, Duration.ofMillis(100));
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = i + ".wild.example";
            asked.add(name);
            answers.add(ask(dns, name, RecordType.A).thenAccept(answer -> {
                synchronized (answered) {
                    answered.add(name);
                }
            }));
        }
        answers.forEach(CompletableFuture::join);
        assertThat(answered).containsExactlyInAnyOrderElementsOf(asked).isNotEqualTo(asked);
    }

    @Test
    void answersAsAValidatingResolver() {
        FakeDns dns = FakeDns.of(ZONE).withAuthenticAnswers();
        assertThat(ask(dns, "example.net", RecordType.TXT))
                .isCompletedWithValueMatching(answer -> answer instanceof DnsAnswer.Found found && found.authentic());
        assertThat(ask(dns, "example.net", RecordType.MX))
                .isCompletedWithValueMatching(answer -> answer instanceof DnsAnswer.NoData none && none.authentic());
        assertThat(ask(dns, "absent.example", RecordType.MX))
                .isCompletedWithValueMatching(answer -> answer instanceof DnsAnswer.NxDomain none && none.authentic());
    }
}
