package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** Questions over HTTPS (RFC 8484), and what servers and those on the way do wrong. */
class DnsJavaResolverHttpsTest {

    private static final String OK = "200 OK\r\nContent-Type: application/dns-message";

    private static final Zone ZONE = Zone.parse("""
            text.example    TXT  "text"
            *.wild.example  TXT  "wild"
            silent.example  TXT  !TIMEOUT
            """);

    private static DnsJavaResolver.Builder at(String address) {
        return DnsJavaResolver.builder()
                .servers(address + "#sha256=" + DnsServer.pin())
                .timeout(Duration.ofSeconds(5))
                .attempts(1);
    }

    private static DnsJavaResolver.Builder at(DnsServer server) {
        return at("https://127.0.0.1:" + server.httpsAddress().getPort());
    }

    private static CompletableFuture<DnsAnswer> ask(DnsResolver resolver, String name) {
        return resolver.lookup(DomainName.of(name), RecordType.TXT).toCompletableFuture();
    }

    private static byte[] answer(byte[] query) {
        return RawAnswer.of(ZONE, query);
    }

    private static byte[] ok(byte[] body) {
        return RawHttps.response(OK, body.length, body);
    }

    private static byte[] withFields(byte[] query, String fields) {
        byte[] body = answer(query);
        return RawHttps.response(OK + "\r\n" + fields, body.length, body);
    }

    @Test
    @DisplayName("RFC 8484 §4.1: POST with the content type, ID 0, and the path that was given")
    void asksByPost() {
        try (RawHttps server = new RawHttps(query -> ok(answer(query)))) {
            for (String path : List.of("", "/dns-query{?dns}", "/own/path?key=a%20b")) {
                DnsAnswer answer =
                        ask(at(server.address() + path).build(), "text.example").join();
                assertThat(answer.describe()).contains("text");
            }
            assertThat(server.heads())
                    .extracting(head -> head.substring(0, head.indexOf('\r')))
                    .containsExactly(
                            "POST /dns-query HTTP/1.1",
                            "POST /dns-query HTTP/1.1",
                            "POST /own/path?key=a%20b HTTP/1.1");
            assertThat(server.heads().get(0))
                    .containsIgnoringCase("\r\ncontent-type: application/dns-message\r\n")
                    .containsIgnoringCase("\r\naccept: application/dns-message\r\n");
            assertThat(server.queries()).allSatisfy(query -> assertThat(query).startsWith(0, 0));
        }
    }

