package org.signetmail.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Exceptions and log lines show what a stranger sent, and can never be taken for another line by it. */
class SafeTextTest {

    private static final String HOSTILE = "a\r\nFrom: b\u0085\u2028\u0000\u202e\u00e9";

    @Test
    @DisplayName("An exception names its argument in printing ASCII")
    void exceptions() {
        Map<String, ThrowingCallable> calls = Map.of(
                "domain name", () -> DomainName.of(HOSTILE),
                "authserv-id", () -> new AuthenticationResults(HOSTILE, List.of()),
                "ours", () -> ResultsFilter.of(HOSTILE),
                "method", () -> MethodResult.of(HOSTILE, "pass"),
                "result", () -> MethodResult.of("spf", HOSTILE),
                "ptype", () -> MethodResult.of("spf", "pass").withProperty(HOSTILE, "a", "b"),
                "property", () -> MethodResult.of("spf", "pass").withProperty("a", HOSTILE, "b"));
        calls.forEach((what, call) -> assertThat(catchThrowable(call))
                .as(what)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("[ -~]*a\\\\013\\\\010From: b[ -~]*"));
    }

    @Test
    @DisplayName("toString is one line of printing ASCII")
    void logLines() throws Exception {
        MethodResult result = MethodResult.of("spf", "pass")
                .withComment(HOSTILE)
                .withReason(HOSTILE)
                .withProperty("smtp", "mailfrom", HOSTILE);
        Message message = Message.of(("X: " + HOSTILE + "\r\n\r\n").getBytes(ISO_8859_1));
        InetAddress named = InetAddress.getByAddress(HOSTILE, new byte[] {1, 2, 3, 4});
        List<Object> shown = List.of(
                result,
                result.properties().get(0),
                new AuthenticationResults("mx", List.of(result)),
                message.fields().get(0),
                Envelope.from(named).helo(HOSTILE).mailFrom(HOSTILE));
        assertThat(shown).allSatisfy(each -> assertThat(each.toString()).matches("[ -~]+"));
    }
}
