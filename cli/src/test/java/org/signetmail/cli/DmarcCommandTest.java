package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code signet dmarc}: what it prints, what it answers a script, and that docs/command.md has its shape. */
class DmarcCommandTest {

    private static final String ZONE = """
            example.com            MX   10 mx.example.com
            _dmarc.example.com     TXT  "v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com"
            _dmarc.strict.example  TXT  "v=DMARC1; p=reject; np=reject; t=y; pct=30; ruf=mailto:f@other.example; x=y"
            _dmarc.seed.example    TXT  "v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;"
            _dmarc.broken.example  TXT  !SERVFAIL
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void writeZone() throws IOException {
        Files.writeString(folder.resolve("zone.txt"), ZONE);
    }

    private int dmarc(String... args) {
        List<String> all = new ArrayList<>(List.of("dmarc"));
        all.addAll(List.of(args));
        all.addAll(List.of("--dns", folder.resolve("zone.txt").toString()));
        return Main.run(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err, true),
                all.toArray(new String[0]));
    }

    @Test
    @DisplayName("What docs/command.md shows is what is printed")
    void asDocumented() throws IOException {
        assertThat(dmarc("example.com")).isEqualTo(ExitStatus.OK);
        String printed = out.toString().replace(System.lineSeparator(), "\n");
        assertThat(Files.readString(Repository.file("docs/command.md")))
                .contains(
                        "$ ./signet dmarc example.com --dns docs/walkthroughs/dns/sp-none.zone\n" + printed + "```\n");
    }

    @DisplayName("Exit status 0, 1, 2 and 3")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            example.com        | 0 | its own
            _dmarc.example.com | 0 | its own
            EXAMPLE.com.       | 0 | its own
            a.example.com      | 0 | as it has none of its own
            strict.example     | 1 | for 30 of 100, else quarantine
            strict.example     | 1 | p=reject with t=y
            strict.example     | 1 | ruf mailto:f@other.example: no.
            seed.example       | 1 | there is ":" instead of "=" behind its v
            seed.example       | 1 | Write "rua=mailto:support@example.com; fo=1".
            nobody.example     | 1 | Record    none
            broken.example     | 3 | not known: SERVFAIL
            """)
    void statuses(String domain, int status, String printed) {
        assertThat(dmarc(domain)).isEqualTo(status);
        assertThat(out.toString()).contains(printed);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void wrongUsage() {
        assertThat(dmarc("x..y")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("x..y is no domain name");
        assertThat(dmarc("example.com", "--suffixes", folder.resolve("none").toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("no such file: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @DisplayName("--suffixes: the lines that an RFC 7489 receiver draws")
    void suffixes() throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "com\nexample.com\n");
        assertThat(dmarc("a.example.com", "--suffixes", list.toString())).isEqualTo(ExitStatus.OK);
        assertThat(out.toString())
                .contains("An RFC 7489 receiver goes by no record for a.example.com")
                .contains("An RFC 7489 receiver takes a.example.com for the organizational domain");
    }

    @Test
    @DisplayName("--json: each key is in the table with its type, and each key of the table is seen")
    void shape() throws IOException {
        JsonShape shape = new JsonShape("dmarc");
        for (String domain : List.of("example.com", "strict.example", "seed.example", "broken.example")) {
            out.getBuffer().setLength(0);
            dmarc(domain, "--json");
            shape.add(out.toString());
        }
        shape.assertIsDocumented();
    }
}
