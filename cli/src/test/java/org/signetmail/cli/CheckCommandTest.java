package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.dmarc.domain.DomainCheck;
import org.signetmail.dmarc.domain.DomainReport;
import org.signetmail.dmarc.domain.MtaStsAnswer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code signet check}: what it prints in each form, and what it answers a script. */
class CheckCommandTest {

    private static final Instant DAY = Instant.parse("2026-06-15T12:00:00Z");

    private static final String ZONE = """
        ; In order, with nothing to say.
        good.example                  MX   10 mx.good.example
        mx.good.example               A    8.8.4.4
        4.4.8.8.in-addr.arpa          PTR  mx.good.example
        good.example                  TXT  "v=spf1 ip4:8.8.4.4 -all"
        _dmarc.good.example           TXT  "v=DMARC1; p=reject; rua=mailto:d@good.example"
        rsa._domainkey.good.example   TXT  "{RSA}"
        _mta-sts.good.example         TXT  "v=STSv1; id=1;"
        _smtp._tls.good.example       TXT  "v=TLSRPTv1; rua=mailto:d@good.example"
        default._bimi.good.example    TXT  "v=BIMI1; l="

        ; An error of each protocol.
        bad.example                   MX   10 gone.bad.example
        bad.example                   TXT  "v=spf1 ipv4:8.8.4.4 -all"
        _dmarc.bad.example            TXT  "v:DMARC1;p=reject"
        s._domainkey.bad.example      TXT  "v=DKIM1; p="

        ; Warnings alone.
        soft.example                  MX   10 mx.good.example
        soft.example                  TXT  "v=spf1 ptr -all"
        _dmarc.soft.example           TXT  "v=DMARC1; p=reject; rua=mailto:d@soft.example"
        rsa._domainkey.soft.example   TXT  "{RSA}"

        ; DNS that does not answer, and an error beside that.
        slow.example                  MX   10 mx.good.example
        slow.example                  TXT  !SERVFAIL
        _dmarc.slow.example           TXT  "v=DMARC1; p=reject; rua=mailto:d@slow.example"
        rsa._domainkey.slow.example   TXT  "{RSA}"
        worse.example                 MX   10 mx.good.example
        worse.example                 TXT  !SERVFAIL
        _dmarc.worse.example          TXT  "v=DMARC1; p=jerect; rua=mailto:d@worse.example"

        ; Hostile: control characters, an escape sequence, formulas.
        evil.example                  MX   10 mx.good.example
        evil.example                  TXT  "v=spf1 =cmd|'calc'!A1 \\027[31m\\007 -all"
        _dmarc.evil.example           TXT  "v=DMARC1; p=\\027[2J\\226\\128\\174reject; rua=mailto:=1+1@evil.example"
        k._domainkey.evil.example     TXT  "v=DKIM1; k=\\027[31m; p=AAAA"
        """;

    @TempDir
    private Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private String in = "";
    private Set<Console.Stream> terminals = Set.of();

    @BeforeEach
    void writeZone() throws IOException {
        Files.writeString(folder.resolve("zone"), zone());
    }

    /** Domains in order and out of order. */
    static String zone() {
        return ZONE.replace("{RSA}", TestKeys.rsa2048().txt());
    }

