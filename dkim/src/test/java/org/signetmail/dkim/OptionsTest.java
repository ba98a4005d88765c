package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What callers set, and what they get wrong. */
class OptionsTest {

    private static final DkimOptions OPTIONS = DkimOptions.DEFAULT;
    private static final DkimPolicy POLICY = DkimPolicy.DEFAULT;
    private static final DkimLimits LIMITS = DkimLimits.DEFAULT;
    private static final Provider PROVIDER = Security.getProviders()[0];

    static Stream<Arguments> limits() {
        return Stream.of(
                limit("signatures", DkimLimits::withSignatures, DkimLimits::signatures, 50),
                limit("evaluations", DkimLimits::withEvaluations, DkimLimits::evaluations, 10),
                limit("signatureOctets", DkimLimits::withSignatureOctets, DkimLimits::signatureOctets, 16384),
                limit("tags", DkimLimits::withTags, DkimLimits::tags, 100),
                limit("signedFields", DkimLimits::withSignedFields, DkimLimits::signedFields, 1000),
                limit("keyRecords", DkimLimits::withKeyRecords, DkimLimits::keyRecords, 3),
                limit("keyRecordOctets", DkimLimits::withKeyRecordOctets, DkimLimits::keyRecordOctets, 16384));
    }

    private static Arguments limit(
            String name,
            BiFunction<DkimLimits, Integer, DkimLimits> with,
            Function<DkimLimits, Integer> of,
            int byDefault) {
        return Arguments.of(name, with, of, byDefault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    @DisplayName("a limit changes itself and nothing else, counts for equality, and is 1 or more")
    void changesOneLimit(
            String name,
            BiFunction<DkimLimits, Integer, DkimLimits> with,
            Function<DkimLimits, Integer> of,
            int byDefault) {
        assertThat(of.apply(LIMITS)).isEqualTo(byDefault);
        DkimLimits changed = with.apply(LIMITS, 1);
        assertThat(of.apply(changed)).isEqualTo(1);
        assertThat(changed).isNotEqualTo(LIMITS);
        assertThat(changed.toString()).contains(name + " 1");
        assertThat(with.apply(changed, byDefault))
                .isEqualTo(LIMITS)
                .hasSameHashCodeAs(LIMITS)
                .hasToString(LIMITS.toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with.apply(LIMITS, 0))
                .withMessage(name + " has to be 1 or more, not 0");
    }

    @Test
    @DisplayName("each rule and each option changes itself and nothing else, and counts for equality")
    void changesOneThing() {
        List<DkimPolicy> policies = List.of(
                POLICY.withHistoricAlgorithms(true),
                POLICY.withRsaBits(2048, 8192),
                POLICY.withRsaBits(1024, 4096),
                POLICY.withPartialBodies(true),
                POLICY.withRequiredFields(Set.of("Subject")),
                POLICY.withRefusedDomains(Set.of(DomainName.of("co.uk"))),
                POLICY.withClockSkew(Duration.ZERO));
        assertThat(policies).doesNotHaveDuplicates().doesNotContain(POLICY);
        assertThat(policies).extracting(Object::toString).doesNotHaveDuplicates();
        assertThat(policies.get(4).requiredFields()).containsExactly("subject");
        assertThat(POLICY.withPartialBodies(true).withPartialBodies(false))
                .isEqualTo(POLICY)
                .hasSameHashCodeAs(POLICY);
        List<DkimOptions> options = List.of(
                OPTIONS.withPolicy(DkimPolicy.forensic()),
                OPTIONS.withLimits(LIMITS.withTags(1)),
                OPTIONS.withClock(InstantSource.fixed(Instant.EPOCH)),
                OPTIONS.withProvider(PROVIDER),
                OPTIONS.withDiagnosis(0));
        assertThat(options).doesNotHaveDuplicates().doesNotContain(OPTIONS);
        assertThat(OPTIONS.withDiagnosis(7).withoutDiagnosis())
                .isEqualTo(OPTIONS)
                .hasSameHashCodeAs(OPTIONS);
        assertThat(OPTIONS.toString()).matches("[ -~]+").contains("no diagnosis", "clockSkew PT5M", "tags 100");
        DkimVerifier verifier = DkimVerifier.using(FakeDns.zone("")).withOptions(options.get(4));
        assertThat(verifier.options()).isEqualTo(options.get(4));
        assertThat(verifier.withResolver(FakeDns.zone("")).options()).isEqualTo(options.get(4));
    }

    @Test
    @DisplayName("what is out of range is named with its value")
    void refuses() {
        isRefused("not 511 to 1024", () -> POLICY.withRsaBits(511, 1024));
        isRefused("not 2048 to 1024", () -> POLICY.withRsaBits(2048, 1024));
        isRefused("not 2048 to 20000", () -> POLICY.withRsaBits(2048, 20000));
        isRefused("clockSkew has to be zero or more, not PT-1S", () -> POLICY.withClockSkew(Duration.ofSeconds(-1)));
        isRefused("bodyOctets has to be 0 or more, not -1", () -> OPTIONS.withDiagnosis(-1));
    }

    private static void isRefused(String words, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(words);
    }

    @Test
    @SuppressWarnings("NullAway")
    @DisplayName("what is missing is named")
    void refusesNull() {
        isNamed("policy", () -> OPTIONS.withPolicy(null));
        isNamed("limits", () -> OPTIONS.withLimits(null));
        isNamed("clock", () -> OPTIONS.withClock(null));
        isNamed("provider", () -> OPTIONS.withProvider(null));
        isNamed("requiredFields", () -> POLICY.withRequiredFields(null));
        isNamed("refusedDomains", () -> POLICY.withRefusedDomains(null));
        isNamed("clockSkew", () -> POLICY.withClockSkew(null));
        isNamed("options", () -> DkimVerifier.using(FakeDns.zone("")).withOptions(null));
        isNamed("resolver", () -> DkimVerifier.using(FakeDns.zone("")).withResolver(null));
    }

    private static void isNamed(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }

    @Test
    @DisplayName("a verifier with other limits does not go by what it remembered of a record under the earlier ones")
    void limitsHoldForRememberedRecords() {
        TestKey key = TestKeys.rsa1024();
        byte[] signed = Forge.sign("""
                DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@
                From: a@example.com

                Hello.
                """, key);
        DkimVerifier verifier = DkimVerifier.using(Forge.dns(key.txt() + "; a=1; b=2; c=3; d=4; e=5; f=6; g=7"));
        assertThat(verifier.verify(Message.of(signed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
        DkimOptions few = OPTIONS.withLimits(LIMITS.withTags(9));
        assertThat(verifier.withOptions(few).verify(Message.of(signed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PERMERROR);
    }
}
