package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\.\\.(\\d+):([^}]*)}");

    /** One case: the zone, and what is said of d.example. */
    record Case(String zone, List<String> said) {
        @Override
        public String toString() {
            return zone;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = TreeSentencesTest.class.getResourceAsStream("tree.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            for (String part : text.split("\n\n", -1)) {
                List<String> lines =
                        part.lines().filter(line -> !line.startsWith("#")).toList();
                String zone =
                        lines.stream().filter(line -> !line.startsWith("> ")).collect(Collectors.joining("\n"));
                if (!zone.isEmpty()) {
                    cases.add(new Case(
                            zone,
                            lines.stream()
                                    .filter(line -> line.startsWith("> "))
                                    .map(line -> repeated(line.substring(2), " "))
                                    .toList()));
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(40);
        return cases.stream();
    }

    private static String repeated(String text, String between) {
        Matcher matcher = REPEATED.matcher(text);
        return matcher.replaceAll(found -> IntStream.rangeClosed(
                        Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))
                .mapToObj(n -> found.group(3).replace("@", "" + n))
                .collect(Collectors.joining(between)));
    }

    private static String zone(String lines) {
        return lines.lines()
                .map(line -> repeated(line, line.startsWith("{") ? "\n" : " "))
                .collect(Collectors.joining("\n"));
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("code, domain, place, sentence, remedy")
    void saysAllOfIt(Case each) {
        SpfReport report =
                SpfLint.using(FakeDns.zone(HOSTS + zone(each.zone()))).check(DomainName.of("d.example"));
        List<String> said = new ArrayList<>();
        said.add(report.lookups() + " look-ups, " + report.voids() + " voids");
        report.findings().forEach(finding -> said.add(said(finding)));
        assertThat(said).containsExactlyElementsOf(each.said());
    }
}
