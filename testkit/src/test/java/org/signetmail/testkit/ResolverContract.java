package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** What every {@link DnsResolver} has to do. Each subclass is one of them, over the same zone. */
abstract class ResolverContract {

    static final Zone ZONE = Zone.builder()
            .text("""
                    text.example        300 TXT   "one " "and two"
                    octets.example          TXT   "\\000\\128\\255\\"\\\\"
                    strings.example         TXT   ; no strings at all
                    long.example            TXT   "%s"
                    several.example         TXT   "first"
                    several.example         TXT   "second"
                    host.example         60 A     192.0.2.1
                    host.example         60 A     192.0.2.2
                    host.example            AAAA  2001:db8::1
                    mapped.example          AAAA  ::ffff:192.0.2.1
                    mail.example            MX    10 host.example.
                    nomail.example          MX    0 .
                    1.2.0.192.in-addr.arpa  PTR   host.example
                    odd\\032name/24:x%%y.example TXT "odd"
                    dotted\\.label.example  TXT   "dotted"
                    alias.example        20 CNAME other.example
                    other.example        10 CNAME text.example
                    toNothing.example       CNAME nowhere.example
                    toEmpty.example         CNAME host.example
                    toBroken.example        CNAME broken.example
                    loop1.example           CNAME loop2.example
                    loop2.example           CNAME loop1.example
                    self.example            CNAME self.example
                    below.deep.down.example TXT   "deep"
                    *.wild.example          TXT   "wild"
                    set.wild.example        A     192.0.2.3
                    spfOnly.example         SPF   "v=spf1 -all"
                    broken.example          TXT   !SERVFAIL
                    broken.example          A     192.0.2.4
                    refused.example             !REFUSED
                    form.example            ANY !FORMERR
                    silent.example          TXT   !TIMEOUT
                    """.formatted("x".repeat(600)))
            .text(many("many", 2000))
            .text(many("toomany", 4200))
            .txt(DomainName.of("spf120.example"), "v=spf1 -all")
            .text("spf120.example TXT \"other\"\n".repeat(120))
            .txt(DomainName.of("beside.example"), "long" + "x".repeat(16_381))
            .txt(DomainName.of("beside.example"), "y".repeat(16_384))
            .txt(DomainName.of("huge.example"), "a" + "x".repeat(16_384))
            .txt(DomainName.of("huge.example"), "b" + "x".repeat(60_000))
            .text(chain("fits", 16))
            .text(chain("toolong", 17))
            .build();

