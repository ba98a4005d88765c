package org.signetmail.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/**
 * What every {@link DnsResolver} has to do, as tests for one of your own: extend it in your tests, and JUnit runs them all.
 *
 * <pre>{@code
 * class MyResolverTest extends DnsResolverKit {
 *     private DnsServer server;
 *
 *     @Override
 *     protected DnsResolver resolver(Zone zone) {
 *         server = DnsServer.start(zone);
 *         return new MyResolver(server.address(), Duration.ofMillis(500));
 *     }
 *
 *     @AfterAll
 *     void stop() {
 *         server.close();
 *     }
 * }
 * }</pre>
 *
 * <p>One name of the zone never answers, so the resolver needs a time limit of its own; give it a short one. The kit needs
 * {@code org.junit.jupiter:junit-jupiter-api} 5.8 or later, which the testkit does not bring along: whoever runs tests has it.
 * Later versions may add tests, for what a resolver had to do all along.
 */
@SuppressWarnings("exports") // Who extends this class has JUnit, and says so in his own module.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DnsResolverKit {

    /** Longer than any answer takes, as many as wait for it. */
    private static final int PATIENCE_SECONDS = 60;

    private static final Zone ZONE = Zone.builder()
            .text("""
                    text.example        300 TXT   "one " "and two"
                    octets.example          TXT   "\\000\\128\\255\\"\\\\"
                    strings.example         TXT   ; no strings at all
                    several.example         TXT   "first"
                    several.example         TXT   "second"
                    host.example         60 A     192.0.2.1
                    host.example         60 A     192.0.2.2
                    host.example            AAAA  2001:db8::1
                    mapped.example          AAAA  ::ffff:192.0.2.1
                    mail.example            MX    10 host.example.
                    nomail.example          MX    0 .
                    1.2.0.192.in-addr.arpa  PTR   host.example
                    odd\\032name/24:x%y.example TXT "odd"
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
                    """)
            .txt(DomainName.of("long.example"), "x".repeat(600))
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

    private DnsResolver resolver = (name, type) -> CompletableFuture.completedFuture(DnsAnswer.NO_DATA);
    private long made;

    /** For subclasses. */
    protected DnsResolverKit() {}

    /**
     * Makes the resolver under test; called once, before all tests.
     *
     * @param zone all of DNS as the tests know it, to be served by a {@link DnsServer}
     * @return a resolver that asks that server and nobody else
     */
    protected abstract DnsResolver resolver(Zone zone);

    /** Asks {@link #resolver} for the resolver. */
    @BeforeAll
    public final void makeResolver() {
        resolver = Objects.requireNonNull(resolver(ZONE), "resolver");
        made = System.nanoTime();
    }

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
            zone.append(name).append(i).append(".example CNAME ");
            zone.append(name).append(i + 1).append(".example\n");
        }
        return zone.append(name)
                .append(aliases)
                .append(".example TXT \"end\"\n")
                .toString();
    }

    private DnsAnswer ask(String name, RecordType type) {
        DomainName asked = new ZoneWords(name).next().get(0).name();
        return Objects.requireNonNull(
                resolver.lookup(asked, type)
                        .toCompletableFuture()
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join(),
                "answer");
    }

    private DnsAnswer.Found found(String name, RecordType type) {
        DnsAnswer answer = ask(name, type);
        return assertInstanceOf(DnsAnswer.Found.class, answer, answer::describe);
    }

    private DnsAnswer.Failed failed(String name, RecordType type) {
        DnsAnswer answer = ask(name, type);
        return assertInstanceOf(DnsAnswer.Failed.class, answer, answer::describe);
    }

    /** Rows of cells, as tables in tests are. */
    private static Stream<DynamicTest> table(String rows, Row test) {
        return rows.lines()
                .map(row -> DynamicTest.dynamicTest(row, () -> {
                    List<String> cells = new ArrayList<>();
                    int start = 0;
                    for (int end = row.indexOf('|'); end >= 0; end = row.indexOf('|', start)) {
                        cells.add(row.substring(start, end).strip());
                        start = end + 1;
                    }
                    cells.add(row.substring(start).strip());
                    test.check(cells.get(0), RecordType.valueOf(cells.get(1)), cells.get(2));
                }));
    }

    @FunctionalInterface
    private interface Row {
        void check(String name, RecordType type, String expected);
    }

    /**
     * Records of every type, at names with any octets, behind aliases and under wildcards.
     *
     * @return a test for each name
     */
    @TestFactory
    public final Stream<DynamicTest> findsRecords() {
        return table(
                """
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
                broken.example         | A    | Address[ip=/192.0.2.4]""",
                (name, type, records) -> assertEquals(
                        "[" + records + "]", found(name, type).records().toString()));
    }

    /**
     * RFC 2308 §2, RFC 8020: no such records is not no such name.
     *
     * @return a test for each name
     */
    @TestFactory
    public final Stream<DynamicTest> keepsTheNegativeAnswersApart() {
        return table(
                """
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
                toNothing.example  | TXT | NxDomain""",
                (name, type, kind) ->
                        assertEquals(kind, ask(name, type).getClass().getSimpleName()));
    }

    /**
     * RFC 1034 §3.6.2: whoever tells the name at the end of the CNAMEs tells the right one.
     *
     * @return a test for each name
     */
    @TestFactory
    public final Stream<DynamicTest> tellsTheCanonicalNameOrNothing() {
        return table("""
                text.example      | TXT | text.example
                alias.example     | TXT | text.example
                fits0.example     | TXT | fits16.example
                toEmpty.example   | TXT | host.example
                toNothing.example | TXT | nowhere.example
                nowhere.example   | TXT | nowhere.example""", (name, type, end) -> {
            DomainName told = ask(name, type).canonical().orElse(DomainName.of(end));
            assertEquals(DomainName.of(end), told);
        });
    }

    /**
     * A failure is an answer, with its reason and a word for a person.
     *
     * @return a test for each name
     */
    @TestFactory
    public final Stream<DynamicTest> answersWithItsFailures() {
        return table("""
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
                toolong0.example | TXT | CNAME_CHAIN""", (name, type, reason) -> {
            DnsAnswer.Failed failed = failed(name, type);
            assertEquals(DnsFailure.valueOf(reason), failed.reason());
            assertFalse(failed.detail().isEmpty(), "a detail is missing");
        });
    }

    /**
     * Octets are bounded, not records: a whole message over TCP is read, however many records it has.
     *
     * @return a test for each name
     */
    @TestFactory
    public final Stream<DynamicTest> givesAllOfManyRecords() {
        return table(
                """
                many.example   | A   | 2000
                spf120.example | TXT | 121""",
                (name, type, records) -> assertEquals(
                        Integer.parseInt(records), found(name, type).records().size()));
    }

    /** RFC 1035 §3.3.14: any octets are text. */
    @Test
    public final void passesEveryOctetOfText() {
        assertEquals(
                List.of(new DnsRecord.Txt("\0\u0080\u00FF\"\\")),
                found("octets.example", RecordType.TXT).records());
    }

    /** RFC 7208 §3.3, RFC 6376 §3.6.2.2: the strings of a record are joined with nothing between them. */
    @Test
    public final void joinsTheStringsOfLongText() {
        assertEquals(
                List.of(new DnsRecord.Txt("x".repeat(600))),
                found("long.example", RecordType.TXT).records());
    }

    /** A TXT record over 16 KiB comes whole or as a mark ({@link DnsRecord#text}), and spoils nothing beside it. */
    @Test
    public final void marksLongText() {
        List<DnsRecord> records = found("beside.example", RecordType.TXT).records();
        String text = "long" + "x".repeat(16_381);
        assertEquals(2, records.size());
        assertTrue(
                records.get(0).equals(DnsRecord.text(text)) || records.get(0).equals(new DnsRecord.Txt(text)),
                "the first record is neither the text nor its mark");
        assertEquals(new DnsRecord.Txt("y".repeat(16_384)), records.get(1));
    }

    /** An AAAA record holds an IPv6 address, whatever {@code InetAddress} makes of it. */
    @Test
    public final void keepsAMappedAddressIpv6() {
        DnsRecord record = found("mapped.example", RecordType.AAAA).records().get(0);
        assertInstanceOf(Inet6Address.class, ((DnsRecord.Address) record).ip());
    }

    /**
     * An answer may be kept as long as the least TTL of its records and of the aliases before them.
     *
     * @return a test for each name
     */
    @TestFactory
    public final Stream<DynamicTest> tellsTheLeastTtl() {
        // Less by as long as the answer was kept already, which is no longer than there is a resolver.
        return table("""
                text.example  | TXT | 300
                host.example  | A   | 60
                alias.example | TXT | 10
                mail.example  | MX  | 3600""", (name, type, seconds) -> {
            Duration most = Duration.ofSeconds(Long.parseLong(seconds));
            Duration ttl = found(name, type).ttl();
            assertTrue(ttl.compareTo(most) <= 0, () -> ttl + " is more than " + most);
            Duration kept = Duration.ofNanos(System.nanoTime() - made);
            assertTrue(
                    ttl.compareTo(most.minus(kept).minusSeconds(5)) > 0,
                    () -> ttl + " is less than " + most + ", kept for " + kept + " at most");
        });
    }

    /** It is thread-safe and does not block: many look-ups are under way at a time. */
    @Test
    public final void takesManyLookupsAtOnce() {
        List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            DomainName name = DomainName.of(i + ".wild.example");
            answers.add(resolver.lookup(name, RecordType.TXT).toCompletableFuture());
        }
        for (CompletableFuture<DnsAnswer> answer : answers) {
            assertInstanceOf(
                    DnsAnswer.Found.class,
                    answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
        }
    }
}
