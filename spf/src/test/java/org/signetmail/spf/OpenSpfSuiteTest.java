package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.testkit.Conformance;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Zone;

/** The openspf test suite for RFC 7208: 203 cases by the suite's ids, on each of the ways that answers can come. */
class OpenSpfSuiteTest {

    private final List<DnsServer> servers = new ArrayList<>();

    @AfterEach
    void stopServers() {
        servers.forEach(DnsServer::close);
    }

    @TestFactory
    Stream<DynamicContainer> prefetching() {
        return tests(zone -> SpfVerifier.using(slow(zone)));
    }

    @TestFactory
    Stream<DynamicContainer> inOrder() {
        return tests(zone -> SpfVerifier.using(FakeDns.of(zone)).withOptions(SpfOptions.DEFAULT.withPrefetch(false)));
    }

    @TestFactory
    Stream<DynamicContainer> throughRealDns() {
        return tests(zone -> SpfVerifier.using(realDns(zone)));
    }

    @TestFactory
    Stream<DynamicContainer> throughRealDnsInOrder() {
        return tests(zone -> SpfVerifier.using(realDns(zone)).withOptions(SpfOptions.DEFAULT.withPrefetch(false)));
    }

    @Test
    void isRunWhole() {
        List<OpenSpfSuite.Case> cases = scenarios().stream()
                .flatMap(scenario -> scenario.cases().stream())
                .toList();
        assertThat(cases).hasSize(203);
        assertThat(cases).filteredOn(each -> each.explanation() != null).hasSize(22);
    }

    @Test
    @DisplayName("prefetching changes no outcome of the suite")
    void isTheSameWithAndWithoutPrefetching() {
        int askedAhead = 0;
        for (OpenSpfSuite.Scenario scenario : scenarios()) {
            FakeDns slow = slow(scenario.zone());
            FakeDns fast = FakeDns.of(scenario.zone());
            for (OpenSpfSuite.Case each : scenario.cases()) {
                assertThat(SpfVerifier.using(slow).verify(each.envelope()))
                        .as(each.id())
                        .isEqualTo(SpfVerifier.using(fast)
                                .withOptions(SpfOptions.DEFAULT.withPrefetch(false))
                                .verify(each.envelope()));
            }
            askedAhead += slow.queries().size() - fast.queries().size();
        }
        assertThat(askedAhead).as("asked in vain").isPositive();
    }

    /** Only a check that has to wait asks ahead of need. */
    private static FakeDns slow(Zone zone) {
        return FakeDns.of(zone).withDelay(Duration.ofMillis(1));
    }

    private static List<OpenSpfSuite.Scenario> scenarios() {
        return OpenSpfSuite.read().orElseGet(() -> abort(Conformance.MISSING));
    }

    private static Stream<DynamicContainer> tests(Function<Zone, SpfVerifier> verifiers) {
        return scenarios().stream().map(scenario -> {
            SpfVerifier verifier = verifiers.apply(scenario.zone());
            return DynamicContainer.dynamicContainer(
                    scenario.description(),
                    scenario.cases().stream()
                            .map(each -> DynamicTest.dynamicTest(each.id(), () -> check(each, verifier))));
        });
    }

    /** A few cases have names that do not answer, and wait for that long. */
    private DnsResolver realDns(Zone zone) {
        DnsServer server = DnsServer.start(zone);
        servers.add(server);
        return DnsJavaResolver.builder()
                .servers(List.of(server.address()))
                .timeout(Duration.ofMillis(300))
                .attempts(2)
                .build();
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
