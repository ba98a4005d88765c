package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimLimits;
import org.signetmail.dmarc.AuthenticationLimits;
import org.signetmail.dmarc.DmarcLimits;
import org.signetmail.reports.ReportLimits;
import org.signetmail.reports.sending.AggregateLimits;
import org.signetmail.spf.SpfLimits;

/** docs/limits.md is made from the code: {@code -Dsignet.docs.write=true} writes it anew, otherwise it is compared. */
class LimitsPageTest {

    private static final String START = """
            # Limits

            Whatever a sender or a name server controls is bounded. Each bound is set where its name says (`SpfLimits.terms` by
            `SpfLimits.DEFAULT.withTerms(…)`), up and down; going over one never gives a pass, and a message that is over a bound of
            messages is refused by the default reply.

            This page is made from the code by `LimitsPageTest`. Where a test is named, that one shows both sides; else what stands in
            the last two columns is what came out when the page was made, at the bound and one beyond.
            """;

    private static final List<Class<?>> SETTINGS = List.of(
            MessageLimits.class,
            SpfLimits.class,
            DkimLimits.class,
            DmarcLimits.class,
            AuthenticationLimits.class,
            ReportLimits.class,
            AggregateLimits.class);

    /** Of the resolver's builder, what is no bound. */
    private static final Set<String> NO_BOUND = Set.of("servers", "tcpOnly", "sslContext", "negativeCaching", "build");

    private static final Map<String, List<Bound>> CHAPTERS = chapters();

    private static Map<String, List<Bound>> chapters() {
        Map<String, List<Bound>> chapters = new LinkedHashMap<>();
        chapters.put("A message", MessageBounds.all());
        chapters.put("SPF", SpfBounds.all());
        chapters.put("DKIM", DkimBounds.all());
        chapters.put("DMARC, and all checks together", DmarcBounds.all());
        chapters.put("DNS", DnsBounds.resolver());
        chapters.put("Reports", ReportBounds.all());
        chapters.put("Fixed", FixedBounds.all());
        return chapters;
    }

    static Stream<Bound> bounds() {
        return CHAPTERS.values().stream().flatMap(List::stream);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(START);
        CHAPTERS.forEach((title, bounds) -> {
            page.append("\n## ")
                    .append(title)
                    .append("\n\n| bound | default | of | at the bound | beyond |\n|---|---|---|---|---|\n");
            for (Bound bound : bounds) {
                page.append("| ")
                        .append(title.equals("Fixed") ? bound.name() : "`" + bound.name() + "`")
                        .append(" | ")
                        .append(bound.value())
                        .append(" | ")
                        .append(bound.what())
                        .append(" | ")
                        .append(sides(bound.sides()))
                        .append(" |\n");
            }
        });
        return page.toString();
    }

    private static String sides(Bound.Sides sides) {
        if (sides instanceof Bound.Run run) {
            return run.within().get() + " | " + run.beyond().get();
        }
        Bound.Held held = (Bound.Held) sides;
        return "`" + held.test().substring(held.test().lastIndexOf('.') + 1) + "` | " + held.beyond();
    }

    @Test
    void thePageIsWhatTheCodeSays() throws IOException {
        Path file = Repository.file("docs/limits.md");
        if (Boolean.getBoolean("signet.docs.write")) {
            Files.writeString(file, page());
        }
        assertThat(Files.readString(file)).isEqualTo(page());
    }

    @ParameterizedTest
    @MethodSource("bounds")
    void bothSidesAreShown(Bound bound) throws IOException {
        if (bound.sides() instanceof Bound.Run run) {
            assertThat(run.within().get()).isNotEqualTo(run.beyond().get());
        } else if (bound.sides() instanceof Bound.Held held) {
            NamedTest.assertIsThere(held.test());
        }
    }

    /** RFC 5321 §4.2.3, RFC 3463 §3.4: 552, and 5.3.4, message too big for system. */
    @Test
    void aMessageOverABoundIsRefused() {
        assertThat(MessageBounds.all()).allSatisfy(bound -> {
            Bound.Run run = (Bound.Run) bound.sides();
            assertThat(run.within().get()).isEqualTo("no problem, dmarc=pass, reply 250 2.6.0");
            assertThat(run.beyond().get()).startsWith("message-").endsWith(", dmarc=permerror, reply 552 5.3.4");
        });
    }

    @Test
    void theResolversDefaultsAreThose() throws IOException {
        assertThat(Files.readString(Repository.file("core/src/main/java/org/signetmail/core/DnsJavaResolver.java")))
                .contains(DnsBounds.DEFAULTS);
    }

    @Test
    void noBoundIsLeftOut() {
        List<String> named = bounds().map(Bound::name).toList();
        assertThat(named).doesNotHaveDuplicates();
        for (Class<?> settings : SETTINGS) {
            Arrays.stream(settings.getMethods())
                    .filter(method -> method.getName().startsWith("with"))
                    .filter(method -> method.getParameterTypes()[0] != boolean.class)
                    .map(method -> settings.getSimpleName() + "."
                            + decapitalized(method.getName().substring(4)))
                    .forEach(name -> assertThat(named).contains(name));
        }
        Arrays.stream(DnsJavaResolver.Builder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !NO_BOUND.contains(name))
                .forEach(name -> assertThat(named).contains("DnsJavaResolver.Builder." + name));
    }

    private static String decapitalized(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
