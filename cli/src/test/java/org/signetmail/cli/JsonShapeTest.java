package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The tables of docs/command.md and what {@code signet verify --json} prints are one. */
class JsonShapeTest {

    private static final String ZONE = """
            example.net             TXT "v=spf1 include:a.example.net redirect=%{d2} -all exp=why.example.net"
            a.example.net           TXT "v=spf1 ip4:192.0.2.1 mx ~all"
            why.example.net         TXT "not %{i} for %{s}"
            mail.example.net        TXT "v=spf1 a -all"
            mail.example.net        A   192.0.2.1
            _dmarc.example.net      TXT "v=DMARC1; p=jerect; rua=mailto:d@example.net; t=y"
            _dmarc.example.org      TXT "v=DMARC1; p=reject; t=y"
            s._domainkey.example.org TXT "%s"
            """;

    @TempDir
    private Path folder;

    private final Map<String, Set<String>> types = new TreeMap<>();

    @Test
    @DisplayName("Each key of the output is in the tables with its type, and each key of the tables is in an output")
    void tablesAndOutputAreOne() throws IOException {
        TestKey key = TestKeys.ed25519();
        Files.writeString(folder.resolve("zone.txt"), ZONE.replace("%s", key.txt() + "; t=y"));
        byte[] mail = Messages.crlf("From: Ann @ Home <ann@news.example.org>\nSubject: x\n\nHello.\n");
        byte[] signed = DkimSigner.builder("example.org", "s", SigningKey.of(key.privateKey()))
                .validity(Duration.ofDays(1))
                .build()
                .sign(Message.of(mail))
                .prependTo(mail);
        verify(signed, "192.0.2.1", "mail.example.net", "bob@example.net");
        verify(
                (new String(signed, ISO_8859_1) + "added\r\n").getBytes(ISO_8859_1),
                "192.0.2.9",
                "h.example.net",
                "b@example.net");
        verify(Messages.crlf("From: ann@example.net\nDKIM-Signature: x\n\nHello.\n"), "10.0.0.1", "", "");
        verify(
                Messages.crlf("From: ann@example.org\nFrom: x@y.example\n\nHello.\n"),
                "2001:db8::1",
                "[x]",
                "b@absent.example");

        verify(
                Messages.crlf("From: a@example.net\n" + "X: y\n".repeat(20_000) + "\n"),
                "192.0.2.1",
                "",
                "a@example.net");

        Map<String, String> documented = documented();
        assertThat(types.keySet()).containsExactlyElementsOf(documented.keySet());
        documented.forEach((path, allowed) -> {
            List<String> all = Arrays.asList(allowed.split(", ", -1));
            assertThat(all).as(path).containsAll(types.get(path));
            assertThat(types.get(path)).as(path + " is seen with a value").contains(all.get(0));
        });
    }

    private void verify(byte[] message, String ip, String helo, String mailFrom) throws IOException {
        Path file = Files.write(folder.resolve("message.eml"), message);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Main.run(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err, true),
                "verify",
                file.toString(),
                "--ip",
                ip,
                "--helo",
                helo,
                "--mail-from",
                mailFrom,
                "--dns",
                folder.resolve("zone.txt").toString(),
                "--json");
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines()).hasSize(1);
        collect("", new Load(LoadSettings.builder().build()).loadFromString(out.toString()));
    }

    private void collect(String path, Object value) {
        if (!path.isEmpty() && !path.endsWith("[]")) {
            types.computeIfAbsent(path, key -> new TreeSet<>()).add(type(value));
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(shape(path.isEmpty() ? (String) key : path + "." + key), each));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(path + "[]", each));
        }
    }

    /** What stands at several places has its keys in one table. */
    private static String shape(String path) {
        return path.replaceFirst("^helo\\.", "spf.")
                .replaceFirst("^.*\\.findings\\[]\\.", "finding.")
                .replaceFirst("\\.steps\\[]\\.check\\.", ".")
                .replaceFirst("^.*\\.(cost|counts)\\.", "counts.");
    }

    private static String type(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "list";
        }
        return value instanceof Number ? "number" : value instanceof Boolean ? "boolean" : "text";
    }

    /** Key to its types. */
    private static Map<String, String> documented() throws IOException {
        Path top = Path.of("").toAbsolutePath();
        while (!Files.exists(top.resolve("docs/command.md"))) {
            top = top.getParent();
        }
        Map<String, String> keys = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (String line : Files.readAllLines(top.resolve("docs/command.md"))) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                String key = cells[1].strip().replace("`", "");
                if (keys.put(key, cells[cells.length - 2].strip()) != null) {
                    twice.add(key);
                }
            }
        }
        assertThat(twice).isEmpty();
        return keys;
    }
}