    private int check(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        Console console = Console.of(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .withClock(() -> DAY)
                .withTerminals(terminals);
        List<String> all = new ArrayList<>(List.of("check"));
        all.addAll(List.of(args));
        all.addAll(List.of("--dns", folder.resolve("zone").toString()));
        return Main.run(console, all.toArray(new String[0]));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Map<?, ?> json(String text) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private List<String> domains() {
        return out.toString()
                .lines()
                .map(line -> (String) json(line).get("domain"))
                .toList();
    }

    private List<String> codes() {
        return ((List<?>) json(out.toString()).get("findings"))
                .stream().map(each -> (String) ((Map<?, ?>) each).get("code")).toList();
    }

    // ---- For a person ----------------------------------------------------------------------------------------------

    @Test
    @DisplayName("A domain in order: a line for each part of it")
    void good() {
        assertThat(check("good.example", "-s", "rsa")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString().lines())
                .containsExactly(
                        "good.example: nothing is wrong",
                        "",
                        "good     SPF: 1 network may send; a check needs 0 of 10 look-ups.",
                        "good     DKIM: the key of selector rsa can be used (rsa, 2048 bits).",
                        "good     DMARC: reject (p of _dmarc.good.example) for mail that fails.",
                        "good     Mail hosts: mx.good.example.",
                        "good     MTA-STS: there is a record; its policy is looked at with --https.",
                        "good     TLS reports: asked for.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    @DisplayName("A broken domain: the gravest first, each with its name, its place and what to publish instead")
    void broken() {
        assertThat(check("bad.example", "-s", "s")).isEqualTo(ExitStatus.FAIL);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).matches("bad\\.example: [4-9] errors(, \\d+ warnings?)?, \\d+ to know");
        assertThat(lines.get(2)).startsWith("error    ");
        int mark = lines.indexOf("         v=spf1 ipv4:8.8.4.4 -all");
        assertThat(lines.get(mark - 1))
                .startsWith("error    At bad.example: ")
                .endsWith("[spf-unknown-mechanism, RFC 7208 §4.6.1]");
        assertThat(lines.get(mark + 1)).isEqualTo("                ^^^^^^^^^^^^");
        assertThat(lines.get(mark + 2)).contains("ip4:8.8.4.4");
        assertThat(out.toString())
                .contains("Publish \"v=DMARC1; p=reject\".")
                .contains("names gone.bad.example, which does not exist")
                .doesNotContain("good     SPF", "good     DKIM", "good     DMARC", "good     Mail");
        List<String> severities = lines.stream()
                .filter(line -> line.matches("(error|warning|info|good) .*"))
                .map(line -> line.split(" ", 2)[0])
                .distinct()
                .toList();
        assertThat(severities).startsWith("error").isSubsetOf("error", "warning", "info", "good");
        assertThat(severities.indexOf("info")).isGreaterThan(severities.indexOf("error"));
    }

    @ParameterizedTest
    @CsvSource({"google, Google also asks", "YAHOO, Yahoo also asks", "outlook, Outlook also asks"})
    @DisplayName("--profile: what the receiver asks for and DNS does not show comes last")
    void profile(String profile, String said) {
        assertThat(check("good.example", "-s", "rsa", "--profile", profile)).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).startsWith("good.example: nothing is wrong\n".replace("\n", System.lineSeparator()));
        assertThat(out.toString().lastIndexOf("good     "))
                .isPositive()
                .isLessThan(out.toString().indexOf(said));
        assertThat(check("bad.example", "--profile", profile)).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).contains("refuses bulk mail", "[profile-dmarc]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--details", "--json", "--csv", "--sarif", ""})
    @DisplayName("Nothing that stands in DNS does anything to a terminal")
    void hostile(String form) {
        assertThat(check(
                        form.isEmpty()
                                ? new String[] {"evil.example", "-s", "k"}
                                : new String[] {"evil.example", "good.example", "-s", "k", form}))
                .isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString().replace("\r\n", "").replace(System.lineSeparator(), ""))
                .matches("[ -~\u00A1-\u00FF]+");
        assertThat(out.toString()).doesNotContain(",\"=", ",\"+", ",\"-", ",\"@");
    }

