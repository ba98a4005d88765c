package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signetmail.core.FindingCode;

/** docs/findings.md is made from the code: {@code -Dsignet.docs.write=true} writes it anew, otherwise it is compared. */
class FindingsPageTest {

    private static final String START = """
            # Findings

            What `signet check`, `signet lint`, `signet spf`, `signet dmarc`, `signet checkkey`, and in the libraries `DomainCheck` and
            the `*Lint` classes can say of what is published. A code is stable: it stands in `--json`, in SARIF, and in the lines of an allow-list.
            An *error* breaks something, a *warning* should be changed, an *info* is worth knowing. Each finding says besides what
            decides in its case, at which name and place, and what to write instead.

            This page is made from the code by `FindingsPageTest`; new codes may join.
            """;

    private static final Map<String, String> CHAPTERS = chapters();

    private static Map<String, String> chapters() {
        Map<String, String> chapters = new LinkedHashMap<>();
        chapters.put("spf-", "SPF");
        chapters.put("dkim-", "DKIM");
        chapters.put("dmarc-", "DMARC");
        chapters.put("", "The domain, and the check itself");
        return chapters;
    }

    private static String chapter(FindingCode code) {
        return CHAPTERS.keySet().stream()
                .filter(code.code()::startsWith)
                .findFirst()
                .orElseThrow();
    }

    private static String page() {
        StringBuilder page = new StringBuilder(START);
        CHAPTERS.forEach((prefix, title) -> {
            page.append("\n## ")
                    .append(title)
                    .append("\n\n| code | severity | rule | what it stands for |\n|---|---|---|---|\n");
            FindingCodes.all().stream()
                    .filter(code -> chapter(code).equals(prefix))
                    .forEach(code -> page.append("| `")
                            .append(code.code())
                            .append("` | ")
                            .append(code.severity().keyword())
                            .append(" | ")
                            .append(code.section())
                            .append(" | ")
                            .append(code.meaning()
                                    .replace("|", "\\|")
                                    .replace("*", "\\*")
                                    .replace("<", "&lt;"))
                            .append(" |\n"));
        });
        return page.toString();
    }

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        Path file = Repository.file("docs/findings.md");
        if (Boolean.getBoolean("signet.docs.write")) {
            Files.writeString(file, page());
        }
        assertThat(Files.readString(file)).isEqualTo(page());
    }

    @Test
    void everyCodeIsOneWordWithAMeaning() {
        assertThat(FindingCodes.all()).hasSizeGreaterThan(100).allSatisfy(code -> {
            assertThat(code.code())
                    .matches(
                            "(spf|dkim|dmarc|domain|mx|parked|align|mta-sts|tls-rpt|bimi|google|yahoo|outlook|profile|allow)-[a-z0-9-]+");
            assertThat(code.meaning()).matches("[ -~]+\\.");
            assertThat(code.section()).matches("(RFC \\d+ .*)?");
        });
    }
}
