package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
            values.add(() -> DmarcEvaluator.using(Checks.zone("example.com " + tags))
                    .evaluate(Checks.from("a@example.com"), Checks.identifiers("dkim=b.example.com")));
        }
        for (String identifier :
                List.of("dkim=a.example.com", "spf=a.example.com", "dkim=b.example.com", "dkim=example.com")) {
            values.add(() -> DmarcEvaluator.using(Checks.zone("example.com p=none"))
                    .evaluate(Checks.from("a@example.com"), Checks.identifiers(identifier))
                    .alignments()
                    .get(0));
        }
        return values;
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