    @Test
    @DisplayName("a connection is kept from question to question")
    void keepsItsConnection() {
        try (RawHttps server = new RawHttps(query -> ok(answer(query)))) {
            DnsResolver resolver = at(server.address()).build();
            for (int i = 0; i < 20; i++) {
                assertThat(ask(resolver, "n" + i + ".wild.example").join()).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("many questions at a time take turns on few connections")
    void asksMany() {
        try (DnsServer server = DnsServer.builder(ZONE).https().start()) {
            DnsResolver resolver =
                    at(server).attempts(16).timeout(Duration.ofSeconds(20)).build();
            List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(ask(resolver, "n" + i + ".wild.example"));
            }
            answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(DnsAnswer.Found.class));
            assertThat(server.tcpQueries()).hasSizeGreaterThanOrEqualTo(200);
            assertThat(server.queries()).hasSameSizeAs(server.tcpQueries());
        }
    }

    @ParameterizedTest
    @DisplayName("the certificate names the host or the address and is trusted, or the key is the one that is pinned")
    @CsvSource({
        "127.0.0.1, '',                                                   true,  true",
        "localhost, '',                                                   true,  true",
        "127.0.0.1, '',                                                   false, false",
        "127.0.0.1, #sha256=PIN,                                          false, true",
        "127.0.0.1, #sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,  true,  false"
    })
    void checksWhoAnswers(String host, String pin, boolean trusting, boolean answered) {
        try (DnsServer server = DnsServer.builder(ZONE).https().start()) {
            DnsJavaResolver.Builder builder = at("https://" + host)
                    .servers("https://" + host + ":" + server.httpsAddress().getPort() + "/dns-query"
                            + pin.replace("PIN", DnsServer.pin()));
            if (trusting) {
                builder.sslContext(DnsServer.trusting());
            }
            DnsAnswer answer = ask(builder.build(), "a.wild.example").join();
            assertThat(answer instanceof DnsAnswer.Found).as(answer.describe()).isEqualTo(answered);
            if (!answered) {
                assertThat(answer.describe())
                        .startsWith("NETWORK: https://127.0.0.1:")
                        .contains(": over HTTPS: ");
                assertThat(server.queries()).isEmpty();
            }
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "MALFORMED",
                        "the content type is text/html and not application/dns-message",
                        query -> RawHttps.response("200 OK\r\nContent-Type: text/html", 4, new byte[4])),
                fault(
                        "MALFORMED",
                        "the content type is missing and not",
                        query -> RawHttps.response("200 OK", 4, new byte[4])),
                fault(
                        "MALFORMED",
                        "the content type is application/dns-messages and not",
                        query -> RawHttps.response("200 OK\r\nContent-Type: application/dns-messages", 4, new byte[4])),
                fault("NETWORK", "HTTP status 500", query -> RawHttps.response("500 x", 0, new byte[0])),
                fault("NETWORK", "HTTP status 404", query -> RawHttps.response("404 x", 2, new byte[2])),
                fault(
                        "NETWORK",
                        "HTTP status 302, and redirects are not followed",
                        query -> RawHttps.response("302 x\r\nLocation: https://127.0.0.1/", 0, new byte[0])),
                fault("MALFORMED", "a body of more than 65535 octets is no DNS message", query -> ok(new byte[65_536])),
                fault(
                        "MALFORMED",
                        "a body of more than 65535 octets is no DNS message",
                        query -> RawHttps.response(OK, Integer.MAX_VALUE, new byte[70_000])),
                fault("MALFORMED", "a body of 0 octets is no DNS message", query -> ok(new byte[0])),
                fault("MALFORMED", "an answer to another question", query -> ok(new byte[12])),
                fault(
                        "MALFORMED",
                        "an answer to another question",
                        query -> ok(RawAnswer.of(ZONE, query, ZoneAnswers::misdirected))),
                fault("MALFORMED", "an answer to another question", query -> {
                    byte[] wrong = answer(query);
                    wrong[1] = 1;
                    return ok(wrong);
                }),
                fault("NETWORK", "", query -> null),
                fault("NETWORK", "", query -> "what is this?\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    private static Arguments fault(String reason, String detail, Function<byte[], byte[]> answers) {
        return Arguments.of(reason, detail, answers);
    }

    @ParameterizedTest
    @DisplayName("what is no answer is told of, and the question goes to the next server")
    @MethodSource("faults")
    void tellsWhatIsWrong(String reason, String detail, Function<byte[], byte[]> answers) {
        try (RawHttps server = new RawHttps(answers);
                DnsServer next = DnsServer.start(ZONE)) {
            DnsAnswer answer = ask(at(server.address()).build(), "text.example").join();
            assertThat(answer.describe())
                    .startsWith(reason + ": " + server.address() + ": ")
                    .contains(detail);
            DnsResolver both = at(server.address())
                    .servers(
                            server.address() + "#sha256=" + DnsServer.pin(),
                            "127.0.0.1:" + next.address().getPort())
                    .attempts(2)
                    .build();
            assertThat(ask(both, "text.example").join()).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @Test
    @DisplayName("a body that ends too early is no answer")
    void refusesATruncatedBody() {
        AtomicInteger turn = new AtomicInteger();
        try (RawHttps server = new RawHttps(query -> {
            if (turn.getAndIncrement() > 0) {
                return null;
            }
            return RawHttps.response(OK, 1000, answer(query));
        })) {
            // The rest never comes; on the same connection nothing else is asked.
            DnsAnswer answer = ask(
                            at(server.address()).timeout(Duration.ofMillis(500)).build(), "text.example")
                    .join();
            assertThat(answer.describe()).startsWith("TIMEOUT: ");
        }
        try (DnsServer server = DnsServer.builder(ZONE)
                .https()
                .fault(PacketFault.BROKEN_OFF_OVER_TCP)
                .start()) {
            DnsAnswer answer = ask(at(server).build(), "text.example").join();
            assertThat(answer.describe()).startsWith("NETWORK: https://127.0.0.1:");
        }
    }

    @Test
    @DisplayName("a server that closes a connection it has served well is asked once more")
    void goesAgainOverANewConnection() {
        AtomicInteger turn = new AtomicInteger();
        try (RawHttps server = new RawHttps(query -> turn.incrementAndGet() == 2 ? null : ok(answer(query)))) {
            DnsResolver resolver = at(server.address()).build();
            for (String name : List.of("a.wild.example", "b.wild.example")) {
                assertThat(ask(resolver, name).join()).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("a slow question ends in time, and others are answered meanwhile")
    void endsInTime() {
        try (DnsServer server = DnsServer.builder(ZONE).https().start()) {
            DnsResolver resolver = at(server).timeout(Duration.ofMillis(500)).build();
            CompletableFuture<DnsAnswer> silent = ask(resolver, "silent.example");
            assertThat(ask(resolver, "a.wild.example").join()).isInstanceOf(DnsAnswer.Found.class);
            assertThat(silent.join().describe()).startsWith("TIMEOUT: ").contains("no answer in time");
            assertThat(ask(resolver, "b.wild.example").join()).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @Test
    @DisplayName("questions that nobody answers do not keep a connection's places from others")
    void silentQuestionsYield() {
        try (DnsServer server = DnsServer.builder(
                        Zone.parse("*.silent.example TXT !TIMEOUT\n*.wild.example TXT \"wild\""))
                .https()
                .start()) {
            DnsResolver resolver = at(server).timeout(Duration.ofSeconds(5)).build();
            DnsResolver hostile = resolver.forMessage();
            for (int i = 0; i < 120; i++) {
                CompletableFuture<DnsAnswer> unused = ask(hostile, "n" + i + ".silent.example");
            }
            assertThat(ask(resolver, "a.wild.example")
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join())
                    .isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @ParameterizedTest
    @DisplayName("RFC 8484 §5.1: what a cache on the way has kept is that much older; what is no age says nothing")
    @CsvSource(delimiter = '|', textBlock = """
            0                     | 3600
            100                   | 3500
            3600                  | 0
            99999999999999999999  | 0
            -5                    | 3600
            x                     | 3600
            """)
    void takesTheAgeOffTheTtl(String age, long left) {
        try (RawHttps server = new RawHttps(query -> withFields(query, "Age: " + age))) {
            DnsAnswer.Found found = (DnsAnswer.Found)
                    ask(at(server.address()).build(), "text.example").join();
            assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(left));
        }
    }

    @Test
    @DisplayName("nobody there")
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        DnsAnswer answer =
                ask(at("https://127.0.0.1:" + port).build(), "text.example").join();
        assertThat(answer.describe()).startsWith("NETWORK: https://127.0.0.1:" + port + ": over HTTPS: ");
    }
}
