package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsPending.Taken;

/** Who waits for which answer. */
class DnsPendingTest {

    private static final DnsQuestion A = new DnsQuestion(DomainName.of("a.example"), RecordType.TXT);
    private static final DnsQuestion B = new DnsQuestion(DomainName.of("b.example"), RecordType.TXT);
    private static final DnsAnswer ANSWER = new DnsAnswer.NxDomain(Duration.ofMinutes(1), false);

    private final DnsPending pending = new DnsPending(1);

    @Test
    @DisplayName("all who ask the same get the same answer, and questions are counted, not askers")
    void joins() {
        CompletableFuture<DnsAnswer> first = new CompletableFuture<>();
        CompletableFuture<DnsAnswer> second = new CompletableFuture<>();
        assertThat(pending.add(A, first)).isEqualTo(Taken.NEW);
        assertThat(pending.add(A, second)).isEqualTo(Taken.JOINED);
        assertThat(pending.add(B, new CompletableFuture<>())).isEqualTo(Taken.REFUSED);
        pending.answer(A, ANSWER);
        assertThat(List.of(first, second)).allSatisfy(asker -> assertThat(asker).isCompletedWithValue(ANSWER));
        assertThat(pending.add(B, new CompletableFuture<>())).isEqualTo(Taken.NEW);
    }

    @Test
    @DisplayName("a question is forgotten when all have cancelled, not before, and can then be asked anew")
    void cancels() {
        CompletableFuture<DnsAnswer> first = new CompletableFuture<>();
        CompletableFuture<DnsAnswer> second = new CompletableFuture<>();
        pending.add(A, first);
        pending.add(A, second);
        first.cancel(true);
        assertThat(pending.removeUnwanted(A)).isFalse();
        second.cancel(true);
        assertThat(pending.removeUnwanted(A)).isTrue();
        assertThat(pending.removeUnwanted(A)).isFalse();
        assertThat(pending.add(A, new CompletableFuture<>())).isEqualTo(Taken.NEW);
    }

    @Test
    @DisplayName("who joins behind askers that have cancelled is waited for")
    void joinsBehindCancelled() {
        CompletableFuture<DnsAnswer> cancelled = new CompletableFuture<>();
        CompletableFuture<DnsAnswer> late = new CompletableFuture<>();
        pending.add(A, cancelled);
        cancelled.cancel(true);
        assertThat(pending.isWanted(A)).isFalse();
        assertThat(pending.add(A, late)).isEqualTo(Taken.JOINED);
        assertThat(pending.isWanted(A)).isTrue();
        pending.answer(A, ANSWER);
        assertThat(late).isCompletedWithValue(ANSWER);
    }

    @Test
    @DisplayName("the age of a question is that of its last asker")
    void ages() {
        assertThat(pending.isOlder(A, 0)).isFalse();
        pending.add(A, new CompletableFuture<>());
        assertThat(pending.isOlder(A, -1)).isTrue();
        assertThat(pending.isOlder(A, Duration.ofHours(1).toNanos())).isFalse();
    }

    @Test
    @DisplayName("what is chained to an answer may ask the same again")
    void asksAgain() {
        List<Taken> taken = new ArrayList<>();
        CompletableFuture<DnsAnswer> first = new CompletableFuture<>();
        CompletableFuture<Void> unused =
                first.thenAccept(answer -> taken.add(pending.add(A, new CompletableFuture<>())));
        pending.add(A, first);
        pending.answer(A, ANSWER);
        assertThat(taken).containsExactly(Taken.NEW);
        assertThat(pending.isWanted(A)).isTrue();
    }
}
