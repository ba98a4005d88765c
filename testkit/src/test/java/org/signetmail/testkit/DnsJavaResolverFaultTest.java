package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** What servers, networks and strangers do wrong, and what becomes of the look-up. */
class DnsJavaResolverFaultTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final Zone ZONE = Zone.parse("""
            text.example    TXT   "text"
            broken.example  TXT   !SERVFAIL
            silent.example  TXT   !TIMEOUT
            alias1.example  CNAME alias2.example
            alias2.example  CNAME text.example
            lame.example    CNAME nowhere.example
            """);

    private static DnsJavaResolver.Builder over(InetSocketAddress... servers) {
        return DnsJavaResolver.builder()
                .servers(List.of(servers))
                .timeout(TIMEOUT)
                .attempts(2);
    }

    private static DnsAnswer ask(DnsResolver resolver, String name, RecordType type) {
        return resolver.lookup(DomainName.of(name), type).toCompletableFuture().join();
    }

    /** The first word of what came: records' text, the kind of a negative answer, the reason of a failure. */
    private static String told(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Found found) {
            return found.records().toString();
        }
        return answer instanceof DnsAnswer.Failed failed
                ? failed.reason().name()
                : answer.getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WRONG_ID                         | text.example   | [Txt[octets=text]] | 2 | 1
            WRONG_QUESTION                   | text.example   | [Txt[octets=text]] | 2 | 1
            GARBAGE                          | text.example   | [Txt[octets=text]] | 2 | 1
            FORGERY_FIRST                    | text.example   | [Txt[octets=text]] | 1 | 0
            FORGERY_FLOOD                    | text.example   | [Txt[octets=text]] | 2 | 1
            TRUNCATED_OVER_UDP               | text.example   | [Txt[octets=text]] | 2 | 1
            TRUNCATED_OVER_UDP               | absent.example | NxDomain           | 2 | 1
            REFUSED_OVER_TCP                 | text.example   | NETWORK            | 2 | 0
            SILENT_OVER_TCP                  | text.example   | TIMEOUT            | 4 | 2
            BROKEN_OFF_OVER_TCP              | text.example   | NETWORK            | 4 | 2
            SERVFAIL_OVER_TCP                | text.example   | SERVFAIL           | 2 | 1
            HANG_UP_OVER_TCP                 | text.example   | NETWORK            | 4 | 2
            WRONG_ID,HANG_UP_OVER_TCP        | text.example   | NETWORK            | 4 | 2
            STRANGE_RECORDS                  | text.example   | [Txt[octets=text]] | 1 | 0
            STRANGE_RECORDS                  | alias1.example | [Txt[octets=text]] | 1 | 0
            STRANGE_RECORDS                  | absent.example | NxDomain           | 1 | 0
            STRANGE_RECORDS                  | example        | NoData             | 1 | 0
            NO_EDNS                          | text.example   | [Txt[octets=text]] | 2 | 0
            FIRST_ALIAS_ONLY                 | alias1.example | [Txt[octets=text]] | 3 | 0
            FIRST_ALIAS_ONLY                 | lame.example   | NxDomain           | 2 | 0
            FIRST_ALIAS_ONLY,STRANGE_RECORDS | alias1.example | [Txt[octets=text]] | 3 | 0
            """)
    void survivesPacketFaults(String faults, String name, String told, int queries, int tcpQueries) {
        DnsServer.Builder builder = DnsServer.builder(ZONE);
        for (String fault : faults.split(",", -1)) {
            builder.fault(PacketFault.valueOf(fault));
        }
        try (DnsServer server = builder.start()) {
            assertThat(told(ask(over(server.address()).build(), name, RecordType.TXT)))
                    .isEqualTo(told);
            assertThat(server.queries()).hasSize(queries);
            assertThat(server.tcpQueries()).hasSize(tcpQueries);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("16 aliases behind each other are followed, in one answer or one by one, and no 17th")
    void followsSixteenAliases(boolean oneByOne) {
        StringBuilder zone = new StringBuilder("n0.example TXT \"text\"\n");
        for (int i = 1; i <= 17; i++) {
            zone.append("n%d.example CNAME n%d.example\n".formatted(i, i - 1));
        }
        DnsServer.Builder builder = DnsServer.builder(Zone.parse(zone.toString()));
        if (oneByOne) {
            builder.fault(PacketFault.FIRST_ALIAS_ONLY);
        }
        try (DnsServer server = builder.start()) {
            DnsResolver resolver = over(server.address()).build();
            assertThat(told(ask(resolver, "n16.example", RecordType.TXT))).isEqualTo("[Txt[octets=text]]");
            assertThat(told(ask(resolver, "n17.example", RecordType.TXT))).isEqualTo("CNAME_CHAIN");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REFUSED_OVER_TCP    | the answer over UDP was truncated, and over TCP there was none: Connection refused
            SILENT_OVER_TCP     | the answer over UDP was truncated, and over TCP there was none: no answer in time
            HANG_UP_OVER_TCP    | the answer over UDP was truncated, and over TCP there was none: the server closed the connection
            BROKEN_OFF_OVER_TCP | the answer over UDP was truncated, and over TCP there was none: the connection ended
            """)
    void tellsWhatWentWrongOverTcpAndWhere(PacketFault fault, String detail) {
        try (DnsServer server = DnsServer.builder(ZONE).fault(fault).start()) {
            DnsAnswer.Failed failed =
                    (DnsAnswer.Failed) ask(over(server.address()).attempts(1).build(), "text.example", RecordType.TXT);
            assertThat(failed.detail())
                    .startsWith("127.0.0.1:" + server.address().getPort() + ": " + detail);
        }
    }

    @Test
    @DisplayName("of many queries some get lost and some answers come behind false ones: all are answered all the same")
    void survivesSomeLossAndForgery() {
        try (DnsServer server = DnsServer.builder(Zone.parse("*.wild.example TXT \"wild\""))
                .lose(100)
                .forge(100)
                .start()) {
            DnsJavaResolver resolver = over(server.address()).attempts(16).build();
            List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(resolver.lookup(DomainName.of(i + ".wild.example"), RecordType.TXT)
                        .toCompletableFuture());
            }
            answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(DnsAnswer.Found.class));
            assertThat(server.queries()).hasSizeBetween(205, 300);
            assertThat(resolver.stats().strays()).isBetween(5L, 100L);
        }
    }

    @Test
    void tellsOfTheServerThatAnsweredWithAnError() {
        try (DnsServer server =
                DnsServer.builder(ZONE).fault(PacketFault.SERVFAIL_OVER_TCP).start()) {
            DnsAnswer.Failed failed =
                    (DnsAnswer.Failed) ask(over(server.address()).build(), "text.example", RecordType.TXT);
            assertThat(failed.detail())
                    .isEqualTo("127.0.0.1:" + server.address().getPort() + " answered over TCP SERVFAIL");
        }
    }

    @Test
    void asksAgainWhenDatagramsAreLost() {
        try (DnsServer server = DnsServer.builder(ZONE).dropFirst(2).start()) {
            DnsResolver resolver = over(server.address()).attempts(3).build();
            assertThat(told(ask(resolver, "text.example", RecordType.TXT))).isEqualTo("[Txt[octets=text]]");
            assertThat(server.queries()).hasToString("[text.example TXT, text.example TXT, text.example TXT]");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 150, 400})
    void keepsTimeLimitsBelowASecond(int millis) {
        try (DnsServer server = DnsServer.start(ZONE)) {
            DnsResolver resolver = over(server.address())
                    .timeout(Duration.ofMillis(millis))
                    .attempts(2)
                    .build();
            long start = System.nanoTime();
            assertThat(told(ask(resolver, "silent.example", RecordType.TXT))).isEqualTo("TIMEOUT");
            long elapsed = Duration.ofNanos(System.nanoTime() - start).toMillis();
            // dnsjava's own client would be up to two seconds late.
            assertThat(elapsed).isBetween(2L * millis, 2L * millis + 700);
        }
    }

    @Test
    void keepsTimeLimitsWhileOtherPacketsCome() {
        try (DnsServer server = DnsServer.start(ZONE)) {
            DnsResolver resolver = over(server.address()).cacheOctets(0).build();
            CompletableFuture<DnsAnswer> silent = resolver.lookup(DomainName.of("silent.example"), RecordType.TXT)
                    .toCompletableFuture();
            long start = System.nanoTime();
            while (!silent.isDone()) {
                ask(resolver, "text.example", RecordType.TXT);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(4));
        }
    }

    @Test
    void noticesAtOnceThatNobodyListens() {
        InetSocketAddress nobody;
        try (DnsServer server = DnsServer.start(ZONE)) {
            nobody = server.address();
        }
        long start = System.nanoTime();
        DnsResolver resolver = over(nobody).timeout(Duration.ofSeconds(10)).build();
        assertThat(told(ask(resolver, "text.example", RecordType.TXT))).isEqualTo("NETWORK");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void asksTheNextServerAndRemembersWhoAnswered() {
        try (RawServer silent = new RawServer(query -> null);
                DnsServer server = DnsServer.start(ZONE)) {
            DnsResolver resolver =
                    over(silent.address(), server.address()).cacheOctets(0).build();
            for (int i = 0; i < 5; i++) {
                assertThat(told(ask(resolver, "text.example", RecordType.TXT))).isEqualTo("[Txt[octets=text]]");
            }
            assertThat(silent.queries()).hasSize(1);
            assertThat(server.queries()).hasSize(5);
        }
    }

    @Test
    @DisplayName("a zone that nobody answers for says nothing of servers: a dead one does not come first for it")
    void aSilentZoneMakesNoServerSlow() {
        try (RawServer dead = new RawServer(query -> null);
                DnsServer server = DnsServer.start(ZONE)) {
            DnsResolver resolver = over(server.address(), dead.address()).build();
            assertThat(told(ask(resolver, "silent.example", RecordType.TXT))).isEqualTo("TIMEOUT");
            assertThat(dead.queries()).hasSize(1);
            assertThat(told(ask(resolver, "text.example", RecordType.TXT))).isEqualTo("[Txt[octets=text]]");
            assertThat(dead.queries()).hasSize(1);
        }
    }

    @Test
    void asksEveryServerOnceWhenTheyAnswerWithErrors() {
        Zone refusing = Zone.parse("text.example TXT !REFUSED\nbroken.example TXT !REFUSED");
        try (DnsServer first = DnsServer.start(refusing);
                DnsServer second = DnsServer.start(ZONE)) {
            DnsResolver resolver =
                    over(first.address(), second.address()).attempts(9).build();
            assertThat(told(ask(resolver, "text.example", RecordType.TXT))).isEqualTo("[Txt[octets=text]]");
            assertThat(told(ask(resolver, "broken.example", RecordType.TXT))).isEqualTo("REFUSED");
            assertThat(first.queries()).hasToString("[text.example TXT, broken.example TXT]");
            assertThat(second.queries()).hasToString("[text.example TXT, broken.example TXT]");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 1232, 9_000, 16_384, 16_385, 60_000})
    void readsGiantTextAndMarksWhatIsTooLong(int octets) {
        String text = "x".repeat(octets);
        try (DnsServer server = DnsServer.start(
                Zone.builder().txt(DomainName.of("big.example"), text).build())) {
            String whole = "[Txt[octets=" + text + "]]";
            String mark = "[LongTxt[start=" + "x".repeat(512) + ", size=" + octets + ", most=16384]]";
            assertThat(told(ask(over(server.address()).build(), "big.example", RecordType.TXT)))
                    .isEqualTo(octets > 16_384 ? mark : whole);
            assertThat(told(ask(over(server.address()).maxTextOctets(60_000).build(), "big.example", RecordType.TXT)))
                    .isEqualTo(whole);
        }
    }

    /** Names in data are compressed on the wire; what they take afterwards counts. */
    @Test
    void isNotFooledByCompression() {
        Zone.Builder zone = Zone.builder();
        DomainName host = DomainName.of(("x".repeat(50) + ".").repeat(4) + "mail.example");
        for (int i = 0; i < 1000; i++) {
            zone.mx(DomainName.of("many.example"), i, host);
        }
        try (DnsServer server = DnsServer.start(zone.build())) {
            DnsAnswer.Failed failed =
                    (DnsAnswer.Failed) ask(over(server.address()).build(), "many.example", RecordType.MX);
            assertThat(failed.reason()).isEqualTo(DnsFailure.TOO_LARGE);
            assertThat(failed.detail()).contains("65535");
        }
    }

    @Test
    @DisplayName("RFC 6840 §5.7: AD in the query, AD in the answer")
    void tellsWhetherTheServerValidated() {
        try (DnsServer plain = DnsServer.start(ZONE);
                DnsServer validating = DnsServer.builder(ZONE).authentic().start()) {
            DnsResolver without = over(plain.address()).build();
            DnsResolver with = over(validating.address()).build();
            assertThat(((DnsAnswer.Found) ask(without, "text.example", RecordType.TXT)).authentic())
                    .isFalse();
            assertThat(((DnsAnswer.Found) ask(with, "text.example", RecordType.TXT)).authentic())
                    .isTrue();
            assertThat(((DnsAnswer.NxDomain) ask(with, "absent.example", RecordType.TXT)).authentic())
                    .isTrue();
        }
    }

    @Test
    void asksForRecursionWithADifferentIdAndPortEachTime() throws Exception {
        try (RawServer server = new RawServer(query -> null)) {
            DnsResolver resolver = over(server.address())
                    .timeout(Duration.ofMillis(20))
                    .attempts(8)
                    .build();
            ask(resolver, "text.example", RecordType.TXT);
            assertThat(server.queries()).hasSize(8);
            List<Integer> ids = new ArrayList<>();
            for (byte[] octets : server.queries()) {
                Message query = new Message(octets);
                assertThat(query.getHeader().getFlag(Flags.RD)).isTrue();
                assertThat(query.getHeader().getFlag(Flags.AD)).isTrue();
                assertThat(query.getOPT().getPayloadSize()).isEqualTo(1232);
                ids.add(query.getHeader().getID());
            }
            assertThat(ids).doesNotHaveDuplicates();
        }
    }

    @Test
    void asksAnIpv6Server() throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        try (DnsServer server = DnsServer.builder(ZONE).address(loopback).start()) {
            DnsResolver resolver = DnsJavaResolver.builder()
                    .servers("[::1]:" + server.address().getPort())
                    .build();
            assertThat(told(ask(resolver, "text.example", RecordType.TXT))).isEqualTo("[Txt[octets=text]]");
        }
    }

    @Test
    @DisplayName("RFC 5452 §9.2: ports by chance, that change; no ID twice at a port")
    void portsAndIdsKeepChanging() {
        try (RawServer server = new RawServer(query -> empty(query))) {
            DnsResolver resolver = over(server.address()).cacheOctets(0).build();
            for (int i = 0; i < 1500; i++) {
                assertThat(told(ask(resolver, "n" + i + ".example", RecordType.TXT)))
                        .isEqualTo("NoData");
            }
            Map<Integer, Set<Integer>> ids = new HashMap<>();
            for (int i = 0; i < server.queries().size(); i++) {
                byte[] query = server.queries().get(i);
                int id = (query[0] & 0xFF) << 8 | (query[1] & 0xFF);
                assertThat(ids.computeIfAbsent(server.ports().get(i), port -> new HashSet<>())
                                .add(id))
                        .isTrue();
            }
            assertThat(server.queries()).hasSize(1500);
            assertThat(ids).hasSizeGreaterThan(7);
            assertThat(ids.values()).allSatisfy(each -> assertThat(each).hasSizeLessThanOrEqualTo(256));
            // Not in turn: among 100 questions some port follows itself, and none is known from the one before.
            assertThat(server.ports().subList(500, 600))
                    .satisfies(ports -> assertThat(IntStream.range(1, 100)
                                    .filter(i -> ports.get(i).equals(ports.get(i - 1))))
                            .isNotEmpty());
        }
    }

    @Test
    @DisplayName("RFC 5452 §9.3: a flood of forged datagrams at every port changes no answer")
    void survivesAFloodAtEveryPort() {
        try (DnsServer server = DnsServer.builder(Zone.parse("*.example TXT \"true\""))
                .fault(PacketFault.FORGERY_FLOOD)
                .start()) {
            DnsJavaResolver resolver = over(server.address()).build();
            for (int i = 0; i < 100; i++) {
                assertThat(told(ask(resolver, "n" + i + ".example", RecordType.TXT)))
                        .isEqualTo("[Txt[octets=true]]");
            }
            assertThat(server.tcpQueries()).hasSizeGreaterThan(50);
            assertThat(resolver.stats().strays()).isGreaterThan(500);
        }
    }

    @Test
    void anAnswerThatComesTooLateHarmsNobody() {
        try (RawServer server = new RawServer(query -> {
            LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
            return empty(query);
        })) {
            DnsJavaResolver resolver = over(server.address())
                    .timeout(Duration.ofMillis(40))
                    .attempts(1)
                    .build();
            for (int i = 0; i < 12; i++) {
                assertThat(told(ask(resolver, "n" + i + ".example", RecordType.TXT)))
                        .isEqualTo("TIMEOUT");
            }
            assertThat(resolver.stats().strays()).isZero();
        }
    }

    private static byte[] empty(byte[] query) {
        try {
            return ZoneAnswers.empty(new Message(query)).toWire(512);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @DisplayName("RFC 6891 §6.2.5: what is longer than was asked for counts as truncated")
    @CsvSource({"1232, 1232, NoData", "1232, 1233, NETWORK", "0, 512, NoData", "0, 513, NETWORK"})
    void takesNoLongerDatagramThanItSaid(int ednsSize, int octets, String told) {
        // Taken for truncated, the question goes over TCP, where nobody listens.
        try (RawServer server = new RawServer(query -> Arrays.copyOf(empty(query), octets))) {
            assertThat(told(ask(
                            over(server.address())
                                    .ednsSize(ednsSize)
                                    .attempts(1)
                                    .build(),
                            "text.example",
                            RecordType.TXT)))
                    .isEqualTo(told);
        }
    }

    // Packets that no zone makes.

    private static DnsAnswer askRaw(Function<Message, byte[]> answers) {
        try (RawServer server = new RawServer(query -> {
            try {
                return answers.apply(new Message(query));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        })) {
            return ask(over(server.address()).attempts(1).build(), "text.example", RecordType.TXT);
        }
    }

    private static TXTRecord text(Message query, int dclass, long ttl) {
        return new TXTRecord(query.getQuestion().getName(), dclass, ttl, "text");
    }

    @Test
    @DisplayName("RFC 2308 §2.2: a referral says nothing about the name")
    void aReferralIsARefusal() {
        assertThat(told(askRaw(query -> {
                    Message answer = ZoneAnswers.empty(query);
                    Name org = Name.fromConstantString("example.");
                    answer.addRecord(new NSRecord(org, DClass.IN, 60, org), Section.AUTHORITY);
                    return answer.toWire(512);
                })))
                .isEqualTo("REFUSED");
    }

    @Test
    void aNegativeAnswerWithoutSoaIsNotKept() {
        assertThat(askRaw(query -> ZoneAnswers.empty(query).toWire(512)))
                .isEqualTo(new DnsAnswer.NoData(Duration.ZERO, false));
    }

    @Test
    @DisplayName("RFC 2181 §8: a TTL with the top bit set is zero")
    void aNegativeTtlIsZero() {
        DnsAnswer answer = askRaw(query -> {
            Message message = ZoneAnswers.empty(query);
            message.removeAllRecords(Section.ADDITIONAL);
            message.addRecord(text(query, DClass.IN, 1), Section.ANSWER);
            byte[] octets = message.toWire(512);
            // The TTL is followed by RDLENGTH and 5 octets of data.
            octets[octets.length - 11] = (byte) 0x80;
            return octets;
        });
        assertThat(((DnsAnswer.Found) answer).ttl()).isZero();
    }

    @Test
    void recordsOfAnotherClassAreNone() {
        assertThat(told(askRaw(query -> {
                    Message answer = ZoneAnswers.empty(query);
                    answer.addRecord(text(query, DClass.CH, 60), Section.ANSWER);
                    return answer.toWire(512);
                })))
                .isEqualTo("NoData");
    }

    @Test
    void recordsInOtherSectionsAreNone() {
        assertThat(told(askRaw(query -> {
                    Message answer = ZoneAnswers.empty(query);
                    answer.addRecord(text(query, DClass.IN, 60), Section.ADDITIONAL);
                    answer.addRecord(text(query, DClass.IN, 60), Section.AUTHORITY);
                    return answer.toWire(512);
                })))
                .isEqualTo("NoData");
    }

    @ParameterizedTest
    @CsvSource({"2, SERVFAIL", "5, REFUSED", "1, OTHER_RCODE", "9, OTHER_RCODE", "3, NETWORK", "0, NETWORK"})
    void aBareHeaderIsTakenForAnErrorOnly(int rcode, String reason) {
        // Not taken, the query is sent over TCP, where nobody listens.
        assertThat(told(askRaw(query -> {
                    Message answer = new Message(query.getHeader().getID());
                    answer.getHeader().setFlag(Flags.QR);
                    answer.getHeader().setRcode(rcode);
                    return answer.toWire(512);
                })))
                .isEqualTo(reason);
    }

    @Test
    void aQueryIsNoAnswer() {
        assertThat(told(askRaw(query -> query.toWire(512)))).isEqualTo("NETWORK");
    }

    @Test
    void answersWithOtherLetterCaseInTheQuestion() {
        DnsAnswer answer = askRaw(query -> {
            Message message = new Message(query.getHeader().getID());
            message.getHeader().setFlag(Flags.QR);
            Name name = Name.fromConstantString("Text.EXAMPLE.");
            message.addRecord(new TXTRecord(name, DClass.IN, 60, "text"), Section.ANSWER);
            message.addRecord(Record.newRecord(name, query.getQuestion().getType(), DClass.IN), Section.QUESTION);
            return message.toWire(512);
        });
        assertThat(told(answer)).isEqualTo("[Txt[octets=text]]");
    }

    @Test
    void anOverlongRcodeIsAnError() {
        assertThat(told(askRaw(query -> {
                    Message answer = ZoneAnswers.empty(query);
                    answer.removeAllRecords(Section.ADDITIONAL);
                    answer.addRecord(new OPTRecord(512, 1, 0), Section.ADDITIONAL);
                    return answer.toWire(512);
                })))
                .isEqualTo("OTHER_RCODE");
    }

    @Test
    void anyOctetsGiveSomeAnswer() {
        Random random = new Random(20);
        try (RawServer server = new RawServer(query -> mutated(query, random))) {
            DnsResolver resolver = over(server.address())
                    .timeout(Duration.ofMillis(100))
                    .attempts(1)
                    .cacheOctets(0)
                    .build();
            for (int i = 0; i < 2_000; i++) {
                assertThat(ask(resolver, "text.example", RecordType.TXT)).isNotNull();
            }
        }
    }

    /** A good answer with a few octets changed behind its question. */
    private static byte[] mutated(byte[] octets, Random random) {
        try {
            Message query = new Message(octets);
            Message answer = ZoneAnswers.empty(query);
            answer.addRecord(text(query, DClass.IN, 60), Section.ANSWER);
            answer.addRecord(
                    new ARecord(query.getQuestion().getName(), DClass.IN, 60, InetAddress.getLoopbackAddress()),
                    Section.ADDITIONAL);
            byte[] wire = answer.toWire(512);
            int behindQuestion = 12 + query.getQuestion().getName().length() + 4;
            for (int i = random.nextInt(4); i >= 0; i--) {
                wire[behindQuestion + random.nextInt(wire.length - behindQuestion)] = (byte) random.nextInt(256);
            }
            wire[6 + random.nextInt(6)] = (byte) random.nextInt(4);
            return wire;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
