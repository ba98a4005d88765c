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

/** {@code signet spf} and {@code signet flatten}: what they print, their exit status, and their JSON. */
class SpfCommandTest {

    private static final String ZONE = """
        d.example     TXT  "v=spf1 mx include:p.example include:q.example exists:%{i}.e.example -all exp=why.example"
        d.example     MX   10 mail.d.example
        d.example     A    8.8.8.8
        mail.d.example A   8.8.8.8
        why.example   TXT  "not %{i}"
        p.example 300 TXT  "v=spf1 ip4:9.9.9.0/24 include:s.example ~all"
        s.example     TXT  "v=spf1 ip6:2600::/32 -all"
        q.example     TXT  "v=spf1 a:gone.example -all"
        bad.example   TXT  "v=spf1 ip4:9.9.9.1 mxx -all"
        soft.example  TXT  "v=spf1 ip4:9.9.9.1 ~all"
        good.example  TXT  "v=spf1 mx -all"
        good.example  MX   10 mail.d.example
        left.example  TXT  "v=spf1 exists:%{i}.e.example include:x.example ptr -all"
        down.example  TXT  !SERVFAIL
        half.example  TXT  "v=spf1 ip4:9.9.9.1 include:down.example -all"
        half.example  MX   0 mail.d.example
        """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void zone() throws IOException {
        Files.writeString(folder.resolve("zone.txt"), ZONE);
    }

