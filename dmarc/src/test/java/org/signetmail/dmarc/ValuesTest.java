package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;

/** Options and outcomes are values: equal when all their parts are. */
class ValuesTest {

    private static final PublicSuffixList LIST = PublicSuffixListTest.list();

    /** Each makes a value that differs from all others. */
    private static List<Supplier<Object>> values() {
        List<Supplier<Object>> values = new ArrayList<>(List.of(
                () -> AuthenticationLimits.DEFAULT.withQueries(150),
                () -> AuthenticationLimits.DEFAULT.withQueries(1),
                () -> AuthenticationLimits.DEFAULT.withTime(Duration.ofSeconds(1)),
                () -> AuthenticationLimits.DEFAULT.withHeloQueries(1),
                () -> AuthenticationLimits.DEFAULT.withHeloTime(Duration.ofSeconds(1)),
                () -> DmarcLimits.DEFAULT.withWalks(10),
                () -> DmarcLimits.DEFAULT.withWalks(1),
                () -> DmarcLimits.DEFAULT.withAuthorDomains(5),
                () -> DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT),
                () -> DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withWalks(1)),
                () -> DmarcOptions.DEFAULT.withPublicSuffixGuard(LIST),
                () -> new SmtpReply(SmtpAction.REFUSE, 550, "5.7.1", "x"),
                () -> new SmtpReply(SmtpAction.DEFER, 550, "5.7.1", "x"),
                () -> new SmtpReply(SmtpAction.REFUSE, 551, "5.7.1", "x"),
                () -> new SmtpReply(SmtpAction.REFUSE, 550, "5.7.2", "x"),
                () -> new SmtpReply(SmtpAction.REFUSE, 550, "5.7.1", "y"),
                Handling::accepted,
                () -> Handling.accepted().withAction(SmtpAction.DEFER),
                () -> Handling.accepted().deferred(Handling.Cause.DMARC),
                () -> new PolicyOverride(OverrideReason.OTHER, ""),
                () -> new PolicyOverride(OverrideReason.OTHER, "x\r\ny"),
                () -> new PolicyOverride(OverrideReason.LOCAL_POLICY, ""),
                () -> new ReportUri("mailto:a@b.example", "mailto", "a@b.example", DomainName.parse("b.example")),
                () -> new ReportUri("mailto:a@b.example?x", "mailto", "a@b.example", DomainName.parse("b.example")),
                () -> new ReportUri("mailto:a@b.example", "mailto", "a@b.example", Optional.empty()),
                () -> destination(ReportDestination.Status.REFUSED, "x"),
                () -> destination(ReportDestination.Status.REFUSED, "y"),
                () -> destination(ReportDestination.Status.UNKNOWN, "x"),
                () -> Handling.accepted().refused(Handling.Cause.SPF, "x"),
                () -> Handling.accepted().refused(Handling.Cause.SPF, "y")));
        for (String tags : List.of(
                "p=none",
                "p=reject",
                "p=reject; t=y",
                "p=none; np=none",
                "p=none; sp=none",
                "p=none; adkim=s",
                "p=none; aspf=s",
                "p=none; psd=y",
                "p=none; rua=mailto:a@b.example",
                "p=none; pct=1")) {
            values.add(() -> DmarcRecord.parse("v=DMARC1; " + tags).record().orElseThrow());
            values.add(() -> evaluate("example.com " + tags, "dkim=b.example.com"));
        }
        for (String tags : List.of("p=none", "p=reject", "p=reject; sp=none", "p=quarantine; pct=30")) {
            for (String domain : List.of("example.com", "a.example.com")) {
                values.add(() -> lint(domain, tags));
                values.add(() -> lint(domain, tags).walk().get(0));
                values.add(() -> lint(domain, tags).rfc9989());
                values.add(() -> lint(domain, tags).rfc7489());
            }
        }
        for (String tags : List.of("p=none", "p=reject", "p=quarantine; pct=30")) {
            values.add(() -> lint("example.com", tags).rfc7489().domain().orElseThrow());
        }
        values.add(() ->
                lint("example.com", "p=reject; sp=none").rfc9989().subdomain().orElseThrow());
        for (String identifier :
                List.of("dkim=a.example.com", "spf=a.example.com", "dkim=b.example.com", "dkim=example.com")) {
            values.add(() ->
                    evaluate("example.com p=none", identifier).alignments().get(0));
        }
        return values;
    }

    private static DmarcReport lint(String domain, String tags) {
        return DmarcLint.using(Checks.zone(domain + " " + tags)).check(DomainName.of(domain));
    }

    private static DmarcOutcome evaluate(String zone, String identifiers) {
        return DmarcEvaluator.using(Checks.zone(zone))
                .evaluate(Checks.from("a@example.com"), Checks.identifiers(identifiers));
    }

    private static ReportDestination destination(ReportDestination.Status status, String reason) {
        return new ReportDestination(
                new ReportUri("https://b.example/", "https", "", DomainName.parse("b.example")),
                status,
                List.of(),
                reason);
    }

    @DisplayName("An outcome is one line in a log")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            example.com p=reject         | dkim=B.example.com     | dmarc=pass from=example.com record=_dmarc.example.com policy=reject asked=none aligned=dkim:b.example.com
            com p=reject; psd=y; sp=none | spf=example.com        | dmarc=pass from=example.com record=_dmarc.com policy=none asked=none aligned=spf:example.com
            example.com p=reject; t=y    | dkim=b.example         | dmarc=fail from=example.com record=_dmarc.example.com policy=quarantine asked=quarantine problem=dmarc-not-aligned
            example.com p=x              | spf=example.com        | dmarc=none from=example.com record=_dmarc.example.com asked=none problem=dmarc-no-valid-policy
            example.net p=none           | spf=example.com        | dmarc=none from=example.com asked=none problem=dmarc-no-record
            """)
    void summary(String zone, String identifiers, String summary) {
        DmarcOutcome outcome = evaluate(zone, identifiers);
        assertThat(outcome.summary()).isEqualTo(summary);
        assertThat(outcome).hasToString(summary.substring(0, summary.indexOf("from=") + "from=example.com".length()));
    }

    @Test
    @DisplayName("Without an author there is none in the line")
    void summaryWithoutAuthor() {
        DmarcOutcome outcome =
                DmarcEvaluator.using(Checks.zone("")).evaluate(Checks.from("nobody"), Checks.identifiers(""));
        assertThat(outcome.summary()).isEqualTo("dmarc=permerror asked=none problem=dmarc-no-author-domain");
    }

    @Test
    @DisplayName("A code means one thing, and its form is that of all codes")
    void codes() {
        List<String> codes = new ArrayList<>();
        for (DmarcProblem problem : DmarcProblem.values()) {
            codes.add(problem.code());
        }
        for (DmarcCode code : DmarcCode.values()) {
            codes.add(code.finding("").code());
        }
        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("dmarc(-[a-z]+)+"));
    }

    @Test
    void equality() {
        List<Object> values = new ArrayList<>();
        for (Supplier<Object> each : values()) {
            Object value = each.get();
            Object again = each.get();
            assertThat(again).isEqualTo(value).hasSameHashCodeAs(value).hasToString(value.toString());
            assertThat(values).doesNotContain(value);
            assertThat(value).isNotEqualTo(new Object());
            assertThat(value.toString()).matches("[ -~]+").doesNotContain("@" + Integer.toHexString(value.hashCode()));
            values.add(value);
        }
    }

    @Test
    @DisplayName("The same message checked twice: the same but for the times of its queries")
    void authentication() {
        Authentication a = Situations.of("p=reject").authenticate(DispositionPolicy.asDomainAsks());
        assertThat(a).isEqualTo(a.withHandling(a.handling())).hasSameHashCodeAs(a.withHandling(a.handling()));
        assertThat(a).isNotEqualTo(a.withHandling(Handling.accepted()));
        assertThat(a.toString()).startsWith("dmarc=fail, 550 5.7.26 ");
    }
}
