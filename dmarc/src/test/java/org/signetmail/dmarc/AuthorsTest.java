package org.signetmail.dmarc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;

/**
 * Malformed and odd but genuine From fields through the whole call, in a zone where whom they name asks for reject: none
 * of the first is let in, none of the second refused. What is answered to each is written to {@code target/authors}.
 */
class AuthorsTest {

    private record Case(String name, String expected, String section) {}

    private static List<Case> read(String file) {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(AuthorsTest.class.getResourceAsStream("authors/" + file))) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    String[] columns = line.split("\\|", 3);
                    String section = columns[2].startsWith(" ") ? columns[2].substring(1) : columns[2];
                    cases.add(new Case(columns[0].strip(), columns[1].strip(), section));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return cases;
    }

    /** What the head of the files says about escapes. */
    private static byte[] octets(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c != '\\') {
                octets.writeBytes(Character.toString(c).getBytes(UTF_8));
                continue;
            }
            char escape = text.charAt(i++);
            switch (escape) {
                case 'r' -> octets.write('\r');
                case 'n' -> octets.write('\n');
                case 't' -> octets.write('\t');
                case '0' -> octets.write(0);
                case '\\' -> octets.write('\\');
                case 'x' -> {
                    octets.write(Integer.parseInt(text.substring(i, i + 2), 16));
                    i += 2;
                }
                case '*' -> {
                    int open = text.indexOf('{', i);
                    int close = text.indexOf('}', open);
                    byte[] once = octets(text.substring(open + 1, close));
                    for (int n = Integer.parseInt(text.substring(i, open)); n > 0; n--) {
                        octets.writeBytes(once);
                    }
                    i = close + 1;
                }
                default -> throw new AssertionError("no escape: " + escape);
            }
        }
        return octets.toByteArray();
    }

    private static Message message(Case each) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(octets(each.section));
        octets.writeBytes("\r\n\r\nHello.\r\n".getBytes(UTF_8));
        return Message.of(octets.toByteArray());
    }

    private static Authentication authenticate(FakeDns dns, Case each, String mailFrom) {
        Envelope envelope =
                Scenario.of("").from("192.0.2.1", "h.crook.example", mailFrom).envelope();
        return MailAuthenticator.using(dns).authenticate(message(each), envelope);
    }

    private static void write(String file, List<String> table) throws IOException {
        Path folder = Path.of(System.getProperty("signet.target", "target"), "authors");
        Files.createDirectories(folder);
        Files.write(folder.resolve(file), table, UTF_8);
    }

    @Test
    @DisplayName("Nobody without a usable author is let in")
    void malformed() throws IOException {
        // The forger's own domain passes SPF and is aligned with itself.
        FakeDns dns = FakeDns.zone("""
                crook.example         TXT "v=spf1 ip4:192.0.2.1 -all"
                _dmarc.crook.example  TXT "v=DMARC1; p=none"
                _dmarc.bank.example   TXT "v=DMARC1; p=reject"
                """);
        List<String> table = new ArrayList<>();
        List<String> letIn = new ArrayList<>();
        List<Case> cases = read("malformed.txt");
        for (Case each : cases) {
            Authentication result = authenticate(dns, each, "x@crook.example");
            table.add(each.name + " | " + each.expected + " | " + result.reply());
            if (result.reply().action() != SmtpAction.REFUSE || result.disposition() != Disposition.REJECT) {
                letIn.add(each.name + ": " + result.reply());
            }
        }
        write("malformed.txt", table);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(100);
        assertThat(letIn).isEmpty();
    }

    @Test
    @DisplayName("Nobody whose author is clear is refused")
    void genuine() throws IOException {
        List<Case> cases = read("genuine.txt");
        StringBuilder zone = new StringBuilder();
        // RFC 7208 §4.3, RFC 6376 §3.5: one label alone can have neither SPF nor a signature; who writes by one has no
        // policy.
        Predicate<String> canHavePolicy = domain -> domain.indexOf('.') > 0;
        for (String domain : new TreeSet<>(
                cases.stream().map(Case::expected).filter(canHavePolicy).toList())) {
            zone.append(domain)
                    .append(" TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.")
                    .append(domain);
            zone.append(" TXT \"v=DMARC1; p=reject\"\n");
        }
        FakeDns dns = FakeDns.zone(zone.toString());
        List<String> table = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Case each : cases) {
            Authentication result = authenticate(dns, each, "x@" + each.expected);
            table.add(each.name + " | " + each.expected + " | " + result.reply());
            boolean policy = canHavePolicy.test(each.expected);
            String accepted = "250 2.6.0 Accepted, DMARC " + (policy ? "pass" : "none") + " for " + each.expected + ".";
            if (!result.reply().line().equals(accepted)) {
                wrong.add(each.name + ": " + result.reply());
            }
            // The same by a stranger is refused: an author that is clear is an author that is protected.
            Authentication forged = authenticate(dns, each, "x@crook.example");
            if (policy && !forged.reply().line().startsWith("550 5.7.26 ")) {
                wrong.add(each.name + " forged: " + forged.reply());
            }
        }
        write("genuine.txt", table);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(100);
        assertThat(wrong).isEmpty();
    }
}
