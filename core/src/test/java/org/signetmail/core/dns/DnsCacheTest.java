package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

class DnsCacheTest {

    private static final DomainName NAME = DomainName.of("example.net");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** More than a short answer takes, and less than half of it more. */
    private static final int SMALL = 600;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private DnsCache cache(int size, Duration minTtl, Duration maxTtl) {
        return new DnsCache(size, minTtl, maxTtl, true, Duration.ofHours(1), now::get);
    }

    private static DnsAnswer.Found text(Duration ttl, int octets) {
        return new DnsAnswer.Found(List.of(new DnsRecord.Txt("x".repeat(octets))), ttl, true);
    }

    private static @Nullable DnsAnswer got(DnsCache cache, DnsQuestion question) {
        DnsCache.Kept kept = cache.get(question);
        assertThat(kept == null || !kept.stale()).isTrue();
        return kept == null ? null : kept.answer();
    }

    private static DnsQuestion question(RecordType type) {
        return new DnsQuestion(NAME, type);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void keepsAnAnswerForItsTtlAndTellsWhatIsLeftOfIt() {
        DnsCache cache = cache(10_000, Duration.ZERO, DAY);
        cache.put(question(RecordType.TXT), text(SECOND.multipliedBy(10), 1));
        pass(SECOND.multipliedBy(9));
        assertThat(got(cache, question(RecordType.TXT))).isEqualTo(text(SECOND, 1));
        assertThat(got(cache, question(RecordType.A))).isNull();
        assertThat(got(cache, new DnsQuestion(DomainName.of("example.org"), RecordType.TXT)))
                .isNull();
        pass(SECOND);
        assertThat(got(cache, question(RecordType.TXT))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 60", "100, 100", "5000, 1000"})
    void clampsTheTtlButForZero(long ttl, long kept) {
        DnsCache cache = cache(10_000, Duration.ofSeconds(60), Duration.ofSeconds(1000));
        cache.put(question(RecordType.TXT), text(Duration.ofSeconds(ttl), 1));
        if (kept > 0) {
            pass(Duration.ofSeconds(kept).minusNanos(1));
            assertThat(got(cache, question(RecordType.TXT))).isNotNull();
            pass(Duration.ofNanos(1));
        }
        assertThat(got(cache, question(RecordType.TXT))).isNull();
    }

    @Test
    @DisplayName("RFC 2308 §5: negative answers are kept for three hours at most")
    void keepsNegativeAnswersForHours() {
        DnsCache cache = cache(10_000, Duration.ZERO, DAY);
        cache.put(question(RecordType.TXT), new DnsAnswer.NxDomain(DAY, false));
        cache.put(question(RecordType.A), new DnsAnswer.NoData(DAY, true));
        pass(Duration.ofHours(2));
        assertThat(got(cache, question(RecordType.TXT))).isEqualTo(new DnsAnswer.NxDomain(Duration.ofHours(22), false));
        assertThat(got(cache, question(RecordType.A))).isEqualTo(new DnsAnswer.NoData(Duration.ofHours(22), true));
        pass(Duration.ofHours(1));
        assertThat(got(cache, question(RecordType.TXT))).isNull();
        assertThat(got(cache, question(RecordType.A))).isNull();
    }

    @Test
    void keepsNoFailure() {
        DnsCache cache = cache(10_000, DAY, DAY);
        cache.put(question(RecordType.TXT), new DnsAnswer.Failed(DnsFailure.SERVFAIL, ""));
        assertThat(got(cache, question(RecordType.TXT))).isNull();
    }

    @Test
    void dropsTheLeastRecentlyUsed() {
        DnsCache cache = cache(2 * SMALL, Duration.ZERO, DAY);
        cache.put(question(RecordType.TXT), text(DAY, 1));
        cache.put(question(RecordType.A), text(DAY, 1));
        assertThat(got(cache, question(RecordType.TXT))).isNotNull();
        cache.put(question(RecordType.MX), text(DAY, 1));
        assertThat(got(cache, question(RecordType.TXT))).isNotNull();
        assertThat(got(cache, question(RecordType.A))).isNull();
        assertThat(got(cache, question(RecordType.MX))).isNotNull();
    }

    @Test
    @DisplayName("octets are bounded: those of records, names and all around them")
    void isBoundedInOctets() {
        DnsCache cache = cache(100_000, Duration.ZERO, DAY);
        for (RecordType type : RecordType.values()) {
            cache.put(question(type), text(DAY, 40_000));
            assertThat(cache.octets()).isLessThanOrEqualTo(100_000);
        }
        assertThat(RecordType.values())
                .filteredOn(type -> got(cache, question(type)) != null)
                .hasSize(2);
        String label = "x".repeat(60) + ".";
        for (int i = 0; i < 2000; i++) {
            DomainName name = DomainName.of(label.repeat(3) + "n" + i + ".example");
            cache.put(new DnsQuestion(name, RecordType.TXT), new DnsAnswer.NxDomain(DAY, false));
            assertThat(cache.octets()).isBetween(1L, 100_000L);
        }
        long kept = IntStream.range(0, 2000)
                .filter(i -> got(
                                cache,
                                new DnsQuestion(DomainName.of(label.repeat(3) + "n" + i + ".example"), RecordType.TXT))
                        != null)
                .count();
        // A name of 195 octets, and the objects around it.
        assertThat(kept).isBetween(100L, 250L);
    }

    @Test
    @DisplayName("what is larger than all of it is not kept, and drives out nothing for good")
    void keepsNoAnswerThatIsLargerThanTheCache() {
        DnsCache cache = cache(2 * SMALL, Duration.ZERO, DAY);
        cache.put(question(RecordType.TXT), text(DAY, 60_000));
        assertThat(got(cache, question(RecordType.TXT))).isNull();
        assertThat(cache.octets()).isZero();
        cache.put(question(RecordType.A), text(DAY, 1));
        assertThat(got(cache, question(RecordType.A))).isNotNull();
    }

    @Test
    void forgetsAll() {
        DnsCache cache = cache(10_000, Duration.ZERO, DAY);
        cache.put(question(RecordType.A), text(DAY, 1));
        cache.clear();
        assertThat(got(cache, question(RecordType.A))).isNull();
        assertThat(cache.octets()).isZero();
    }

    @Test
    void aNewAnswerTakesTheRoomOfTheOld() {
        DnsCache cache = cache(2 * SMALL, Duration.ZERO, DAY);
        cache.put(question(RecordType.A), text(DAY, 1));
        for (int i = 0; i < 10; i++) {
            cache.put(question(RecordType.TXT), text(DAY, 1));
        }
        assertThat(got(cache, question(RecordType.A))).isNotNull();
    }

    @Test
    @DisplayName("RFC 8767 §4, §5: what is beyond its time is used when asked for it, for 30 seconds, up to an age")
    void servesStaleAnswersWhenToldTo() {
        DnsCache cache = cache(10_000, Duration.ZERO, DAY);
        DnsQuestion question = question(RecordType.TXT);
        cache.put(question, text(SECOND.multipliedBy(10), 1));
        pass(Duration.ofMinutes(30));
        assertThat(cache.get(question)).isNull();
        DnsCache.Kept stale = new DnsCache.Kept(text(SECOND.multipliedBy(30), 1), true);
        assertThat(cache.stale(question)).isEqualTo(stale);
        pass(SECOND.multipliedBy(29));
        assertThat(cache.get(question)).isEqualTo(stale);
        pass(SECOND);
        assertThat(cache.get(question)).isNull();
        assertThat(cache.stale(question)).isEqualTo(stale);
        pass(Duration.ofMinutes(30));
        assertThat(cache.stale(question)).isNull();
        assertThat(cache.stale(question(RecordType.A))).isNull();
    }

    @Test
    @DisplayName("RFC 8767 §5: the age is counted from the end of the TTL, and its bound does not count")
    void staleAnswersHaveAnAge() {
        now.set(0);
        DnsCache cache = cache(10_000, Duration.ZERO, DAY);
        DnsQuestion question = question(RecordType.TXT);
        cache.put(question, text(SECOND, 1));
        pass(SECOND.plusHours(1).minusNanos(1));
        assertThat(cache.stale(question)).isNotNull();
        pass(Duration.ofNanos(1));
        assertThat(cache.stale(question)).isNull();
        now.set(Duration.ofDays(2).toNanos());
        cache.put(question, text(SECOND, 1));
        pass(SECOND);
        assertThat(cache.stale(question)).isNotNull();
    }

    @Test
    void keepsWhatFillsItExactly() {
        DnsCache large = cache(10_000, Duration.ZERO, DAY);
        large.put(question(RecordType.A), text(DAY, 1));
        DnsCache exact = cache((int) large.octets(), Duration.ZERO, DAY);
        exact.put(question(RecordType.A), text(DAY, 1));
        assertThat(got(exact, question(RecordType.A))).isNotNull();
        DnsCache less = cache((int) large.octets() - 1, Duration.ZERO, DAY);
        less.put(question(RecordType.A), text(DAY, 1));
        assertThat(got(less, question(RecordType.A))).isNull();
    }

    @Test
    @DisplayName("what a server has answered anew is not used beyond its time, also if the new answer is not kept")
    void servesNothingStaleThatWasReplaced() {
        for (DnsAnswer anew : List.of(text(Duration.ZERO, 2), DnsAnswer.NO_DATA, DnsAnswer.NX_DOMAIN)) {
            DnsCache cache = cache(10_000, Duration.ZERO, DAY);
            DnsQuestion question = question(RecordType.TXT);
            cache.put(question, text(SECOND, 1));
            pass(SECOND);
            cache.put(question, new DnsAnswer.Failed(DnsFailure.SERVFAIL, ""));
            assertThat(cache.stale(question)).isNotNull();
            cache.put(question, anew);
            assertThat(cache.get(question)).isNull();
            assertThat(cache.stale(question)).isNull();
            assertThat(cache.octets()).isZero();
        }
    }

    @Test
    @DisplayName("nothing stale where it was not asked for")
    void servesNothingStaleByDefault() {
        DnsCache cache = new DnsCache(10_000, Duration.ZERO, DAY, true, Duration.ZERO, now::get);
        cache.put(question(RecordType.TXT), text(SECOND, 1));
        pass(SECOND);
        assertThat(cache.stale(question(RecordType.TXT))).isNull();
    }
}