    // ---- Exit status -----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        good.example                       |         | 0
        bad.example                        |         | 1
        soft.example                       |         | 0
        soft.example                       | warning | 1
        soft.example                       | WARNING | 1
        good.example                       | info    | 0
        soft.example                       | info    | 1
        slow.example                       |         | 3
        slow.example                       | warning | 3
        worse.example                      |         | 1
        nowhere.example                    |         | 1
        good.example slow.example          |         | 3
        slow.example bad.example           |         | 1
        good.example no..domain            |         | 2
        bad.example slow.example no..domain|         | 2
        no..domain                         |         | 2
        """)
    @DisplayName("Exit status 0, 1, 2, 3; of several the worst, which is 2, 1, 3, 0")
    void statuses(String domains, String failOn, int status) {
        List<String> args = new ArrayList<>(List.of(domains.split(" ", -1)));
        args.addAll(List.of("-s", "rsa"));
        if (failOn != null) {
            args.addAll(List.of("--fail-on", failOn));
        }
        for (String form : List.of("", "--json", "--csv", "--sarif")) {
            if (!form.isEmpty()) {
                args.add(form);
            }
            assertThat(check(args.toArray(new String[0]))).as(form).isEqualTo(status);
            args.remove(form);
        }
    }

    @Test
    @DisplayName("DNS that does not answer is told, and what can be told is told all the same")
    void temporary() {
        assertThat(check("slow.example", "-s", "rsa")).isEqualTo(ExitStatus.TEMPORARY);
        assertThat(out.toString())
                .contains(
                        "SERVFAIL",
                        "good     DMARC",
                        "DNS gave no answer to a part of it: the same may say more later.")
                .doesNotContain("good     SPF");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        http://example.com/x      | http://example.com/x is no domain name: give the host of the URL alone, example.com
        https://example.com       | https://example.com is no domain name: give the host of the URL alone, example.com
        example.com/x             | example.com/x is no domain name: give the host of the URL alone, example.com
        ann@example.com           | ann@example.com is no domain name: give what stands behind the @, example.com
        Ann <ann@example.com>     | is no domain name: give what stands behind the @
        ''                        | an empty text is no domain name
        ' '                       | an empty text is no domain name
        192.0.2.1                 | 192.0.2.1 is no domain name but an IP address
        2001:db8::1               | 2001:db8::1 is no domain name but an IP address
        *.example.com             | *.example.com is no domain name
        example.com,example.net   | example.com,example.net is no domain name
        _dmarc.example.com        | _dmarc.example.com is where a record stands: give the domain that it is of, example.com
        s._domainkey.example.com  | s._domainkey.example.com is where a record stands: give the domain that it is of, example.com
        _dmarc                    | _dmarc is where a record stands: give the domain that it is of
        {300}                     | is no domain name: it has more than 253 characters
        a.{64}.example            | .example is no domain name
        """)
    @DisplayName("What is no domain is said with what was meant, on one line")
    void noDomain(String text, String said) {
        String name = text.replace("{300}", "abcd.".repeat(60)).replace("{64}", "a".repeat(64));
        assertThat(check(name)).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith("signet: ").contains(said).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "good.example., good.example",
        "GOOD.Example, good.example",
        "' good.example ', good.example",
        "bücher.example, xn--bcher-kva.example",
        "localhost, localhost"
    })
    @DisplayName("What is a domain in another writing is taken as it")
    void otherWritings(String text, String domain) {
        check(text, "--json");
        assertThat(json(out.toString()).get("domain")).isEqualTo(domain);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --json --csv            | --json and --csv are forms of the same output: give one of them
        --sarif --json --csv    | --json and --csv and --sarif are forms
        --profile gmail         | --profile
        --fail-on bad           | --fail-on
        --selector a..b         | a..b is no selector
        -s s1._domainkey.a.b    | s1._domainkey.a.b is no selector: give what stands in front of ._domainkey, s1
        --mail-from a@b@c..d    | c..d is no domain name
        --signing-domain a@b.c  | a@b.c is no domain name: give what stands behind the @, b.c
        --allow missing         | no such file: missing
        """)
    void wrongUsage(String options, String said) {
        List<String> args = new ArrayList<>(List.of("good.example"));
        args.addAll(List.of(options.split(" ", -1)));
        assertThat(check(args.toArray(new String[0]))).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains(said).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    // ---- Selectors -------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"--selector rsa", "-s rsa", "-s x,rsa", "-s x -s rsa", "--selector=x,RSA,y"})
    @DisplayName("--selector: several with commas, or again")
    void selectors(String options) {
        List<String> args = new ArrayList<>(List.of("soft.example", "--json"));
        args.addAll(List.of(options.split(" ", -1)));
        check(args.toArray(new String[0]));
        assertThat(((Map<?, ?>) ((List<?>) json(out.toString()).get("keys")).get(0)).get("selector"))
                .isEqualTo("rsa");
    }

    // ---- Many domains ----------------------------------------------------------------------------------------------

    @Test
    @DisplayName("Several: a line each in the order given, a summary, and what is wrong most often")
    void several() {
        assertThat(check("good.example", "soft.example", "bad.example", "slow.example", "nowhere.example", "-s", "rsa"))
                .isEqualTo(ExitStatus.FAIL);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).isEqualTo("DOMAIN           ERRORS  WARNINGS  SPF    DKIM   DMARC       GRAVEST");
        assertThat(lines.get(1)).isEqualTo("good.example     0       0         0/10   1 key  reject      nothing");
        assertThat(lines.get(2)).startsWith("soft.example     0       ").contains("  1 key  reject      spf-");
        assertThat(lines.get(3)).startsWith("bad.example      ").contains("  bad    -      -           ");
        assertThat(lines.get(4))
                .isEqualTo("slow.example     0       0         -      1 key  reject      not answered in full");
        assertThat(lines.get(5))
                .isEqualTo("nowhere.example  1       0         -      -      -           domain-missing");
        assertThat(lines.get(7))
                .isEqualTo("5 domains: 2 with errors, 1 with warnings alone, 1 in order," + " 1 not answered in full");
        assertThat(lines.get(9)).isEqualTo("DOMAINS  FINDING");
        assertThat(out.toString()).contains("1        domain-missing: The domain does not exist in DNS.");
    }

    @Test
    @DisplayName("--details: each of several as if it were alone")
    void details() {
        check("soft.example", "-s", "rsa");
        String soft = out.toString();
        check("bad.example", "-s", "rsa");
        String bad = out.toString();
        check("soft.example", "bad.example", "-s", "rsa", "--details");
        assertThat(out.toString()).isEqualTo(soft + System.lineSeparator() + bad);
    }

    @Test
    @DisplayName("@FILE and -: a domain on each line, each checked once, comments and a byte order mark passed over")
    void fromFiles() throws IOException {
        String list = file("list", "\uFEFF# ours\r\n\r\n good.example \r\nSOFT.example.\r\ngood.example\r\n");
        check("@" + list, "--json");
        assertThat(domains()).containsExactly("good.example", "soft.example");
        in = "soft.example\nx@good.example\n";
        assertThat(check("-", "good.example", "--json")).isEqualTo(ExitStatus.USAGE);
        assertThat(domains()).containsExactly("soft.example", "good.example");
        assertThat(err.toString())
                .isEqualTo("signet: standard input, line 2: x@good.example is no domain name: give what stands behind"
                        + " the @, good.example" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "'', there is no domain in ",
        "'# nothing\n', there is no domain in ",
        "{lines}, has more than 10000 lines",
        "{octets}, has more than 8 MiB"
    })
    void filesThatAreNone(String text, String said) throws IOException {
        String list =
                file("list", text.replace("{lines}", "a\n".repeat(10_001)).replace("{octets}", "a".repeat(9 << 20)));
        assertThat(check("@" + list)).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains(said).hasLineCount(1);
        assertThat(check("@" + folder.resolve("none"))).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("no such file: ");
    }

    @Test
    @DisplayName("Many: all are told, in their order, and the line that tells how far it is stands on a terminal alone")
    void many() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            list.append('d').append(i).append(".example\n");
        }
        in = list.toString();
        assertThat(check("-", "--json")).isEqualTo(ExitStatus.FAIL);
        assertThat(domains()).isEqualTo(in.lines().toList());
        assertThat(err.toString()).isEmpty();
        terminals = Set.of(Console.Stream.ERR);
        check("-", "--json");
        assertThat(err.toString()).contains("0 of 300 domains checked");
        assertThat(out.toString().lines()).hasSize(300);
    }

    // ---- For programs ----------------------------------------------------------------------------------------------

    @Test
    @DisplayName("--json: each key is in the table with its type, and each key of the table is seen")
    void shape() throws IOException {
        JsonShape shape = new JsonShape("check");
        String zone = Files.readString(folder.resolve("zone"));
        Files.writeString(
                folder.resolve("zone"), zone + "alias._domainkey.soft.example CNAME rsa._domainkey.good.example\n");
        String allow = file("allow", "spf-uses-ptr * 2027-01-31 until the relay has a name\n");
        for (String domain :
                List.of("good.example", "bad.example", "soft.example", "slow.example", "nowhere.example")) {
            check(domain, "--json", "-s", "rsa,alias,s", "--allow", allow);
            shape.add(out.toString());
        }
        shape.add(withPolicy("--json"));
        shape.assertIsDocumented();
    }

    /** What is printed of the domain in order, whose policy of MTA-STS is fetched without a network. */
    static String withPolicy(String form) {
        FakeDns dns = FakeDns.zone(zone());
        DomainReport report = DomainCheck.using(dns)
                .withSelectors(List.of(DomainName.of("rsa")))
                .withMtaStsPolicy(domain -> CompletableFuture.completedFuture(new MtaStsAnswer.Response(
                        200, "text/plain", "version: STSv1\nmode: enforce\nmx: mx." + domain + "\nmax_age: 1209600\n")))
                .check(DomainName.of("good.example"));
        CheckedDomain checked = new CheckedDomain(report, AllowList.NONE, new FindingOptions());
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        (form.equals("--json")
                        ? new CheckJson(Console.of(new ByteArrayInputStream(new byte[0]), out, out))
                        : new CheckTexts(out, Colors.OFF))
                .take(checked);
        return printed.toString();
    }

    @Test
    @DisplayName("--https: the policy of MTA-STS, RFC 8461 §3.3")
    void https() {
        assertThat(withPolicy("")).contains("good     MTA-STS: mode enforce, for 14 days.");
        // Nobody has a web server below .example (RFC 2606).
        assertThat(check("good.example", "-s", "rsa", "--https")).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString())
                .contains("[mta-sts-policy-unreachable, ", "the host mta-sts.good.example does not exist in DNS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --mail-from bounce.good.example                                   | 0 |
        --mail-from x+y@bounce.good.example --signing-domain GOOD.example | 0 |
        --mail-from sender.example                                        | 0 | align-mail-from
        --mail-from sender.example --signing-domain good.example          | 0 | align-mail-from
        --signing-domain sender.example                                   | 0 | align-signing-domain
        --mail-from sender.example --signing-domain sender.example        | 1 | align-nothing
        """)
    @DisplayName("--mail-from and --signing-domain: whether they can align")
    void alignment(String options, int status, String code) {
        List<String> args = new ArrayList<>(List.of("good.example", "-s", "rsa", "--json"));
        args.addAll(List.of(options.split(" ", -1)));
        assertThat(check(args.toArray(new String[0]))).isEqualTo(status);
        if (code == null) {
            assertThat(codes()).isEmpty();
        } else {
            assertThat(codes()).contains(code);
        }
    }

    @Test
    @DisplayName("--json: status, policies and counts")
    void jsonValues() {
        check("good.example", "--json", "-s", "rsa");
        Map<?, ?> good = json(out.toString());
        assertThat(good.get("status")).isEqualTo(0);
        assertThat(good.get("complete")).isEqualTo(true);
        assertThat(((Map<?, ?>) good.get("dmarc")).get("missingSubdomainPolicy"))
                .isEqualTo("reject");
        assertThat(good.get("mailHosts")).isEqualTo(List.of("mx.good.example"));
        check("worse.example", "--json");
        assertThat(json(out.toString()).get("complete")).isEqualTo(false);
        check("bad.example", "--json", "-s", "s");
        assertThat(codes()).contains("spf-unknown-mechanism", "dmarc-not-a-record", "dkim-key-revoked", "mx-missing");
    }

    @Test
    @DisplayName("--allow: a line with the domain that is checked covers what is found at its hosts")
    void allowsHostsOfTheDomain() throws IOException {
        Files.writeString(folder.resolve("zone"), zone() + "far.example MX 10 mx.good.example.gone\n");
        String allow =
                file("allow", "mx-missing far.example 2027-01-31 known\nmx-takeover far.example 2027-01-31 known\n");
        check("far.example", "--json", "--allow", allow);
        assertThat(codes()).doesNotContain("mx-missing", "mx-takeover");
        check("far.example", "--sarif", "--allow", allow);
        assertThat(out.toString()).contains("\"justification\":\"known\"");
    }

    @Test
    @DisplayName("--suffixes: the lines that an RFC 7489 receiver draws")
    void suffixes() throws IOException {
        check("a.good.example", "--json", "--suffixes", file("list", "example\ngood.example\n"));
        assertThat(err.toString()).isEmpty();
        assertThat(check("good.example", "--suffixes", "missing")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("no such file: missing");
    }

    @Test
    @DisplayName("--csv: a row for each finding, a row for a domain without one, and the allow-list's reason")
    void csv() throws IOException {
        String allow = file("allow", "spf-uses-ptr soft.example 2027-01-31 relay\nmx-none * 2026-01-01 =old\n");
        assertThat(check("good.example", "soft.example", "--csv", "-s", "rsa", "--allow", allow))
                .isEqualTo(ExitStatus.OK);
        List<String> rows = out.toString().lines().toList();
        assertThat(rows.get(0))
                .isEqualTo("\"domain\",\"severity\",\"code\",\"name\",\"message\",\"remedy\",\"rule\",\"record\","
                        + "\"offset\",\"length\",\"allowed\",\"complete\"");
        assertThat(rows.get(1)).isEqualTo("\"good.example\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"yes\"");
        assertThat(rows)
                .anySatisfy(row -> assertThat(row)
                        .startsWith("\"soft.example\",\"warning\",\"spf-uses-ptr\",\"soft.example\",\"")
                        .endsWith(",\"v=spf1 ptr -all\",\"7\",\"3\",\"relay\",\"yes\""));
        assertThat(rows.get(rows.size() - 1))
                .startsWith("\"allow-list\",\"warning\",\"allow-expired\",")
                .contains("until 2026-01-01: =old");
    }

    @Test
    @DisplayName("--sarif: one log of all domains, with names in DNS as places, and what is allowed as suppressed")
    void sarif() throws IOException {
        String allow = file("allow", "spf-uses-ptr * 2027-01-31 relay\nmx-none * 2026-01-01 old\n");
        assertThat(check("bad.example", "soft.example", "--sarif", "--allow", allow))
                .isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).hasLineCount(1);
        Map<?, ?> run = (Map<?, ?>) ((List<?>) json(out.toString()).get("runs")).get(0);
        assertThat((List<?>) run.get("results"))
                .anySatisfy(each -> assertThat(each.toString())
                        .contains("ruleId=dmarc-not-a-record", "dns:_dmarc.bad.example?type=TXT"))
                .anySatisfy(
                        each -> assertThat(each.toString()).contains("ruleId=mx-missing", "uri=dns:gone.bad.example}"))
                .anySatisfy(each -> assertThat(each.toString()).contains("ruleId=spf-uses-ptr", "justification=relay"))
                .anySatisfy(each -> assertThat(each.toString()).contains("ruleId=allow-expired"));
    }

    // ---- The allow-list --------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "spf-uses-ptr soft.example 2027-01-31 relay, true",
        "spf-uses-ptr example 2027-01-31 relay, true",
        "spf-uses-ptr other.example 2027-01-31 relay, false",
        "spf-uses-ptr * 2026-06-14 relay, false"
    })
    @DisplayName("--allow: lets a finding pass at a name and below it, until its last day")
    void allow(String line, boolean passes) throws IOException {
        check("soft.example", "-s", "rsa", "--allow", file("allow", line + "\n"));
        if (passes) {
            assertThat(out.toString()).contains("Allowed by --allow: 1").doesNotContain("[spf-uses-ptr");
        } else {
            assertThat(out.toString()).contains("[spf-uses-ptr").doesNotContain("Allowed by");
        }
        assertThat(out.toString().contains("[allow-expired]")).isEqualTo(line.contains("2026-06-14"));
    }

    @Test
    @DisplayName("--guess adds selectors in front of the usual ones, which have to have no key")
    void guesses() throws IOException {
        Files.writeString(
                folder.resolve("zone"),
                zone().replace("rsa._domainkey.good.example   ", "odd._domainkey.good.example "));
        assertThat(check("good.example")).isZero();
        assertThat(out.toString()).contains("has no key under the 12 selectors that were guessed");
        for (String[] guess : new String[][] {{"--guess", "a,odd,s1"}, {"--guess", "odd", "--guess", "b"}}) {
            List<String> args = new ArrayList<>(List.of("good.example"));
            args.addAll(List.of(guess));
            assertThat(check(args.toArray(new String[0]))).isZero();
            assertThat(out.toString())
                    .contains("DKIM: the key of selector odd can be used")
                    .doesNotContain("dkim-key-");
        }
        assertThat(check("good.example", "--guess", "a..b")).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} ({1}): {2}")
    @CsvSource(delimiter = '|', textBlock = """
        mx-missing bad.example 2027-01-31 why              | bad.example              | false
        mx-missing example 2027-01-31 why                  | bad.example              | false
        mx-missing gone.bad.example 2027-01-31 why         | bad.example              | false
        mx-missing good.example 2027-01-31 why             | good.example             | true
        mx-missing good.example 2027-01-31 why             | bad.example              | false
            mx-missing mx.good.example 2027-01-31 why          | good.example             | true
            mx-missing example 2027-01-31 for others, too      | good.example             | false
        mx-missing slow.example 2027-01-31 not answered    | slow.example             | false
        mx-missing * 2027-01-31 for all                    | good.example             | false
        """)
    @DisplayName("--allow: a line that covers nothing is told when what it is about was looked at, and answered")
    void unusedLines(String line, String domain, boolean told) throws IOException {
        String allow = file("allow", "# why\n" + line + "\n");
        check(domain, "--allow", allow);
        assertThat(out.toString().contains("Line 2 of " + allow + " lets mx-missing of "))
                .isEqualTo(told);
        assertThat(out.toString().contains("[allow-unused]")).isEqualTo(told);
        for (String form : List.of("--csv", "--sarif", "--json")) {
            check(domain, "--allow", allow, form);
            assertThat((out + "\n" + err).contains("Line 2 of " + allow))
                    .as(form)
                    .isEqualTo(told);
        }
    }
}
