package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.dmarc.DmarcIdentifier.Mechanism;
import org.signetmail.testkit.Conformance;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The DMARC cases of the mailauth project, with the verdicts that RFC 9989 itself demands. */
class Rfc9989SuiteTest {

    /** A factory that finds nothing counts as no test at all; this one counts as skipped. */
    @Test
    void theSuiteIsThere() {
        assumeTrue(Conformance.find("dmarc/mailauth-rfc9989.json").isPresent(), Conformance.MISSING);
    }

    @TestFactory
    Stream<DynamicTest> suite() throws IOException {
        Optional<Path> file = Conformance.find("dmarc/mailauth-rfc9989.json");
        if (file.isEmpty()) {
            return abort(Conformance.MISSING);
        }
        Load load = new Load(LoadSettings.builder().build());
        List<Map<?, ?>> cases = maps(((Map<?, ?>) load.loadFromString(Files.readString(file.get()))).get("cases"));
        assertThat(cases).hasSize(30);
        return cases.stream().map(each -> DynamicTest.dynamicTest((String) each.get("id"), () -> check(each)));
    }

    private static void check(Map<?, ?> suiteCase) {
        FakeDns dns = FakeDns.zone(zoneText((Map<?, ?>) suiteCase.get("zone")));
        Message message = Message.of(Messages.crlf("From: " + suiteCase.get("from") + "\n\n"));
        List<DmarcIdentifier> identifiers = new ArrayList<>();
        passed(Mechanism.SPF, suiteCase.get("spf"), identifiers);
        passed(Mechanism.DKIM, suiteCase.get("dkim"), identifiers);

        DmarcOutcome outcome = DmarcEvaluator.using(dns).evaluate(AuthorDomain.of(message.fields()), identifiers);

        Map<?, ?> expected = (Map<?, ?>) suiteCase.get("referenceVerdict");
        assertThat(outcome.result().keyword()).isEqualTo(expected.get("result"));
        expected.forEach((key, value) -> {
            switch ((String) key) {
                case "authorDomain" -> assertThat(outcome.authorDomain()).hasToString(optional(value));
                case "policyDomain" -> assertThat(outcome.recordDomain()).hasToString(optional(value));
                case "policy" -> assertThat(outcome.publishedPolicy()).hasToString(optional(upper(value)));
                case "policySource" -> assertThat(outcome.policyTag()).hasToString(optional(upper(value)));
                case "effectivePolicy" -> assertThat(outcome.policy()).hasToString(optional(upper(value)));
                case "orgDomain" -> assertThat(outcome.organizationalDomain()).hasToString(optional(value));
                case "disposition" ->
                    assertThat(outcome.disposition().keyword()).isEqualTo(value);
                case "dkimStrict" ->
                    assertThat(outcome.record().orElseThrow().adkim() == AlignmentMode.STRICT)
                            .isEqualTo(value);
                case "spfStrict" ->
                    assertThat(outcome.record().orElseThrow().aspf() == AlignmentMode.STRICT)
                            .isEqualTo(value);
                case "dkimAligned" ->
                    assertThat(aligned(outcome, Mechanism.DKIM)).isEqualTo(value);
                case "spfAligned" -> assertThat(aligned(outcome, Mechanism.SPF)).isEqualTo(value);
                case "result" -> {}
                case "note" -> assertThat(outcome.problem()).contains(DmarcProblem.NO_POLICY);
                default -> throw new AssertionError("unknown key " + key);
            }
        });
        if (suiteCase.get("queries") instanceof List<?> queries) {
            assertThat(dns.queries().stream()
                            .map(question -> question.name().toString())
                            .toList())
                    .isEqualTo(queries);
        }
    }

    private static String optional(Object value) {
        return "Optional[" + value + "]";
    }

    private static String upper(Object value) {
        return ((String) value).toUpperCase(java.util.Locale.ROOT);
    }

    private static boolean aligned(DmarcOutcome outcome, Mechanism mechanism) {
        return outcome.alignments().stream()
                .anyMatch(each -> each.identifier().mechanism() == mechanism && each.aligned());
    }

    private static void passed(Mechanism mechanism, Object domains, List<DmarcIdentifier> identifiers) {
        for (Object domain : (List<?>) domains) {
            identifiers.add(new DmarcIdentifier(mechanism, DomainName.of((String) domain), IdentifierResult.PASS));
        }
    }

    private static String zoneText(Map<?, ?> zone) {
        StringBuilder text = new StringBuilder();
        zone.forEach((name, types) -> ((Map<?, ?>) types).forEach((type, data) -> {
            if (data instanceof Map<?, ?> error) {
                assertThat(error.containsKey("error")).isTrue();
                text.append(name + " " + type + " !SERVFAIL\n");
            } else {
                for (Object record : (List<?>) data) {
                    text.append(name + " " + type + " " + recordData(record) + "\n");
                }
            }
        }));
        return text.toString();
    }

    private static String recordData(Object record) {
        if (!(record instanceof List<?> strings)) {
            return record.toString();
        }
        StringBuilder quoted = new StringBuilder();
        for (Object string : strings) {
            quoted.append('"')
                    .append(string.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\" ");
        }
        return quoted.toString();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> maps(Object list) {
        return (List<Map<?, ?>>) list;
    }
}
