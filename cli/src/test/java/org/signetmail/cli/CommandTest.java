package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.Zone;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class CommandTest {

    /** In the name of a file, what would make a terminal print red. */
    private static final String ESCAPE = "\u001B[31m";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void unpackSamples() throws IOException {
        for (Map.Entry<String, byte[]> file : SampleMaker.files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private int signet(String... args) {
        return signet(InputStream.nullInputStream(), args);
    }

    private int signet(InputStream in, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(in, new PrintWriter(out), new PrintWriter(err, true), args);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** The options of a sample, with its zone as DNS. */
    private List<String> verify(Sample sample) {
        return new ArrayList<>(List.of(
                "verify",
                file(sample.file()),
                "--ip",
                sample.clientIp(),
                "--helo",
                sample.helo(),
                "--mail-from",
                sample.mailFrom(),
                "--dns",
                file("zone.txt"),
                "--mta",
                "mx.example.org"));
    }

    private int signet(List<String> args) {
        return signet(args.toArray(String[]::new));
    }

    private static Sample sample(String file) {
        return Sample.ALL.stream()
                .filter(sample -> sample.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            aligned.eml         | 0 | spf=pass      | dkim=pass | dmarc=pass | policy.dmarc=reject
            unaligned-spf.eml   | 0 | spf=pass      | dkim=pass | dmarc=pass | policy.dmarc=reject
            forged.eml          | 1 | spf=pass      | dkim=none | dmarc=fail | policy.dmarc=reject
            forwarded.eml       | 0 | spf=fail      | dkim=pass | dmarc=pass | policy.dmarc=quarantine
            list-footer.eml     | 1 | spf=pass      | dkim=fail | dmarc=fail | policy.dmarc=quarantine
            rotated-key.eml     | 1 | spf=pass      | dkim=permerror | dmarc=fail | policy.dmarc=quarantine
            mistyped-record.eml | 0 | spf=pass      | dkim=none | dmarc=none | header.from=mistyped.example
            """)
    void verifiesAFile(String file, int status, String spf, String dkim, String dmarc, String property) {
        assertThat(signet(verify(sample(file)))).isEqualTo(status);
        assertThat(out.toString())
                .startsWith("Authentication-Results: mx.example.org;")
                .contains(spf, dkim, dmarc, property)
                .doesNotContain("\r");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithAMistypedRecord() {
        signet(verify(sample("mistyped-record.eml")));
        assertThat(out.toString()).contains("v:DMARC1");
    }

    @Test
    void readsStandardInputAndLoneLineFeeds() {
        Sample sample = sample("aligned.eml");
        byte[] unix = new String(SampleMaker.files().get(sample.file()), ISO_8859_1)
                .replace("\r\n", "\n")
                .getBytes(ISO_8859_1);
        List<String> args = verify(sample);
        args.set(1, "-");
        assertThat(signet(new ByteArrayInputStream(unix), args.toArray(String[]::new)))
                .isZero();
        assertThat(out.toString()).contains("dkim=pass", "dmarc=pass");
    }

    @Test
    void keepsALoneLineFeedInAMessageFromTheNetwork() throws IOException {
        Sample sample = sample("aligned.eml");
        byte[] changed = new String(SampleMaker.files().get(sample.file()), ISO_8859_1)
                .replace("The Shop\r\n", "The Shop\n")
                .getBytes(ISO_8859_1);
        Files.write(folder.resolve(sample.file()), changed);
        signet(verify(sample));
        assertThat(out.toString()).contains("dkim=fail").doesNotContain("dkim=pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp://", "TCP://"})
    void asksAServer(String over) {
        try (DnsServer server = DnsServer.start(Zone.parse(Sample.zone()))) {
            List<String> args = verify(sample("aligned.eml"));
            args.set(
                    args.indexOf("--dns") + 1,
                    over + "127.0.0.1:" + server.address().getPort());
            args.set(args.indexOf("--dns"), "--server");
            assertThat(signet(args)).isZero();
            assertThat(out.toString()).contains("spf=pass", "dkim=pass", "dmarc=pass");
        }
    }

    @Test
    void temporaryErrorsHaveAStatusOfTheirOwn() throws IOException {
        Files.writeString(
                folder.resolve("zone.txt"),
                "_dmarc.bank.example TXT !SERVFAIL\nstranger.example TXT \"v=spf1 -all\"\n");
        assertThat(signet(verify(sample("forged.eml")))).isEqualTo(3);
        assertThat(out.toString())
                .contains("dmarc=temperror", "REPLY  defer: 451 4.4.3 The DMARC policy of bank.example");
    }

    @Test
    void anUnusableFromIsNoPass() throws IOException {
        Files.writeString(folder.resolve("forged.eml"), "From: a@bank.example\r\nFrom: b@other.example\r\n\r\n");
        assertThat(signet(verify(sample("forged.eml")))).isEqualTo(1);
        assertThat(out.toString()).contains("dmarc=permerror", "REPLY  refuse: 550 5.7.1 DMARC finds no author");
    }

    @Test
    void explainsEveryQueryAndEveryRule() {
        List<String> args = verify(sample("aligned.eml"));
        args.add("--explain");
        assertThat(signet(args)).isZero();
        assertThat(out.toString())
                .contains("bounce.shop.example TXT", "_dmarc.shop.example TXT", "s2026._domainkey.shop.example TXT")
                .contains("include:cloudsender.example");
    }

    @Test
    @DisplayName("--explain and --json say what each include cost of the limits")
    @SuppressWarnings("unchecked")
    void costsOfIncludes() throws IOException {
        Files.writeString(folder.resolve("zone.txt"), """
                stranger.example TXT "v=spf1 include:a.example mx include:b.example -all"
                a.example        TXT "v=spf1 include:c.example include:d.example -all"
                b.example        TXT "v=spf1 ip4:198.51.100.1 -all"
                c.example        TXT "v=spf1 -all"
                d.example        TXT "v=spf1 -all"
                """);
        List<String> args = verify(sample("forged.eml"));
        args.add("--explain");
        signet(args);
        assertThat(out.toString())
                .contains("stranger.example: fail (5 of 10 terms, 1 of 2 voids, 6 queries)")
                .contains("include:a.example (a.example): no match (terms 1 to 3 of 10, 3 queries)")
                .contains("include:d.example (d.example): no match (term 3 of 10, 1 query)")
                .contains("mx (stranger.example): no match (term 4 of 10, 1 void, 1 query)")
                .contains("include:b.example (b.example): no match (term 5 of 10, 1 query)");
        args.set(args.size() - 1, "--json");
        signet(args);
        Map<String, Object> json =
                (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(out.toString());
        Map<String, Object> spf = (Map<String, Object>) json.get("spf");
        assertThat(spf).containsEntry("counts", Map.of("terms", 5, "voids", 1, "queries", 6));
        assertThat((List<Map<String, Object>>) ((Map<String, Object>) spf.get("trace")).get("steps"))
                .extracting(step -> step.get("term") + " " + step.get("cost"))
                .containsExactly(
                        "include:a.example {terms=3, voids=0, queries=3}",
                        "mx {terms=1, voids=1, queries=1}",
                        "include:b.example {terms=1, voids=0, queries=1}",
                        "-all {terms=0, voids=0, queries=0}");
    }

    @Test
    @SuppressWarnings("unchecked")
    void printsOneJsonObject() {
        List<String> args = verify(sample("list-footer.eml"));
        args.add("--json");
        assertThat(signet(args)).isEqualTo(1);
        Map<String, Object> json =
                (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(out.toString());
        assertThat(json.keySet())
                .containsExactly(
                        "version",
                        "input",
                        "envelope",
                        "trace",
                        "message",
                        "spf",
                        "helo",
                        "dkim",
                        "author",
                        "dmarc",
                        "reply",
                        "authenticationResults",
                        "dns",
                        "queries");
        assertThat(json).containsEntry("version", 1);
        assertThat((Map<String, Object>) json.get("envelope"))
                .containsEntry("client", "198.51.100.40")
                .containsEntry("helo", "lists.club.example")
                .containsEntry("mailFrom", "garden-bounces@club.example");
        assertThat((Map<String, Object>) json.get("message"))
                .containsEntry("problem", null)
                .containsEntry("fromFields", 1)
                .containsEntry("signatures", 1);
        assertThat((Map<String, Object>) json.get("spf"))
                .containsEntry("result", "pass")
                .containsEntry("problem", null)
                .containsEntry("identity", "mailfrom")
                .containsEntry("domain", "club.example")
                .containsEntry("heloStoodIn", false)
                .containsEntry("path", List.of("ip4:198.51.100.40"))
                .containsEntry("counts", Map.of("terms", 0, "voids", 0, "queries", 1));
        assertThat((Map<String, Object>) json.get("helo"))
                .containsEntry("result", "none")
                .containsEntry("identity", "helo")
                .containsEntry("problem", "spf-no-such-domain");
        assertThat(((List<Map<String, Object>>) json.get("dkim")))
                .singleElement()
                .satisfies(dkim -> assertThat(dkim)
                        .containsEntry("result", "fail")
                        .containsEntry("problem", "dkim-body-hash-mismatch")
                        .containsEntry("domain", "person.example")
                        .containsEntry("selector", "home")
                        .containsEntry("algorithm", "rsa-sha256")
                        .containsEntry("key", Map.of("bits", 2048, "testing", false, "authentic", false))
                        .containsKey("reason")
                        .satisfies(each -> assertThat((List<Map<String, Object>>) each.get("hints"))
                                .anySatisfy(hint -> assertThat(hint)
                                        .containsEntry("code", "footer")
                                        .containsEntry("certainty", "proved"))));
        assertThat((Map<String, Object>) json.get("dmarc"))
                .containsEntry("result", "fail")
                .containsEntry("problem", "dmarc-not-aligned")
                .containsEntry("domain", "person.example")
                .containsEntry("organizationalDomain", "person.example")
                .containsEntry("policy", "quarantine")
                .containsEntry("policyTag", "p")
                .containsEntry("disposition", "quarantine")
                .containsKey("reason")
                .satisfies(dmarc -> assertThat((Map<String, Object>) dmarc.get("record"))
                        .containsEntry("name", "_dmarc.person.example")
                        .containsEntry("text", "v=DMARC1; p=quarantine"))
                .satisfies(dmarc -> assertThat((List<Map<String, Object>>) dmarc.get("alignments"))
                        .anySatisfy(each -> assertThat(each)
                                .containsEntry("mechanism", "spf")
                                .containsEntry("domain", "club.example")
                                .containsEntry("result", "pass")
                                .containsEntry("mode", "relaxed")
                                .containsEntry("aligned", false)
                                .containsEntry("verdict", "other-organization")));
        assertThat((Map<String, Object>) json.get("reply"))
                .containsEntry("action", "quarantine")
                .containsEntry("code", 250)
                .containsEntry("enhancedCode", "2.6.0")
                .containsEntry("disposition", "quarantine")
                .containsKey("text");
        assertThat((String) json.get("authenticationResults")).startsWith("mx.example.org; ");
        assertThat((List<Map<String, Object>>) json.get("queries"))
                .anySatisfy(query -> assertThat(query)
                        .containsEntry("name", "_dmarc.person.example")
                        .containsEntry("type", "TXT")
                        .satisfies(found ->
                                assertThat((String) found.get("answer")).contains("p=quarantine")));
    }

    @Test
    @DisplayName("A tag of a record that is wrong is a finding with its place")
    @SuppressWarnings("unchecked")
    void findingsAreInTheObject() throws IOException {
        Files.writeString(folder.resolve("zone.txt"), """
                _dmarc.bank.example  TXT "v=DMARC1; p=regect; rua=mailto:a@bank.example"
                stranger.example     TXT "v=spf1 -all exp=why.stranger.example"
                why.stranger.example TXT "only %{i} 100%% of the time"
                """);
        List<String> args = verify(sample("forged.eml"));
        args.add("--json");
        args.set(args.indexOf("--ip") + 1, "192.0.2.99");
        signet(args);
        Map<String, Object> json =
                (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(out.toString());
        Map<String, Object> dmarc = (Map<String, Object>) json.get("dmarc");
        assertThat((List<Map<String, Object>>) dmarc.get("findings"))
                .anySatisfy(finding -> assertThat(finding)
                        .containsEntry("code", "dmarc-bad-value")
                        .containsEntry("severity", "warning")
                        .containsEntry(
                                "position",
                                Map.of(
                                        "text",
                                        "v=DMARC1; p=regect; rua=mailto:a@bank.example",
                                        "offset",
                                        10,
                                        "length",
                                        8))
                        .satisfies(each -> assertThat((String) each.get("message"))
                                .contains("The tag p cannot have the value \"regect\"")));
        assertThat((Map<String, Object>) json.get("spf"))
                .containsEntry(
                        "explanation",
                        Map.of("domain", "stranger.example", "text", "only 192.0.2.99 100% of the time"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            verify                                                        | MSG
            verify m.eml --ip 192.0.2.1                                   | --mail-from
            verify m.eml --mail-from a@b.example                          | --ip
            verify --ip 192.0.2.1 --mail-from a@b.example                 | MSG
            verify none.eml --ip 192.0.2.1 --mail-from a@b.example        | no such file: none.eml
            verify m.eml --ip 192.0.2.256 --mail-from a@b.example         | 192.0.2.256
            verify m.eml --ip localhost --mail-from a@b.example           | localhost
            verify m.eml --ip 192.0.2.1 --mail-from a@b.example --dns x   | no such file: x
            verify m.eml --ip 192.0.2.1 --mail-from a@b.example --dns BAD | line 2
            verify m.eml --ip 192.0.2.1 --mail-from a@b.example --dns BIN | not UTF-8
            verify m.eml --ip 192.0.2.1 --mail-from a --server x:y        | x:y
            verify m.eml --ip 192.0.2.1 --mail-from a --server :53 --dns x | --dns and --server exclude each other
            verify m.eml --ip 192.0.2.1 --mail-from a --server tcp://192.0.2.53 --server 192.0.2.54 | say tcp:// before each
            verify m.eml --ip 192.0.2.1 --mail-from a --server tcp://https://192.0.2.53 | tcp:// takes HOST or HOST:PORT
            verify m.eml --ip 192.0.2.1 --mail-from a --server tcp://x:y  | x:y
            verify m.eml --ip 192.0.2.1 --mail-from a --mta a;b --dns GOOD | authserv-id
            verify m.eml --ip 192.0.2.1 --mail-from a --nonsense          | --nonsense
            verify NUL --ip 192.0.2.1 --mail-from a                       | cannot read
            verify m.eml --ip 192.0.2.1 --mail-from a --dns NUL           | cannot read
            verify ESC --ip 192.0.2.1 --mail-from a                       | no such file: \\u001b[31m
            verify NUL-ESC --ip 192.0.2.1 --mail-from a                   | \\u0000-\\u001b[31m
            verify m.eml --ip 192.0.2.1 --mail-from a --dns ESC           | no such file: \\u001b[31m
            verify m.eml --ip 192.0.2.1 --mail-from a --dns BAD-ESC       | BAD-\\u001b[31m: zone line 1: not an address for A: \\u001b[31m
            report ESC                                                    | no such file: \\u001b[31m
            lint @ESC                                                     | no such file: \\u001b[31m
            dance                                                         | dance
            """)
    void wrongUsageIsOneLine(String args, String expected) throws IOException {
        Files.writeString(folder.resolve("BAD"), "a.example A 192.0.2.1\na.example A 192.0.2.300\n");
        Files.writeString(folder.resolve("BAD-" + ESCAPE), "a.example A " + ESCAPE + "\n");
        Files.write(folder.resolve("BIN"), new byte[] {'a', (byte) 0xFF});
        Files.writeString(folder.resolve("GOOD"), "a.example A 192.0.2.1\n");
        List<String> words = new ArrayList<>();
        for (String word : args.split(" ", -1)) {
            words.add(
                    switch (word) {
                        case "m.eml" -> file("forged.eml");
                        case "BAD", "BIN", "GOOD" -> file(word);
                        case "BAD-ESC" -> file("BAD-" + ESCAPE);
                        case "FOLDER" -> folder.toString();
                        default -> word.replace("NUL", "\0").replace("ESC", ESCAPE);
                    });
        }
        assertThat(signet(words)).isEqualTo(2);
        assertThat(err.toString()).startsWith("signet: ").contains(expected).doesNotContain("\tat ");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anAddressIsNoFileOfOptions() throws IOException {
        Path options = Files.writeString(folder.resolve("options"), "a@bank.example --dns none.txt");
        List<String> args = verify(sample("forged.eml"));
        args.set(args.indexOf("--mail-from") + 1, "@" + options);
        assertThat(signet(args)).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void noticesThatTheOutputWasLost() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                throw new IOException("no space left");
            }
        };
        Console lost = Console.of(InputStream.nullInputStream(), full, new PrintWriter(err, true));
        lost.out().println("a verdict");
        assertThat(lost.written()).isFalse();
        assertThat(err.toString()).startsWith("signet: ");
        Console kept =
                Console.of(InputStream.nullInputStream(), OutputStream.nullOutputStream(), new PrintWriter(err, true));
        kept.out().println("a verdict");
        assertThat(kept.written()).isTrue();
    }

    @Test
    @DisplayName("Exit status 70: a verdict that was lost is no success, whatever it was")
    void endsWithWhatWasLost() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "NOT TESTED: exit status 70, as there is no /dev/full");
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "lint",
                        "v=spf1 -all")
                .redirectOutput(full.toFile())
                .redirectError(said.toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(ExitStatus.BROKEN);
        assertThat(Files.readString(said)).startsWith("signet: ").hasLineCount(1);
    }

    @Test
    void helpsOnItsOwn() {
        assertThat(signet("--help")).isZero();
        assertThat(out.toString()).contains("demo", "verify");
        assertThat(signet("verify", "--help")).isZero();
        assertThat(out.toString()).contains("--mail-from", "Exit status");
        assertThat(signet()).isEqualTo(2);
    }

    @Test
    void theDemoTellsSevenStories() {
        assertThat(signet("demo")).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("   verdict: ")))
                .hasSize(7);
        assertThat(out.toString()).contains("Authentication-Results: mx.receiver.example;");
    }

    @Test
    void jsonIsPlainAscii() {
        assertThat(Json.of(List.of("a\"b\\c\r\n\0é€", 1.5, Map.of("k", true))))
                .isEqualTo("[\"a\\\"b\\\\c\\u000d\\u000a\\u0000\\u00e9\\u20ac\",1.5,{\"k\":true}]");
        assertThat(Json.of(null)).isEqualTo("null");
    }

    @Test
    void zonesAreUtf8WhateverTheDefaultCharset() throws IOException {
        Files.write(folder.resolve("zone.txt"), "bank.example TXT \"v=spf1 é\"\n".getBytes(UTF_8));
        assertThat(signet(verify(sample("forged.eml")))).isZero();
    }
}
