package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.testkit.FakeDns;

/** All that the lint says of a domain, word for word, for the cases of {@code tree.txt}, whose head tells how they are written. */
class TreeSentencesTest {

    private static final String HOSTS = """
            d.example MX 10 mail.d.example
            mail.d.example A 8.8.8.8
            d.example A 8.8.8.9
            ok.example TXT "v=spf1 ip4:9.9.9.0/24 -all"
            """;

    static List<ZoneCases.Case> cases() throws IOException {
        return ZoneCases.read("tree.txt");
    }

    private static String said(Finding finding) {
        String place = finding.position()
                .map(at -> at.text().substring(at.offset(), at.offset() + at.length()))
                .orElse("-");
        return String.join(
                " | ",
                finding.code(),
                finding.name().map(DomainName::toString).orElse("-"),
                place,
                finding.message(),
                finding.remedy());
    }

    static List<String> said(String zone, String domain) {
        SpfReport report = SpfLint.using(FakeDns.zone(zone)).check(DomainName.of(domain));
        List<String> said = new ArrayList<>();
        said.add(report.lookups() + " look-ups, " + report.voids() + " voids");
        report.findings().forEach(finding -> said.add(said(finding)));
        return said;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("code, domain, place, sentence, remedy")
    void saysAllOfIt(ZoneCases.Case each) {
        assertThat(said(HOSTS + each.zone(), "d.example")).containsExactlyElementsOf(each.expected());
    }

    static List<ZoneCases.Case> roots() throws IOException {
        return ZoneCases.read("root.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("roots")
    @DisplayName("the same of domains without those hosts")
    void saysAllOfTheRoot(ZoneCases.Case each) {
        String zone = each.zone();
        assertThat(said(zone, zone.substring(0, zone.indexOf(' ')))).containsExactlyElementsOf(each.expected());
    }
}
