package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signetmail.core.DnsResolver;
import org.signetmail.testkit.Conformance;
import org.signetmail.testkit.FakeDns;

/** The openspf test suite for RFC 7208: 203 cases by the suite's ids. */
class OpenSpfSuiteTest {

    @TestFactory
    Stream<DynamicContainer> suite() {
        return scenarios().stream().map(scenario -> tests(scenario, zone -> FakeDns.of(zone.zone())));
    }

    @Test
    void isRunWhole() {
        List<OpenSpfSuite.Case> cases = scenarios().stream()
                .flatMap(scenario -> scenario.cases().stream())
                .toList();
        assertThat(cases).hasSize(203);
        assertThat(cases).filteredOn(each -> each.explanation() != null).hasSize(22);
    }

    private static List<OpenSpfSuite.Scenario> scenarios() {
        return OpenSpfSuite.read().orElseGet(() -> abort(Conformance.MISSING));
    }

    private static DynamicContainer tests(
            OpenSpfSuite.Scenario scenario, Function<OpenSpfSuite.Scenario, DnsResolver> resolver) {
        return DynamicContainer.dynamicContainer(
                scenario.description(),
                scenario.cases().stream()
                        .map(each -> DynamicTest.dynamicTest(
                                each.id(), () -> check(each, SpfVerifier.using(resolver.apply(scenario))))));
    }

    private static void check(OpenSpfSuite.Case each, SpfVerifier verifier) {
        SpfOutcome outcome = verifier.verify(each.envelope());
        assertThat(each.results())
                .as(outcome.reason())
                .contains(outcome.result().keyword());
        if (each.explanation() != null) {
            Optional<String> text = outcome.explanation().map(SpfExplanation::text);
            assertThat(text.orElse("DEFAULT")).isEqualTo(each.explanation());
        }
    }
}
