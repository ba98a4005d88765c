package org.signetmail.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.core.MethodResult;
import org.signetmail.core.ReceivedResults;
import org.signetmail.core.ResultsFilter;

/** Authentication-Results: read, written, and taken out where they are forged. */
class ResultsFuzzTest {

    private static final String OURS = "mx.example.org";

    /** A field with our name for its id, whatever stands around it but letters and digits. */
    private static final Pattern OURS_TO_SOMEBODY = Pattern.compile(
            "authentication-results[ \t]*:[ \t]*[!-/:<-`{-~]*mx\\.example\\.org[!-'*-/:<-`{-~]*([ \t;].*)?");

    static Stream<Arguments> values() {
        return Seeds.of(
                "mx.example.org; spf=pass smtp.mailfrom=example.com; dkim=pass (2048-bit key) header.d=example.com header.b=\"ab/c\"",
                "mx.example.org 1; none",
                "mx.example.org 2; dkim=pass",
                "(c) \"mx\\.example.org\" (1) 1 (v) ; (m) dmarc (x) / 1 = (y) fail"
                        + " reason = \"a; b=c\" policy.dmarc = none",
                "a; spf=pass reason=\"x\\\" y\\\\\" smtp.mailfrom=\"\\\"a b\\\"@c.example\"",
                "a; spf=pass smtp.mailfrom=@example.com; x-y=z a.b=\u00E9@\u00FC.example",
                ";;;=;",
                "a; spf=(((((",
                "a;\r\n spf=pass\r\n\tsmtp.helo=b");
    }

    @MethodSource("values")
    @FuzzTest
    void value(byte[] input) {
        String text = new String(input, UTF_8);
        ReceivedResults received = bounded(input.length, 2000, () -> ReceivedResults.parse(text));
        plain(received.toString());
        received.results().forEach(result -> plain(result.toString()));
        require(received.results().size() <= 100, "as many results as are told");
        String id = received.authservId().filter(ResultsFuzzTest::isFit).orElse(OURS);
        AuthenticationResults first = new AuthenticationResults(id, received.results());
        ReceivedResults second = ReceivedResults.parse(first.value());
        same(second.authservId().orElseThrow(), id, "the id is printed and parsed");
        int printed = received.results().size() - first.omitted();
        same(second.results().size(), printed, "each result is printed and parsed as one");
        for (int i = 0; i < printed; i++) {
            MethodResult a = received.results().get(i);
            MethodResult b = second.results().get(i);
            same(b.method() + "=" + b.result(), a.method() + "=" + a.result(), "with its verdict");
            boolean short_ =
                    a.properties().stream().allMatch(each -> each.value().length() < 100)
                            && a.properties().size() < 20;
            if (short_ && isPrinting(a)) {
                same(b.properties(), a.properties(), "and its properties");
                // A semicolon would end the result for readers that do not know of quotation marks.
                String reason = a.reason().replace(';', ',');
                same(b.reason(), reason.length() > 200 ? b.reason() : reason, "and its reason");
            }
        }
        AuthenticationResults again = new AuthenticationResults(id, second.results());
        same(
                ReceivedResults.parse(again.value()).results(),
                second.results(),
                "parse, print and parse again is the same");
        String field = again.toField();
        same(
                ReceivedResults.of(Message.of((field + "\r\n").getBytes(UTF_8))
                                .fields()
                                .get(0))
                        .results(),
                second.results(),
                "folded, too");
        same(Message.of((field + "\r\n").getBytes(UTF_8)).fields().size(), 1, "it is one field");
    }

    private static boolean isFit(String id) {
        try {
            return !new AuthenticationResults(id, List.of()).authservId().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPrinting(MethodResult result) {
        return (result.reason() + result.properties()).chars().allMatch(c -> c >= ' ' && c <= '~')
                && result.properties().stream()
                        .allMatch(each -> each.value().chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    static Stream<Arguments> messages() {
        return Seeds.crlf(
                "Authentication-Results: mx.example.org; dmarc=pass\nAuthentication-Results: other.example; spf=pass\nFrom: a@b.example\n\nbody",
                "Authentication-Results: <MX.example.org>, x; spf=pass\nAuthentication-Results: \"<MX.example.ORG>\"; c=d\nAuthentication-Results: -mx.example.org.-; a=b\n\n",
                "AUTHENTICATION-RESULTS : MX.example.ORG.; spf=pass\n\n",
                "Authentication-Results:\n (c)\n \"mx.example.org\" 1; none\nSubject: x\n\n",
                "Subject: a\rAuthentication-Results: mx.example.org; spf=pass\r\nX: b\r\nFrom: c@d.example\n\n",
                "Authentication\u00ADResults: mx.example.org; spf=pass\nAuthentication-Results; mx.example.org\n\n",
                "Authentication-Results: mx.example.org\u0000; spf=pass\nAuthentication-Results: =?utf-8?q?mx.example.org?=; x=y\n\n");
    }

    @MethodSource("messages")
    @FuzzTest
    void clean(byte[] input) {
        ResultsFilter filter = ResultsFilter.of(OURS, "b\u00FCcher.example");
        Message message = Message.of(input);
        Message clean = bounded(input.length, 4000, () -> filter.clean(message));
        same(filter.forged(clean.fields()), List.of(), "nothing forged is left");
        same(filter.hiding(clean.fields()), List.of(), "nor anything hiding");
        require(Arrays.equals(filter.clean(clean).octets(), clean.octets()), "clean twice is clean");
        List<HeaderField> forged = filter.forged(message.fields());
        List<HeaderField> hiding = filter.hiding(message.fields());
        List<String> left = clean.fields().stream().map(MessageFuzzTest::raw).toList();
        List<HeaderField> kept = message.fields().stream()
                .filter(field -> !isAmong(forged, field))
                .toList();
        same(left.size(), kept.size(), "as many fields are left as are not forged");
        for (int i = 0; i < kept.size(); i++) {
            String raw = MessageFuzzTest.raw(kept.get(i));
            if (isAmong(hiding, kept.get(i))) {
                require(
                        raw.startsWith(left.get(i))
                                && raw.length() > left.get(i).length(),
                        "one that hides is cut",
                        raw);
            } else {
                same(left.get(i), raw, "any other is left as it is");
            }
        }
        same(clean.bodyLength(), message.bodyLength(), "so is the body");
        // A reader for whom every CR and every LF ends a line, and letters have no case.
        String header = String.join("\n", left).replace('\r', '\n').replaceAll("\n+(?=[ \t])", " ");
        for (String line : header.split("\n", -1)) {
            require(
                    !OURS_TO_SOMEBODY.matcher(line.toLowerCase(Locale.ROOT)).matches(),
                    "no reader finds our name in what is left",
                    line);
        }
        ResultsFilter.trusted(message.fields(), OURS).forEach(each -> plain(each.toString()));
        same(ResultsFilter.trusted(clean.fields(), OURS), List.of(), "after cleaning there is nothing to trust");
    }

    private static boolean isAmong(List<HeaderField> fields, HeaderField one) {
        return fields.stream().anyMatch(field -> field == one);
    }
}
