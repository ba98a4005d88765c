package org.signetmail.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;

/** A few rounds of the soak, and whether it fails when it has to. */
class RoundsTest {

    private static final int THREADS = 16;
    private static final long SEED = 19;

    private static Optional<Deviation> run(Rounds.Checking checking, int rounds, int count)
            throws InterruptedException {
        try (Rounds all = new Rounds(SEED, checking);
                Crew crew = Crew.platform(THREADS, Crew.PATIENCE)) {
            Optional<Deviation> found = Optional.empty();
            for (int i = 0; i < rounds && found.isEmpty(); i++) {
                found = all.run(List.of(crew), (long) i * count, count);
            }
            return found;
        }
    }

    @Test
    @DisplayName("many threads find what one finds")
    void finds() throws InterruptedException {
        assertThat(run(Course::check, 3, 400)).isEmpty();
    }

    @Test
    @DisplayName("a virtual thread for each message, where there are any")
    void findsOnVirtualThreads() throws InterruptedException {
        if (VirtualThreads.exist()) {
            try (Rounds all = new Rounds(SEED, Course::check);
                    Crew crew = Crew.virtual()) {
                assertThat(all.run(List.of(crew), 0, 1000)).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("the messages are the same in every run, and of all kinds, with all results")
    void isOfAllKinds() throws InterruptedException {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<String> results = new HashSet<>();
        try (Rounds all = new Rounds(SEED, Course::check);
                Rounds again = new Rounds(SEED, Course::check);
                Rounds other = new Rounds(SEED + 1, Course::check)) {
            int same = 0;
            for (int number = 0; number < 1000; number++) {
                Subject subject = all.subject(number);
                assertThat(subject.message().octets())
                        .isEqualTo(again.subject(number).message().octets());
                same += Arrays.equals(
                                subject.message().octets(),
                                other.subject(number).message().octets())
                        ? 1
                        : 0;
                kinds.add(subject.kind());
                Verdict verdict = all.due(number);
                assertThat(verdict).isEqualTo(again.due(number));
                results.add("spf " + verdict.spf());
                verdict.dkim().forEach(each -> results.add("dkim " + each));
                results.add("dmarc " + verdict.dmarc());
            }
            assertThat(same).isLessThan(10);
        }
        assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
        assertThat(results)
                .contains("spf pass", "spf fail", "spf softfail", "spf neutral", "spf none", "spf temperror")
                .contains("spf permerror", "dkim pass", "dkim fail", "dkim none", "dkim policy", "dkim permerror")
                .contains("dkim temperror", "dmarc pass", "dmarc fail", "dmarc none", "dmarc permerror")
                .contains("dmarc temperror");
    }

    /** The first message that has its DNS from there. */
    private static long firstOf(Subject.Way way, Rounds all) {
        long number = 0;
        while (all.subject(number).way() != way || all.subject(number).kind() != Kind.HONEST) {
            number++;
        }
        return number;
    }

    private static Authentication of(FakeDns dns, Subject subject) {
        return Course.authenticator(dns).authenticate(subject.message(), subject.envelope());
    }

    private static Arguments planted(String name, Subject.Way way, Rounds.Checking checking, String told) {
        return Arguments.of(name, way, checking, told);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                planted(
                        "another verdict",
                        Subject.Way.MEMORY,
                        (course, subject) -> of(FakeDns.zone("x.example TXT \"\""), subject),
                        "and one thread alone has found another"),
                planted(
                        "an answer that is not the zone's",
                        Subject.Way.PACKETS,
                        (course, subject) -> of(FakeDns.zone("*.example TXT \"v=spf1 +all\""), subject),
                        "the answer of another question, or a forged one, was taken"),
                planted(
                        "a failure of DNS that becomes another verdict than temperror",
                        Subject.Way.PACKETS,
                        (course, subject) -> {
                            FakeDns down = FakeDns.zone("example !SERVFAIL\n*.example !SERVFAIL");
                            Subject changed = new Subject(
                                    subject.number(),
                                    subject.kind(),
                                    subject.way(),
                                    subject.envelope(),
                                    Message.of(Messages.crlf("Subject: no author\n\n")));
                            return of(down, changed);
                        },
                        "which is neither temperror nor"),
                planted(
                        "an exception",
                        Subject.Way.MEMORY,
                        (course, subject) -> {
                            throw new IllegalStateException("for this test");
                        },
                        "it ended by java.lang.IllegalStateException: for this test"),
                planted(
                        "an error",
                        Subject.Way.PACKETS,
                        (course, subject) -> {
                            throw new StackOverflowError();
                        },
                        "it ended by java.lang.StackOverflowError"),
                planted(
                        "a flag that nobody has set",
                        Subject.Way.MEMORY,
                        (course, subject) -> {
                            Authentication result = course.check(subject);
                            Thread.currentThread().interrupt();
                            return result;
                        },
                        "interrupts: FLAG_SET"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @DisplayName("what is wrong with one message is found, and its number is told")
    void fails(String name, Subject.Way way, Rounds.Checking wrong, String told) throws InterruptedException {
        long number;
        try (Rounds all = new Rounds(SEED, Course::check)) {
            number = firstOf(way, all);
        }
        Optional<Deviation> found = run(
                (course, subject) ->
                        (subject.number() == number ? wrong : (Rounds.Checking) Course::check).check(course, subject),
                1,
                (int) number + 50);
        assertThat(found).isPresent();
        assertThat(found.get().number()).isEqualTo(number);
        assertThat(found.get().what()).contains(told);
    }

    @Test
    @DisplayName("a lost flag is found")
    void findsALostFlag() throws InterruptedException {
        // Goes on until it is interrupted, and forgets that.
        Rounds.Checking forgetful = (course, subject) -> {
            Authentication result = course.check(subject);
            while (!Thread.interrupted()) {
                LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
            }
            return result;
        };
        assertThat(run(forgetful, 1, 2))
                .map(Deviation::what)
                .hasValueSatisfying(what -> assertThat(what).endsWith("interrupts: FLAG_LOST"));
    }

    @Test
    @DisplayName("a buffer that threads share is found")
    void findsASharedBuffer() throws InterruptedException {
        byte[] buffer = new byte[200_000];
        Rounds.Checking sharing = (course, subject) -> {
            byte[] octets = subject.message().octets();
            int length = octets.length;
            System.arraycopy(octets, 0, buffer, 0, length);
            LockSupport.parkNanos(1);
            return course.check(new Subject(
                    subject.number(),
                    subject.kind(),
                    subject.way(),
                    subject.envelope(),
                    Message.of(Arrays.copyOf(buffer, length))));
        };
        assertThat(run(sharing, 10, 400)).isPresent();
    }

    @Test
    @DisplayName("a leak is found")
    void findsALeak() throws InterruptedException {
        AtomicReferenceArray<byte[]> kept = new AtomicReferenceArray<>(1000);
        Rounds.Checking leaking = (course, subject) -> {
            kept.set((int) subject.number(), new byte[40_000]);
            return course.check(subject);
        };
        assertThat(run(leaking, 15, 60))
                .map(Deviation::what)
                .hasValueSatisfying(what -> assertThat(what).startsWith("the heap has grown from "));
    }

    @Test
    @DisplayName("a check that does not end is found, and where it is")
    void findsWhatDoesNotEnd() throws InterruptedException {
        CompletableFuture<DnsAnswer> never = new CompletableFuture<>();
        CountDownLatch ended = new CountDownLatch(1);
        Rounds.Checking stuck = (course, subject) -> {
            if (subject.number() == 1) {
                while (!never.isDone()) {
                    LockSupport.park(never);
                }
                ended.countDown();
            }
            return course.check(subject);
        };
        try (Rounds all = new Rounds(SEED, stuck);
                Crew crew = Crew.platform(THREADS, Duration.ofSeconds(2))) {
            Optional<Deviation> found = all.run(List.of(crew), 0, 2);
            assertThat(found)
                    .map(Deviation::what)
                    .hasValueSatisfying(what -> assertThat(what)
                            .startsWith("checks do not come to an end; one of them is")
                            .contains("RoundsTest"));
            never.complete(new DnsAnswer.NoData(Duration.ZERO, false));
            ended.await();
        }
    }
}
