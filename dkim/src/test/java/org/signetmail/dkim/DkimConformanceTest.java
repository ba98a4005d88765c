package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signetmail.testkit.Conformance;

/** 348 messages of ten projects: every signature gets the verdict that the corpus gives it, or we say why not. */
class DkimConformanceTest {

    /** Where the corpus is wrong: the result by RFC 6376 alone, that of the default policy, and the RFC's words. */
    private static final Map<String, Correction> CORRECTIONS = Map.ofEntries(
            correction(
                    "mox/verify-10.eml", "permerror", "permerror", "RFC 6376 §3.5 d=: sub-domain 1*(\".\" sub-domain)"),
            correction("mox/verify-14.eml", "fail", "policy", "RFC 6376 §6.1.3: the hash is not that of l=1 octet"),
            correction("mox/verify-06.eml", "permerror", "permerror", "RFC 6376 §6.1.2: PERMFAIL (key syntax error)"),
            correction(
                    "dkimpy/006-test_bad_version.eml", "permerror", "permerror", "RFC 6376 §6.1.2: key syntax error"),
            correction(
                    "dkimpy/007-test_bad_version.eml", "permerror", "permerror", "RFC 6376 §6.1.2: key syntax error"),
            correction(
                    "dkimpy/008-test_bad_version.eml", "permerror", "permerror", "RFC 6376 §6.1.2: key syntax error"),
            correction(
                    "dkimpy/009-test_bad_version.eml", "permerror", "permerror", "RFC 6376 §6.1.2: key syntax error"),
            correction(
                    "lieser/rfc6376-A.2-body_modified.eml",
                    "fail",
                    "fail",
                    "RFC 8601 §2.7.1 fail: a body hash mismatch"),
            correction("lieser/rfc6376-A.2-header_subject_modified.eml", "fail", "fail", "RFC 8601 §2.7.1 fail"),
            correction(
                    "opendkim/test81-0-signed.eml", "permerror", "permerror", "RFC 6376 §3.6.1 t=s: i= in a subdomain"),
            correction(
                    "mail-auth/004.eml", "pass", "permerror", "RFC 6376 §3.5 t=: 5 hours after the time it came in"));

    private record Correction(String result, String modern, String words) {}

    private static Map.Entry<String, Correction> correction(String file, String result, String modern, String words) {
        return Map.entry(file, new Correction(result, modern, words));
    }

    /** A factory that finds nothing counts as no test at all; this one counts as skipped. */
    @Test
    void theSuiteIsThere() {
        assumeTrue(Conformance.find("dkim").isPresent(), Conformance.MISSING);
    }

    @TestFactory
    Stream<DynamicTest> byRfc6376Alone() {
        return cases().map(entry -> dynamicTest(entry.file(), () -> {
            List<DkimOutcome> outcomes = verify(entry, DkimPolicy.forensic());
            for (ManifestCase.Verdict verdict : entry.verdicts()) {
                String expected = correctionOf(entry).map(Correction::result).orElse(verdict.result());
                check(outcomes, verdict, expected);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> byTheDefaultPolicy() {
        return cases().map(entry -> dynamicTest(entry.file(), () -> {
            List<DkimOutcome> outcomes = verify(entry, DkimPolicy.DEFAULT);
            for (ManifestCase.Verdict verdict : entry.verdicts()) {
                String expected = correctionOf(entry).map(Correction::modern).orElse(verdict.modern());
                // RFC 8301 §3.1: verifiers MUST NOT verify rsa-sha1, so nobody knows that such a signature is broken.
                if (verdict.algorithm().equals("rsa-sha1") && expected.equals("fail")) {
                    expected = "permerror";
                }
                // The corpus leaves l= to policy; ours lets nobody append to a body.
                if (expected.equals("pass") && isPartlySigned(entry, verdict)) {
                    expected = "policy";
                }
                check(outcomes, verdict, expected);
            }
        }));
    }

    private static boolean isPartlySigned(ManifestCase entry, ManifestCase.Verdict verdict) {
        DkimOutcome outcome = verify(entry, DkimPolicy.forensic()).get(verdict.index());
        return outcome.body().map(BodyCoverage::unsigned).orElse(0L) > 0;
    }

    private static Stream<ManifestCase> cases() {
        Path directory = Conformance.find("dkim").orElseGet(() -> Assumptions.abort(Conformance.MISSING));
        return ManifestCase.read(directory).stream();
    }

    private static List<DkimOutcome> verify(ManifestCase entry, DkimPolicy policy) {
        List<DkimOutcome> outcomes = DkimVerifier.using(entry.dns())
                .withOptions(DkimOptions.DEFAULT.withPolicy(policy).withClock(entry.clock()))
                .verify(entry.message());
        if (entry.verdicts().isEmpty()) {
            assertThat(outcomes).extracting(DkimOutcome::result).containsExactly(DkimResult.NONE);
        }
        return outcomes;
    }

    private static void check(List<DkimOutcome> outcomes, ManifestCase.Verdict verdict, String expected) {
        DkimOutcome outcome = outcomes.get(verdict.index());
        // No verdict can be expected where the corpus has no key; but it is never a pass.
        if (expected.equals("unknown-no-key")) {
            assertThat(outcome.result()).isNotEqualTo(DkimResult.PASS);
            return;
        }
        assertThat(outcome.result().keyword()).as("%s", outcome.reason()).isEqualTo(expected);
        if (outcome.result() == DkimResult.PASS) {
            assertThat(outcome.domain().orElseThrow()).hasToString(verdict.domain());
            assertThat(outcome.selector().orElseThrow()).hasToString(verdict.selector());
            assertThat(outcome.algorithm().orElseThrow().keyword()).isEqualTo(verdict.algorithm());
        }
    }

    private static Optional<Correction> correctionOf(ManifestCase entry) {
        return Optional.ofNullable(CORRECTIONS.get(entry.file()));
    }
}
