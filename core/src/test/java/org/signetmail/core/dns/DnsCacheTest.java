package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private DnsCache cache(int size, Duration minTtl, Duration maxTtl) {
        return new DnsCache(size, minTtl, maxTtl, true, now::get);
    }

    private static DnsAnswer.Found text(Duration ttl, int octets) {
        return new DnsAnswer.Found(List.of(new DnsRecord.Txt("x".repeat(octets))), ttl, true);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void keepsAnAnswerForItsTtlAndTellsWhatIsLeftOfIt() {
        DnsCache cache = cache(10, Duration.ZERO, DAY);
        cache.put(NAME, RecordType.TXT, text(SECOND.multipliedBy(10), 1));
        pass(SECOND.multipliedBy(9));
        assertThat(cache.get(NAME, RecordType.TXT)).isEqualTo(text(SECOND, 1));
        assertThat(cache.get(NAME, RecordType.A)).isNull();
        assertThat(cache.get(DomainName.of("example.org"), RecordType.TXT)).isNull();
        pass(SECOND);
        assertThat(cache.get(NAME, RecordType.TXT)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 60", "100, 100", "5000, 1000"})
    void clampsTheTtlButForZero(long ttl, long kept) {
        DnsCache cache = cache(10, Duration.ofSeconds(60), Duration.ofSeconds(1000));
        cache.put(NAME, RecordType.TXT, text(Duration.ofSeconds(ttl), 1));
        if (kept > 0) {
            pass(Duration.ofSeconds(kept).minusNanos(1));
            assertThat(cache.get(NAME, RecordType.TXT)).isNotNull();
            pass(Duration.ofNanos(1));
        }
        assertThat(cache.get(NAME, RecordType.TXT)).isNull();
    }

    @Test
    @DisplayName("RFC 2308 §5: negative answers are kept for three hours at most")
    void keepsNegativeAnswersForHours() {
        DnsCache cache = cache(10, Duration.ZERO, DAY);
        cache.put(NAME, RecordType.TXT, new DnsAnswer.NxDomain(DAY, false));
        cache.put(NAME, RecordType.A, new DnsAnswer.NoData(DAY, true));
        pass(Duration.ofHours(2));
        assertThat(cache.get(NAME, RecordType.TXT)).isEqualTo(new DnsAnswer.NxDomain(Duration.ofHours(22), false));
        assertThat(cache.get(NAME, RecordType.A)).isEqualTo(new DnsAnswer.NoData(Duration.ofHours(22), true));
        pass(Duration.ofHours(1));
        assertThat(cache.get(NAME, RecordType.TXT)).isNull();
        assertThat(cache.get(NAME, RecordType.A)).isNull();
    }

    @Test
    void keepsNoFailure() {
        DnsCache cache = cache(10, DAY, DAY);
        cache.put(NAME, RecordType.TXT, new DnsAnswer.Failed(DnsFailure.SERVFAIL, ""));
        assertThat(cache.get(NAME, RecordType.TXT)).isNull();
    }

    @Test
    void dropsTheLeastRecentlyUsed() {
        DnsCache cache = cache(2, Duration.ZERO, DAY);
        cache.put(NAME, RecordType.TXT, text(DAY, 1));
        cache.put(NAME, RecordType.A, text(DAY, 1));
        assertThat(cache.get(NAME, RecordType.TXT)).isNotNull();
        cache.put(NAME, RecordType.MX, text(DAY, 1));
        assertThat(cache.get(NAME, RecordType.TXT)).isNotNull();
        assertThat(cache.get(NAME, RecordType.A)).isNull();
        assertThat(cache.get(NAME, RecordType.MX)).isNotNull();
    }

    @Test
    void bigAnswersCountForMore() {
        DnsCache cache = cache(100, Duration.ZERO, DAY);
        for (RecordType type : RecordType.values()) {
            cache.put(NAME, type, text(DAY, 20_000));
        }
        assertThat(RecordType.values())
                .filteredOn(type -> cache.get(NAME, type) != null)
                .hasSize(2);
        cache.put(NAME, RecordType.TXT, text(DAY, 60_000));
        assertThat(RecordType.values()).allMatch(type -> cache.get(NAME, type) == null);
    }

    @Test
    void aNewAnswerTakesTheRoomOfTheOld() {
        DnsCache cache = cache(2, Duration.ZERO, DAY);
        cache.put(NAME, RecordType.A, text(DAY, 1));
        for (int i = 0; i < 10; i++) {
            cache.put(NAME, RecordType.TXT, text(DAY, 1));
        }
        assertThat(cache.get(NAME, RecordType.A)).isNotNull();
    }
}