    private int signet(String line) {
        List<String> args = new ArrayList<>(List.of(line.replace("EMPTY", "").split(" ", -1)));
        args.add("--dns");
        args.add(folder.resolve("zone.txt").toString());
        return Main.run(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err, true),
                args.toArray(new String[0]));
    }

    @Test
    @DisplayName("the tree with costs, the counts, who passes in all, what is not told, and the findings")
    void showsTheTree() {
        assertThat(signet("spf d.example")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "d.example: v=spf1 mx include:p.example include:q.example exists:%{i}.e.example -all"
                                + " exp=why.example",
                        "  mx (1 look-up): 8.8.8.8",
                        "  include:p.example (2 look-ups)",
                        "    p.example: v=spf1 ip4:9.9.9.0/24 include:s.example ~all",
                        "      ip4:9.9.9.0/24",
                        "      include:s.example (1 look-up)",
                        "        s.example: v=spf1 ip6:2600::/32 -all",
                        "          ip6:2600::/32",
                        "          -all",
                        "      ~all",
                        "  include:q.example (2 look-ups, 1 void)",
                        "    q.example: v=spf1 a:gone.example -all",
                        "      a:gone.example (1 look-up, 1 void): gone.example does not exist",
                        "      -all",
                        "  exists:%{i}.e.example (1 look-up): depends on the mail",
                        "  -all",
                        "  exp=why.example",
                        "6 of 10 look-ups, 1 of 2 voids when nothing matches; 1 of 10 MX hosts",
                        "passes: 3 networks",
                        "  8.8.8.8/32",
                        "  9.9.9.0/24",
                        "  2600::/32",
                        "not told: exists:%{i}.e.example of d.example depends on the client's address",
                        "",
                        "Nothing is wrong with it.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    @DisplayName("a finding has its place and what to do")
    void showsFindings() {
        assertThat(signet("spf bad.example")).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).contains("""
            error    mxx is neither a mechanism nor a modifier. A receiver that reads it ends in permerror: SPF passes for nobody, and DMARC has DKIM alone to go by. [spf-unknown-mechanism, RFC 7208 §4.6.1]
                     v=spf1 ip4:9.9.9.1 mxx -all
                                        ^^^
            """);
    }

    @ParameterizedTest
    @DisplayName("the exit status is that of the findings, or of the result for one client")
    @CsvSource(delimiter = '|', textBlock = """
            spf good.example                      | 0 | Nothing is wrong with it.
            spf absent.example                    | 1 | absent.example does not exist
            spf mail.d.example                    | 1 | mail.d.example has no SPF record
            spf down.example                      | 3 | cannot be had: SERVFAIL
            spf half.example                      | 3 | include:down.example needs down.example TXT
            spf d.example --ip 8.8.8.8            | 0 | pass
            spf d.example --ip ::ffff:8.8.8.8     | 0 | mx matches
            spf d.example --ip 9.9.9.77           | 0 | include:p.example > ip4:9.9.9.0/24 matches
            spf d.example --ip 1.2.3.4            | 1 | explains: not 1.2.3.4
            spf soft.example --ip 1.2.3.4         | 1 | softfail
            spf bad.example --ip 9.9.9.1          | 1 | permerror
            spf down.example --ip 9.9.9.1         | 3 | temperror
            spf mail.d.example --ip 9.9.9.1       | 0 | none
            spf d.example --ip 8.8.8.8 --mail-from EMPTY | 0 | d.example (HELO in place of the empty MAIL FROM) permits 8.8.8.8
            spf d.example --ip 8.8.8.8 --mail-from <> --helo D.example | 0 | (HELO in place
            spf d.example --ip 8.8.8.8 --mail-from <bob@d.example> | 0 | d.example (MAIL FROM) permits 8.8.8.8
            spf soft.example --ip 1.2.3.4 --mail-from EMPTY --helo soft.example | 1 | softfail
            flatten d.example                     | 0 | d.example. IN TXT "v=spf1 ip4:9.9.9.0/24 ip6:2600::/32 mx exists
            flatten bad.example                   | 1 | bad.example: nothing to publish: octet 20 of the record
            flatten down.example                  | 3 | the look-up of its TXT records failed: SERVFAIL
            flatten half.example                  | 3 | what include:down.example leads to cannot be looked up in full
            """)
    void exitStatus(String line, int status, String expected) {
        assertThat(signet(line)).isEqualTo(status);
        assertThat(out.toString()).contains(expected);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §2.4: of the null reverse-path HELO is checked, which is told when that is not DOMAIN")
    @CsvSource(delimiter = '|', textBlock = """
            soft.example    | 1 | softfail       | soft.example
            good.example    | 0 | pass           | good.example
            [192.0.2.1]     | 0 | none           | d.example
            """)
    void nullReversePath(String helo, int status, String result, String domain) {
        String line = "spf d.example --ip 8.8.8.8 --mail-from EMPTY --helo " + helo;
        assertThat(signet(line)).isEqualTo(status);
        assertThat(out.toString()).contains(result);
        assertThat(err.toString())
                .contains("MAIL FROM is empty, so HELO " + helo
                        + " is checked in its place (RFC 7208 §2.4), and not d.example");
        out.getBuffer().setLength(0);
        signet(line + " --json");
        assertThat(out.toString())
                .contains("\"domain\":\"" + domain + "\"", "\"result\":\"" + result + "\"", "\"heloStoodIn\":true");
    }

    @Test
    @DisplayName("the records to publish, the difference, whose networks they are, and what is not replaced")
    void flattens() {
        assertThat(signet("flatten d.example")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "d.example: 2 of 10 look-ups in place of 6; what is published keeps the limit, too",
                        "",
                        "Publish:",
                        "  d.example. IN TXT \"v=spf1 ip4:9.9.9.0/24 ip6:2600::/32 mx exists:%{i}.e.example -all"
                                + " exp=why.example\"",
                        "",
                        "Difference to the record that is published:",
                        "  - include:p.example",
                        "  - include:q.example",
                        "  + ip4:9.9.9.0/24",
                        "  + ip6:2600::/32",
                        "",
                        "To be kept current:",
                        "  include:p.example: 2 networks of p.example, TTL 300 s",
                        "  include:q.example: 0 networks of q.example, TTL 3600 s",
                        "  What is added there fails here, and what is given up there passes here, until it is"
                                + " published again. Run this again",
                        "  every 5 minutes to miss nothing, and publish when the records differ.");
    }

    @ParameterizedTest
    @DisplayName("wrong usage is told in a line")
    @CsvSource(delimiter = '|', textBlock = """
            spf                                            | spf needs DOMAIN
            spf bob@d.example                              | bob@d.example is no domain name: give what stands behind the @
            spf d..example                                 | d..example is no domain name
            spf d.example --helo x                         | --helo needs --ip
            spf d.example --ip here                        | not an IP address: here
            spf d.example --ip [192.0.2.1                  | not an IP address: [192.0.2.1
            spf d.example --ip []                          | not an IP address: []
            spf d.example --ip 1\u001b[31m                | not an IP address: 1\\u001b[31m
            spf d.example --ip 1.2.3.4 --mail-from a@e.example | --mail-from a@e.example is no address at d.example
            flatten                                        | flatten needs DOMAIN
            """)
    void wrongUsage(String line, String expected) {
        assertThat(signet(line)).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith("signet: ").contains(expected);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    @DisplayName("Each key of the JSON is in the tables of docs/command.md with its type, and the other way round")
    void jsonIsDocumented() throws IOException {
        assertShape(
                "spf",
                "d.example",
                "bad.example",
                "absent.example",
                "d.example --ip 1.2.3.4",
                "d.example --ip 9.9.9.9");
        assertShape("flatten", "d.example", "bad.example", "left.example", "down.example");
    }

    private void assertShape(String command, String... lines) throws IOException {
        JsonShape shape = new JsonShape(command);
        for (String line : lines) {
            out.getBuffer().setLength(0);
            signet(command + " " + line + " --json");
            assertThat(out.toString().lines()).hasSize(1);
            shape.add(out.toString());
        }
        shape.assertIsDocumented();
    }
}
