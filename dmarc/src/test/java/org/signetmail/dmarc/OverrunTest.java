package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.AuthorProblem;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.MessageProblem;
import org.signetmail.dkim.DkimLimits;
import org.signetmail.dkim.DkimProblem;
import org.signetmail.dmarc.Overruns.Overrun;
import org.signetmail.dmarc.Overruns.Sender;
import org.signetmail.spf.SpfLimits;
import org.signetmail.spf.SpfProblem;

/** A forger who drives the checks over a bound gets nothing in; an honest message that is at the bound passes. */
class OverrunTest {

    static Stream<Overrun> overruns() {
        return Stream.of(Overruns.ofMessages(), Overruns.ofSpf(), Overruns.ofDkim(), Overruns.ofDmarc())
                .flatMap(List::stream);
    }

    private static Authentication at(Overrun overrun, Sender sender, int over) {
        return overrun.drive().at(sender, over).authenticate();
    }

    private static String shown(Authentication result) {
        StringBuilder shown = new StringBuilder()
                .append("spf=")
                .append(result.spf().result().keyword())
                .append(result.spf()
                        .problem()
                        .map(SpfProblem::code)
                        .map(" "::concat)
                        .orElse(""))
                .append(" helo=")
                .append(result.helo().result().keyword());
        result.dkim()
                .forEach(each -> shown.append(" dkim=")
                        .append(each.result().keyword())
                        .append(each.problem()
                                .map(DkimProblem::code)
                                .map(" "::concat)
                                .orElse("")));
        shown.append(" dmarc=").append(result.dmarc().result().keyword());
        Stream.of(
                        result.dmarc().problem().map(DmarcProblem::code),
                        result.dmarc().author().problem().map(AuthorProblem::code),
                        result.messageProblem().map(MessageProblem::code))
                .flatMap(Optional::stream)
                .forEach(code -> shown.append(' ').append(code));
        return shown.append(": ").append(result.reply()).toString();
    }

    @ParameterizedTest
    @MethodSource("overruns")
    void noForgeryIsLetIn(Overrun overrun) {
        String[] shown = new String[2];
        for (int over = 0; over < shown.length; over++) {
            Authentication result = at(overrun, Sender.CROOK, over);
            shown[over] = shown(result);
            assertThat(result.reply().action()).as(shown[over]).isIn(SmtpAction.REFUSE, SmtpAction.DEFER);
            assertThat(result.dmarc().result()).as(shown[over]).isNotEqualTo(DmarcResult.PASS);
        }
        if (!overrun.sign().isEmpty()) {
            assertThat(shown[0]).doesNotContain(overrun.sign());
            assertThat(shown[1]).contains(overrun.sign());
        }
    }

    @ParameterizedTest
    @MethodSource("overruns")
    void anHonestMessageAtTheBoundPasses(Overrun overrun) {
        Authentication result = at(overrun, Sender.BANK, 0);
        assertThat(result.dmarc().result()).as(() -> shown(result)).isEqualTo(DmarcResult.PASS);
        assertThat(result.reply().action()).isEqualTo(SmtpAction.ACCEPT);
    }

    @Test
    @DisplayName("every bound of evaluation is among them")
    void noneIsLeftOut() {
        List<String> bounds =
                overruns().map(each -> each.bound().toLowerCase(Locale.ROOT)).toList();
        for (Class<?> limits : List.of(
                MessageLimits.class,
                SpfLimits.class,
                DkimLimits.class,
                DmarcLimits.class,
                AuthenticationLimits.class)) {
            Arrays.stream(limits.getMethods())
                    .map(Method::getName)
                    .filter(name -> name.startsWith("with") && !name.startsWith("withCount"))
                    .map(name -> (limits.getSimpleName() + "." + name.substring(4)).toLowerCase(Locale.ROOT))
                    .forEach(name -> assertThat(bounds).contains(name));
        }
    }
}