    private static String many(String name, int records) {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < records; i++) {
            zone.append(name)
                    .append(".example A 10.0.")
                    .append(i / 256)
                    .append('.')
                    .append(i % 256)
                    .append('\n');
        }
        return zone.toString();
    }

    /** A name that is so many CNAMEs away from its text. */
    private static String chain(String name, int aliases) {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < aliases; i++) {
            zone.append(name)
                    .append(i)
                    .append(".example CNAME ")
                    .append(name)
                    .append(i + 1)
                    .append(".example\n");
        }
        return zone.append(name)
                .append(aliases)
                .append(".example TXT \"end\"\n")
                .toString();
    }

    /** The resolver under test, over {@link #ZONE}. */
    abstract DnsResolver resolver();

    private DnsAnswer ask(String name, RecordType type) {
        return resolver()
                .lookup(new ZoneWords(name).next().get(0).name(), type)
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text.example           | TXT  | Txt[octets=one and two]
            TEXT.Example           | TXT  | Txt[octets=one and two]
            strings.example        | TXT  | Txt[octets=]
            several.example        | TXT  | Txt[octets=first], Txt[octets=second]
            host.example           | A    | Address[ip=/192.0.2.1], Address[ip=/192.0.2.2]
            host.example           | AAAA | Address[ip=/2001:db8:0:0:0:0:0:1]
            mail.example           | MX   | Mx[preference=10, exchange=host.example]
            nomail.example         | MX   | Mx[preference=0, exchange=.]
            1.2.0.192.in-addr.arpa | PTR  | Ptr[name=host.example]
            odd\\032name/24:x%y.example | TXT | Txt[octets=odd]
            dotted\\.label.example | TXT  | Txt[octets=dotted]
            alias.example          | TXT  | Txt[octets=one and two]
            fits0.example          | TXT  | Txt[octets=end]
            below.deep.down.example| TXT  | Txt[octets=deep]
            any.wild.example       | TXT  | Txt[octets=wild]
            very.any.wild.example  | TXT  | Txt[octets=wild]
            broken.example         | A    | Address[ip=/192.0.2.4]
            """)
    void findsRecords(String name, RecordType type, String records) {
        DnsAnswer answer = ask(name, type);
        assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
        assertThat(((DnsAnswer.Found) answer).records()).hasToString("[" + records + "]");
    }

    @ParameterizedTest
    @DisplayName("RFC 2308 §2, RFC 8020: no such records is not no such name")
    @CsvSource(delimiter = '|', textBlock = """
            text.example       | A   | NoData
            deep.down.example  | TXT | NoData
            example            | TXT | NoData
            .                  | TXT | NoData
            set.wild.example   | TXT | NoData
            wild.example       | TXT | NoData
            spfOnly.example    | TXT | NoData
            toEmpty.example    | TXT | NoData
            nowhere.example    | TXT | NxDomain
            x.text.example     | TXT | NxDomain
            x.set.wild.example | TXT | NxDomain
            toNothing.example  | TXT | NxDomain
            """)
    void keepsTheNegativeAnswersApart(String name, RecordType type, String kind) {
        assertThat(ask(name, type).getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            broken.example   | TXT | SERVFAIL
            toBroken.example | TXT | SERVFAIL
            refused.example  | TXT | REFUSED
            refused.example  | A   | REFUSED
            form.example     | MX  | OTHER_RCODE
            silent.example   | TXT | TIMEOUT
            toomany.example  | A   | TOO_LARGE
            huge.example     | TXT | TOO_LARGE
            loop1.example    | TXT | CNAME_CHAIN
            self.example     | TXT | CNAME_CHAIN
            toolong0.example | TXT | CNAME_CHAIN
            """)
    void answersWithItsFailures(String name, RecordType type, DnsFailure reason) {
        DnsAnswer answer = ask(name, type);
        assertThat(answer).isInstanceOf(DnsAnswer.Failed.class);
        assertThat(((DnsAnswer.Failed) answer).reason()).isEqualTo(reason);
        assertThat(((DnsAnswer.Failed) answer).detail()).isNotEmpty();
    }

    @Test
    void passesEveryOctetOfText() {
        assertThat(ask("octets.example", RecordType.TXT))
                .extracting(answer -> ((DnsAnswer.Found) answer).records())
                .isEqualTo(List.of(new DnsRecord.Txt("\0\u0080\u00FF\"\\")));
    }

    @Test
    void joinsTheStringsOfLongText() {
        assertThat(ask("long.example", RecordType.TXT))
                .extracting(answer -> ((DnsAnswer.Found) answer).records())
                .isEqualTo(List.of(new DnsRecord.Txt("x".repeat(600))));
    }

    @ParameterizedTest
    @DisplayName("octets are bounded, not records")
    @CsvSource({"many.example, A, 2000", "spf120.example, TXT, 121"})
    void givesAllOfManyRecords(String name, RecordType type, int records) {
        assertThat(((DnsAnswer.Found) ask(name, type)).records()).hasSize(records);
    }

    @Test
    void namesTheBoundThatAnAnswerIsOver() {
        assertThat(((DnsAnswer.Failed) ask("toomany.example", RecordType.A)).detail())
                .contains("65535");
    }

    @Test
    @DisplayName("a TXT record over 16 KiB leaves a mark and spoils nothing beside it")
    void marksLongText() {
        assertThat(ask("beside.example", RecordType.TXT))
                .extracting(answer -> ((DnsAnswer.Found) answer).records())
                .isEqualTo(List.of(
                        new DnsRecord.LongTxt("long" + "x".repeat(508), 16_385, 16_384),
                        new DnsRecord.Txt("y".repeat(16_384))));
    }

    @Test
    void keepsAMappedAddressIpv6() {
        DnsAnswer.Found found = (DnsAnswer.Found) ask("mapped.example", RecordType.AAAA);
        assertThat(((DnsRecord.Address) found.records().get(0)).ip()).isInstanceOf(Inet6Address.class);
    }

    @ParameterizedTest
    @CsvSource({"text.example, TXT, 300", "host.example, A, 60", "alias.example, TXT, 10", "mail.example, MX, 3600"})
    void tellsTheLeastTtl(String name, RecordType type, long seconds) {
        assertThat(((DnsAnswer.Found) ask(name, type)).ttl()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void takesManyLookupsAtOnce() {
        DnsResolver resolver = resolver();
        List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            DomainName name = DomainName.of(i + ".wild.example");
            answers.add(resolver.lookup(name, RecordType.TXT).toCompletableFuture());
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(DnsAnswer.Found.class));
    }
}
