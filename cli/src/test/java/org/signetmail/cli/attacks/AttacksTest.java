package org.signetmail.cli.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.cli.NamedTest;
import org.signetmail.cli.Repository;

/**
 * The attacks on mail authentication that were published, each with what Signet answers. docs/attacks.md is made from the same
 * table: {@code -Dsignet.docs.write=true} writes it anew, otherwise it is compared.
 */
class AttacksTest {

    private static final String START = """
            # Attacks

            The attacks on mail authentication that were published, and what is answered with every option at its default.
            bank.example publishes `p=reject`, sends from one address, and signs; the attacker owns crook.example, passes SPF there,
            has a key, and wants to be taken for the bank. What is in brackets is a [code](codes.md). [Limits](limits.md) has every
            bound, and [SECURITY](../SECURITY.md) what is not promised.

            This page is made by `AttacksTest`, which does what each line says, or names the test that does.
            """;

    private static final Map<String, List<Attack>> CHAPTERS = chapters();

    private static Map<String, List<Attack>> chapters() {
        Map<String, List<Attack>> chapters = new LinkedHashMap<>();
        chapters.put("Composition Kills and espoofer: the envelope and signatures", ServerAttacks.envelope());
        chapters.put("Composition Kills and espoofer: From", ServerAttacks.from());
        chapters.put("What readers see otherwise: ambiguous From, Weak Links, Mailsploit", ServerAttacks.ambiguous());
        chapters.put("Composition Kills and espoofer: through an account of the bank", ServerAttacks.client());
        chapters.put("Signatures: replay, additions, keys", SignatureAttacks.all());
        chapters.put("SPF: BreakSPF, amplification", SpfAttacks.all());
        chapters.put("DNS and DMARC: walks, downgrades", DnsAttacks.all());
        chapters.put("SMTP smuggling", WireAttacks.smuggling());
        chapters.put("Forged Authentication-Results, and claims of ARC", WireAttacks.claims());
        chapters.put("Reports", ReportAttacks.all());
        return chapters;
    }

    static Stream<Attack> attacks() {
        return CHAPTERS.values().stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    @DisplayName("hostile: each published attack is answered as the page says")
    void isAnswered(Attack attack) throws Exception {
        if (attack.shown() instanceof Attack.Done done) {
            assertThat(done.attempt().call()).isEqualTo(attack.answer());
        } else if (attack.shown() instanceof Attack.Held held) {
            NamedTest.assertIsThere(held.test());
        }
    }

    @Test
    @DisplayName(
            "What is sent for the bank and for the attacker passes when nothing is wrong with it, so the answers say something")
    void honestMailPasses() throws Exception {
        assertThat(Attempt.ofTheBank().signedByTheBank().call()).isEqualTo("spf=pass dkim=pass dmarc=pass, 250 2.6.0");
        assertThat(Attempt.from("<x@crook.example>")
                        .forged("d=crook.example; s=k")
                        .call())
                .isEqualTo("spf=pass dkim=pass dmarc=pass, 250 2.6.0");
        assertThat(Attempt.from("<boss@bank.example>")
                        .forged("d=crook.example; s=k")
                        .call())
                .isEqualTo("spf=pass dkim=pass dmarc=fail, 550 5.7.26");
    }

    private static String page() {
        StringBuilder page = new StringBuilder(START);
        CHAPTERS.forEach((title, attacks) -> {
            page.append("\n## ")
                    .append(title)
                    .append("\n\n| attack | what it does | answered | rule | test |\n|---|---|---|---|---|\n");
            attacks.forEach(attack -> page.append("| ")
                    .append(cell(attack.name()))
                    .append(" | ")
                    .append(cell(attack.what()))
                    .append(" | ")
                    .append(cell(attack.answer()))
                    .append(" | ")
                    .append(attack.section())
                    .append(" | ")
                    .append(test(attack))
                    .append(" |\n"));
        });
        return page.toString();
    }

    private static String test(Attack attack) {
        return attack.shown() instanceof Attack.Held held
                ? "`" + held.test().substring(held.test().lastIndexOf('.') + 1) + "`"
                : "here";
    }

    /** What is code stays as it is. */
    private static String cell(String text) {
        return text.contains("`")
                ? text.replace("|", "\\|")
                : text.replace("|", "\\|").replace("<", "&lt;");
    }

    @Test
    void thePageIsWhatTheTableSays() throws IOException {
        Path file = Repository.file("docs/attacks.md");
        if (Boolean.getBoolean("signet.docs.write")) {
            Files.writeString(file, page());
        }
        assertThat(Files.readString(file)).isEqualTo(page());
    }
}
