package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.dkim.KeyRecordText;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.Zone;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The commands about keys and signatures: genkey, checkkey, sign, dkim, and serve-dns to try them on. */
class KeyCommandsTest {

    private static final String MAIL = "From: ann@example.com\nSubject: Caf\u00E9\n\nHello.\n";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private InputStream in = InputStream.nullInputStream();

    /** Words of the form {@code @NAME} are files of the folder. */
    private int signet(String line) {
        octets.reset();
        err.getBuffer().setLength(0);
        List<String> words = new ArrayList<>();
        for (String word : line.split(" +", -1)) {
            words.add(word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
        }
        Console console = Console.of(in, octets, new PrintWriter(err, true));
        int status = Main.run(console, words.toArray(new String[0]));
        assertThat(console.written()).isTrue();
        return status;
    }

    private String out() {
        return octets.toString(ISO_8859_1);
    }

    private void file(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(ISO_8859_1));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> json() {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(out());
    }

    /** Two keys and their zone: making those of RSA takes long. */
    private void keys() throws IOException {
        file("rsa.pem", TestKeys.rsa2048().pkcs8Pem());
        file("ed.pem", TestKeys.ed25519().pkcs8Pem());
        file(
                "zone.txt",
                new KeyRecordText(TestKeys.rsa2048().txt()).zoneLine("example.com", "s1") + "\n"
                        + new KeyRecordText(TestKeys.ed25519().txt()).zoneLine("example.com", "e1") + "\n");
    }

    @Test
    @DisplayName("What genkey makes is what sign takes, and its record is what dkim and checkkey find")
    void aNewKeyWorks() throws IOException {
        assertThat(signet("genkey rsa -d example.com -s s1 --as zone --out @new.pem"))
                .isZero();
        file("zone.txt", out());
        file("m.eml", MAIL);
        assertThat(signet("sign @m.eml --key @new.pem -d example.com -s s1 --out @signed.eml"))
                .isZero();
        assertThat(signet("dkim @signed.eml --dns @zone.txt")).isZero();
        assertThat(signet("checkkey -d example.com -s s1 --key @new.pem --dns @zone.txt"))
                .isZero();
    }

    @Test
    @DisplayName("What cannot be written is told in words, not by the name of an exception")
    void cannotBeWritten() throws IOException {
        keys();
        file("m.eml", MAIL);
        assertThat(signet("sign @m.eml --key @ed.pem -d example.com -s s --out @none/signed.eml"))
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(err.toString())
                .contains("signed.eml: there is no such folder")
                .doesNotContain("Exception");
        assertThat(signet("sign @m.eml --key @ed.pem -d example.com -s s --out @m.eml/signed.eml"))
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(err.toString()).contains("signed.eml: Not a directory").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {MAIL, "From: ann@example.com\r\nSubject: Caf\u00E9\r\n\r\nHello.\r\n"})
    @DisplayName("Two keys sign, their records verify, and the message keeps its line ends and its octets")
    void signsWithTwoKeys(String mail) throws IOException {
        keys();
        file("m.eml", mail);
        assertThat(signet("sign @m.eml --key @rsa.pem -d example.com -s s1 --also @ed.pem:e1 --out @signed.eml"))
                .isZero();
        assertThat(out()).isEmpty();
        String signed = Files.readString(folder.resolve("signed.eml"), ISO_8859_1);
        assertThat(signed).startsWith("DKIM-Signature: ").endsWith(mail);
        assertThat(signed.contains("\r")).isEqualTo(mail.contains("\r"));

        assertThat(signet("dkim @signed.eml --dns @zone.txt")).isZero();
        assertThat(out().lines().filter(line -> line.startsWith("DKIM   pass"))).hasSize(2);
        assertThat(signet("checkkey -d example.com -s s1 --key @rsa.pem --dns @zone.txt"))
                .isZero();
        assertThat(out())
                .startsWith("s1._domainkey.example.com")
                .contains("Good: signatures with the key verify.", "key      rsa, 2048 bits", "dkim-key-matches");

        in = new ByteArrayInputStream(mail.getBytes(ISO_8859_1));
        assertThat(signet("sign - --key @ed.pem -d example.com -s e1")).isZero();
        assertThat(out()).startsWith("DKIM-Signature: ").endsWith(mail).contains("a=ed25519-sha256");
    }

    @Test
    @DisplayName("A key file is its owner's alone, and no other one is lost for it")
    void keyFile() throws IOException {
        assertThat(signet("genkey ed25519 -d example.com -s s --out @k.pem")).isZero();
        Path file = folder.resolve("k.pem");
        byte[] first = Files.readAllBytes(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(out()).doesNotContain("PRIVATE");
        assertThat(signet("genkey ed25519 -d example.com -s s --out @k.pem")).isEqualTo(2);
        assertThat(err.toString()).contains("--out", "--force");
        assertThat(Files.readAllBytes(file)).isEqualTo(first);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(signet("genkey ed25519 -d example.com -s s --out @k.pem --force"))
                .isZero();
        assertThat(Files.readAllBytes(file)).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(signet("genkey ed25519 -d example.com -s s --out @none/k.pem"))
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(err.toString()).startsWith("signet: cannot write ").hasLineCount(1);
    }

    @Test
    @DisplayName("Each form of the record has the strings of the record, in the way its reader takes them")
    void forms() {
        assertThat(signet("genkey rsa -d mail.example.com -s s.1 --json")).isZero();
        Map<String, Object> json = json();
        assertThat(json)
                .containsEntry("name", "s.1._domainkey.mail.example.com")
                .containsEntry("file", null);
        assertThat((String) json.get("privateKey")).startsWith("-----BEGIN PRIVATE KEY-----");
        String record = (String) json.get("record");
        List<?> strings = (List<?>) json.get("strings");
        assertThat(strings).hasSize(2);
        assertThat(String.join("", strings.stream().map(Object::toString).toList()))
                .isEqualTo(record);
        String quoted = "\""
                + String.join("\" \"", strings.stream().map(Object::toString).toList()) + "\"";
        Map<?, ?> forms = (Map<?, ?>) json.get("forms");
        assertThat(FakeDns.zone((String) forms.get("zone"))
                        .lookup(DomainName.of("s.1._domainkey.mail.example.com"), RecordType.TXT)
                        .toCompletableFuture())
                .isCompletedWithValueMatching(answer -> answer instanceof DnsAnswer.Found found
                        && found.records().get(0) instanceof DnsRecord.Txt txt
                        && txt.octets().equals(record));
        assertThat((String) forms.get("string")).endsWith("\n" + record);
        assertThat((String) forms.get("strings")).endsWith("\n" + quoted);
        assertThat((String) forms.get("terraform"))
                .contains(
                        "\"dkim_s_1\"",
                        "records = [\""
                                + quoted.substring(1, quoted.length() - 1).replace("\" \"", "\\\"\\\"") + "\"]");
        assertThat((String) forms.get("cloudformation"))
                .startsWith("DkimRecords1:")
                .contains("- '" + quoted + "'", "Name: s.1._domainkey.mail.example.com.");
        Map<?, ?> batch =
                (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString((String) forms.get("route53"));
        assertThat(batch.toString()).contains("UPSERT", "s.1._domainkey.mail.example.com.", quoted);
    }

    @Test
    void ofOneFormNothingElseIsPrinted() {
        assertThat(signet("genkey ed25519 -d example.com -s s --out @k.pem --as route53"))
                .isZero();
        assertThat(out()).startsWith("{\"Changes\":").hasLineCount(1);
        assertThat(signet("genkey ed25519 -d example.com -s s")).isZero();
        assertThat(out())
                .startsWith("-----BEGIN PRIVATE KEY-----\n")
                .contains("# A line of a zone file\ns._domainkey.example.com. IN TXT")
                .doesNotContain("Terraform");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            genkey                                        | genkey needs
            genkey dsa -d a.example -s s                  | rsa
            genkey rsa -s s                               | --domain DOMAIN
            genkey rsa -d a.example                       | --selector SELECTOR
            genkey rsa -d a..example -s s                 | --domain
            genkey rsa -d a.example -s=                   | --selector: an empty text is no selector
            genkey rsa -d a.example -s s --bits 1024      | --bits must be 2048 to 4096, not 1024
            genkey ed25519 -d a.example -s s --bits 2048  | --bits is for rsa
            genkey rsa -d a.example -s s --force          | --force needs --out
            genkey rsa -d a.example -s s --as html        | --as
            sign @m.eml -d example.com -s s               | --key KEY.PEM
            sign @m.eml --key @none.pem -d example.com -s s | no such file
            sign @m.eml --key @m.eml -d example.com -s s  | --key
            sign @m.eml --key @ed.pem -d example.com -s s --also @ed.pem | --also wants KEY.PEM:SELECTOR
            sign @m.eml --key @ed.pem -d example.com -s s --also @ed.pem:S | the selector s has a key already
            sign @two.mbox --key @ed.pem -d example.com -s s | has 2 messages
            sign @empty --key @ed.pem -d example.com -s s | is empty
            dkim                                          | MSG
            dkim @none.eml                                | no such file
            dkim - -                                      | standard input (-) can be read once
            dkim @m.eml --time x                          | --time
            checkkey -d example.com                       | --selector SELECTOR
            checkkey -d example.com -s s --key @m.eml --dns @m.eml | --key
            checkkey -d example.com -s s --server x:y     | signet: --server: x:y must have a port
            serve-dns                                     | ZONE
            serve-dns @none                               | no such file
            serve-dns @ed.pem                             | line 1
            serve-dns @empty --port 70000                 | --port must be 1 to 65535
            """)
    void wrongUsageIsOneLine(String line, String expected) throws IOException {
        file("m.eml", MAIL);
        file("ed.pem", TestKeys.ed25519().pkcs8Pem());
        file("empty", "");
        String from = "From bob@example.net Tue Mar  3 10:00:00 2026\n";
        file("two.mbox", from + MAIL + "\n" + from + MAIL);
        assertThat(signet(line)).isEqualTo(2);
        assertThat(err.toString()).startsWith("signet: ").contains(expected).hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s1     | 0 | Good: signatures with the key verify, if the signer
            e1     | 0 | Good
            s2     | 1 | dkim-key-missing
            two    | 1 | dkim-key-several
            gone   | 1 | dkim-key-revoked
            cname  | 0 | CNAME    s1._domainkey.example.com
            bound  | 1 | dkim-key-dangling-cname
            cut    | 1 | error
            test   | 0 | t=y (testing), t=s (no subdomains)
            f7h3k5m2p4r6t2v7x3z5b2d4g6j7l3n5 | 0 | Good: there is no key at the moment
            ill    | 3 | Unknown: DNS gave no answer
            """)
    void checksWhatIsPublished(String selector, int status, String expected) throws IOException {
        keys();
        String zone = Files.readString(folder.resolve("zone.txt"), US_ASCII);
        String ed = zone.substring(zone.indexOf("e1._domainkey"));
        file(
                "zone.txt",
                zone
                        + zone.lines().findFirst().orElseThrow().replace("s1.", "two.") + "\n"
                        + ed.replace("e1.", "two.")
                        + "gone._domainkey.example.com TXT \"v=DKIM1; p=\"\n"
                        + "cname._domainkey.example.com CNAME s1._domainkey.example.com\n"
                        + "f7h3k5m2p4r6t2v7x3z5b2d4g6j7l3n5._domainkey.example.com CNAME"
                        + " f7h3k5m2p4r6t2v7x3z5b2d4g6j7l3n5.dkim.amazonses.com\n"
                        + "f7h3k5m2p4r6t2v7x3z5b2d4g6j7l3n5.dkim.amazonses.com TXT \"p=\"\n"
                        + "bound._domainkey.example.com CNAME nothing.example.net\n"
                        + "ill._domainkey.example.com TXT !SERVFAIL\n"
                        + ed.replace("e1.", "cut.").replace("=\" )", "\" )").replaceFirst(".{9}\" \\)", "\" )")
                        + ed.replace("e1.", "test.").replace("v=DKIM1;", "v=DKIM1; t=y:s;"));
        assertThat(signet("checkkey -d example.com -s " + selector + " --dns @zone.txt"))
                .as(out())
                .isEqualTo(status);
        assertThat(out()).contains(expected).doesNotContain("dkim-key-ed25519-alone");
    }

    @Test
    void anotherKeyIsPublished() throws IOException {
        keys();
        assertThat(signet("checkkey -d example.com -s s1 --key @ed.pem --dns @zone.txt --json"))
                .isEqualTo(1);
        assertThat(json()).containsEntry("good", false).containsEntry("matches", false);
        assertThat(signet("checkkey -d example.com -s e1 --key @ed.pem --dns @zone.txt --json"))
                .isZero();
        assertThat(json()).containsEntry("good", true).containsEntry("matches", true);
    }

    @Test
    @DisplayName("What was changed on the way is a failure with its hints, and what has no signature is told")
    void failures() throws IOException {
        keys();
        file("m.eml", MAIL);
        signet("sign @m.eml --key @rsa.pem -d example.com -s s1 --out @signed.eml");
        file("footer.eml", Files.readString(folder.resolve("signed.eml"), ISO_8859_1) + "-- \nlist footer\n");
        assertThat(signet("dkim @footer.eml --dns @zone.txt")).isEqualTo(1);
        assertThat(out()).contains("DKIM   fail", "Proved: text was added at the end");
        assertThat(signet("dkim @m.eml --dns @zone.txt")).isEqualTo(1);
        assertThat(out()).contains("DKIM   none");
        file("ill.txt", "s1._domainkey.example.com TXT !SERVFAIL\n");
        assertThat(signet("dkim @signed.eml --dns @ill.txt")).isEqualTo(3);
        assertThat(signet("dkim @signed.eml @m.eml @footer.eml --dns @ill.txt --json"))
                .isEqualTo(1);
        assertThat(out()).hasLineCount(3);
        file("two-from.eml", "From: a@example.com\nFrom: b@example.com\n\nx\n");
        assertThat(signet("sign @two-from.eml --key @rsa.pem -d example.com -s s1"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("signet: ").contains("From");
        assertThat(out()).isEmpty();
    }

    @Test
    void aSignedMessageThatCannotBeWrittenIsNoSuccess() throws IOException {
        keys();
        file("m.eml", MAIL);
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space left");
            }
        };
        Console console = Console.of(in, full, new PrintWriter(err, true));
        assertThat(Main.run(
                        console,
                        "sign",
                        folder.resolve("m.eml").toString(),
                        "--key=" + folder.resolve("ed.pem"),
                        "-dexample.com",
                        "-se1"))
                .isEqualTo(ExitStatus.BROKEN);
        assertThat(signet("sign @m.eml --key @rsa.pem -d example.com -s s1 --out @none/x.eml"))
                .isEqualTo(ExitStatus.BROKEN);
    }

    @Test
    @DisplayName("serve-dns tells where it listens, answers, and ends with its input")
    void serves() throws Exception {
        keys();
        PipedOutputStream typed = new PipedOutputStream();
        try (PipedInputStream input = new PipedInputStream(typed);
                PipedInputStream printed = new PipedInputStream();
                PipedOutputStream output = new PipedOutputStream(printed)) {
            Console console = Console.of(input, output, new PrintWriter(err, true));
            CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() ->
                    Main.run(console, "serve-dns", folder.resolve("zone.txt").toString()));
            StringBuilder line = new StringBuilder();
            for (int c = printed.read(); c != '\n'; c = printed.read()) {
                line.append((char) c);
            }
            assertThat(line.toString()).startsWith("Listening on 127.0.0.1:");
            String address = line.substring("Listening on ".length(), line.indexOf(","));
            assertThat(signet("checkkey -d example.com -s s1 --server " + address))
                    .isZero();
            assertThat(status).isNotDone();
            typed.close();
            assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spf example.com",
                "flatten example.com",
                "dmarc example.com",
                "checkkey -d example.com -s s1",
                "check example.com",
                "verify @m.eml",
                "spf example.com --ip 192.0.2.1"
            })
    @DisplayName("That no DNS server is there is told as that, and nothing is blamed on a domain")
    void noServerIsThere(String line) throws IOException {
        file("m.eml", MAIL);
        int port;
        try (DnsServer server = DnsServer.start(Zone.parse("""
                        example.com TXT !SERVFAIL
                        _dmarc.example.com TXT !SERVFAIL
                        s1._domainkey.example.com TXT !SERVFAIL
                        """))) {
            port = server.address().getPort();
            assertThat(signet(line + " --server 127.0.0.1:" + port)).isEqualTo(ExitStatus.TEMPORARY);
            assertThat(err.toString()).isEmpty();
        }
        assertThat(signet(line + " --server 127.0.0.1:" + port)).isEqualTo(ExitStatus.TEMPORARY);
        assertThat(out())
                .as("no domain's servers are blamed, as none was asked")
                .doesNotContain("name servers", "mend the DNS", "nobody\n");
        assertThat(err.toString())
                .startsWith("signet: no answer from --server 127.0.0.1:" + port + " (")
                .contains(
                        "nothing is known of the servers of any domain; is one at that address and port (over TCP alone it is tcp://HOST:PORT)?")
                .hasLineCount(1);
    }

    @Test
    void aPortThatIsTaken() throws IOException {
        file("zone.txt", "a.example TXT \"x\"\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(signet("serve-dns @zone.txt --port " + taken.getLocalPort()))
                    .isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("signet: --port " + taken.getLocalPort())
                    .hasLineCount(1);
        }
    }

    @Test
    @DisplayName("The objects of --json are those of docs/command.md")
    void shapes() throws IOException {
        keys();
        file("m.eml", MAIL);
        signet("sign @m.eml --key @rsa.pem -d example.com -s s1 --out @signed.eml");
        JsonShape dkim = new JsonShape("dkim");
        for (String input : List.of("@signed.eml", "@m.eml", "@none.eml")) {
            signet("dkim --json --dns @zone.txt " + input);
            dkim.add(out());
        }
        dkim.assertIsDocumented();

        JsonShape genkey = new JsonShape("genkey");
        signet("genkey ed25519 -d example.com -s s --json");
        genkey.add(out());
        signet("genkey ed25519 -d example.com -s s --json --out @k.pem");
        genkey.add(out());
        genkey.assertIsDocumented();

        JsonShape checkkey = new JsonShape("checkkey");
        file(
                "zone.txt",
                Files.readString(folder.resolve("zone.txt")) + "a._domainkey.example.com CNAME"
                        + " s1._domainkey.example.com\n");
        for (String line : List.of("-s a --key @rsa.pem", "-s a", "-s none")) {
            signet("checkkey --json -d example.com --dns @zone.txt " + line);
            checkkey.add(out());
        }
        checkkey.assertIsDocumented();

        JsonShape serve = new JsonShape("serve-dns");
        signet("serve-dns @zone.txt --json");
        serve.add(out());
        serve.assertIsDocumented();
    }
}
