package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The server as seen by a client that is not ours: dnsjava's. */
class DnsServerTest {

    private DnsServer server;
    private SimpleResolver client;

    @BeforeEach
    void start() {
        server = DnsServer.start(
                Zone.builder().text("""
                text.example     60 TXT   "one " "two"
                alias.example       CNAME other.example
                other.example       CNAME text.example
                dead.example        CNAME absent.example
                mail.example        MX    10 text.example
                broken.example      TXT   !SERVFAIL
                form.example        TXT   !FORMERR
                notimp.example      TXT   !NOTIMP
                refused.example     TXT   !REFUSED
                long.example        TXT   "%s"
                """.formatted("x".repeat(900))).build());
        client = new SimpleResolver(server.address());
        client.setTimeout(Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Message ask(String name, int type) throws IOException {
        return client.send(Message.newQuery(Record.newRecord(Name.fromConstantString(name + "."), type, DClass.IN)));
    }

    @ParameterizedTest
    @CsvSource({"-1", "1001", "-2147483648", "2147483647"})
    void takesNoShareBeyondTheWhole(int ofAThousand) {
        DnsServer.Builder builder = DnsServer.builder(Zone.parse(""))
                .lose(0)
                .lose(1000)
                .forge(0)
                .forge(1000)
                .fail(0)
                .fail(1000)
                .truncate(0)
                .truncate(1000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.lose(ofAThousand))
                .withMessage("lose: " + ofAThousand + ", must be 0 to 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.forge(ofAThousand))
                .withMessage("forge: " + ofAThousand + ", must be 0 to 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.fail(ofAThousand))
                .withMessage("fail: " + ofAThousand + ", must be 0 to 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.truncate(ofAThousand))
                .withMessage("truncate: " + ofAThousand + ", must be 0 to 1000");
    }

    @Test
    void failsAndTruncatesSome() throws IOException {
        int failed = 0;
        int truncated = 0;
        try (DnsServer some = DnsServer.builder(Zone.parse("text.example TXT \"one\""))
                .fail(300)
                .truncate(300)
                .start()) {
            SimpleResolver asking = new SimpleResolver(some.address());
            asking.setIgnoreTruncation(true);
            for (int i = 0; i < 100; i++) {
                Message answer = asking.send(Message.newQuery(
                        Record.newRecord(Name.fromConstantString("text.example."), Type.TXT, DClass.IN)));
                failed += answer.getRcode() == Rcode.SERVFAIL ? 1 : 0;
                boolean cut = answer.getHeader().getFlag(Flags.TC);
                truncated += cut ? 1 : 0;
                assertThat(answer.getSection(Section.ANSWER))
                        .hasSize(cut || answer.getRcode() != Rcode.NOERROR ? 0 : 1);
            }
            assertThat(some.tcpQueries()).isEmpty();
        }
        assertThat(failed).isBetween(10, 50);
        assertThat(truncated).isBetween(10, 50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text.example    | TXT   | NOERROR  | 1 | 0
            TEXT.example    | TXT   | NOERROR  | 1 | 0
            text.example    | MX    | NOERROR  | 0 | 1
            text.example    | NS    | NOERROR  | 0 | 1
            example         | TXT   | NOERROR  | 0 | 1
            absent.example  | TXT   | NXDOMAIN | 0 | 1
            absent.example  | CAA   | NXDOMAIN | 0 | 1
            alias.example   | TXT   | NOERROR  | 3 | 0
            alias.example   | CNAME | NOERROR  | 1 | 0
            dead.example    | TXT   | NXDOMAIN | 1 | 1
            broken.example  | TXT   | SERVFAIL | 0 | 0
            form.example    | TXT   | FORMERR  | 0 | 0
            notimp.example  | TXT   | NOTIMP   | 0 | 0
            refused.example | TXT   | REFUSED  | 0 | 0
            """)
    void answers(String name, String type, String rcode, int answers, int authority) throws IOException {
        Message message = ask(name, Type.value(type));
        assertThat(Rcode.string(message.getRcode())).isEqualTo(rcode);
        assertThat(message.getSection(Section.ANSWER)).hasSize(answers);
        assertThat(message.getSection(Section.AUTHORITY)).hasSize(authority);
        assertThat(message.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(message.getHeader().getFlag(Flags.AD)).isFalse();
    }

    @Test
    void keepsStringsApartAndTtl() throws IOException {
        Record record = ask("text.example", Type.TXT).getSection(Section.ANSWER).get(0);
        assertThat(record).hasToString("text.example.\t\t60\tIN\tTXT\t\"one \" two");
    }

    @ParameterizedTest
    @CsvSource({"-1, 512, true", "512, 512, true", "1232, 1232, false", "4096, 4096, false"})
    void truncatesToWhatTheClientTakes(int ednsSize, int limit, boolean truncated) throws IOException {
        client.setIgnoreTruncation(true);
        client.setEDNS(ednsSize < 0 ? -1 : 0, Math.max(0, ednsSize), 0, List.of());
        Message message = ask("long.example", Type.TXT);
        assertThat(message.getHeader().getFlag(Flags.TC)).isEqualTo(truncated);
        assertThat(message.numBytes()).isLessThanOrEqualTo(limit);
        client.setIgnoreTruncation(false);
        assertThat(ask("long.example", Type.TXT).getSection(Section.ANSWER)).hasSize(1);
        assertThat(server.tcpQueries()).hasSize(truncated ? 1 : 0);
    }

    @Test
    void servesSeveralQueriesOverOneConnection() throws IOException {
        client.setTCP(true);
        for (int i = 0; i < 3; i++) {
            assertThat(ask("text.example", Type.TXT).getRcode()).isEqualTo(Rcode.NOERROR);
        }
        assertThat(server.tcpQueries())
                .hasToString("[text.example TXT, text.example TXT, text.example TXT]")
                .isEqualTo(server.queries());
        server.clear();
        assertThat(server.queries()).isEmpty();
        assertThat(server.tcpQueries()).isEmpty();
    }

    @Test
    void leavesNoThreadBehind() throws IOException {
        String name = "signet-dns-server-" + server.address().getPort();
        client.setTCP(true);
        ask("text.example", Type.TXT);
        assertThat(threads(name)).isGreaterThanOrEqualTo(3);
        server.close();
        assertThat(threads(name)).isZero();
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }
}
