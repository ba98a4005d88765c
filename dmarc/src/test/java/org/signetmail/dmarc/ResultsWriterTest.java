package org.signetmail.dmarc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.core.MethodResult;
import org.signetmail.core.ResultsFilter;
import org.signetmail.dkim.DkimResult;

/** RFC 8601: what we write about a message whose sender wants the verdict out of the field, our own reader reads whole. */
class ResultsWriterTest {

    private static Scenario scenario() {
        return Scenario.of("many signatures")
                .zone("""
                        example.com TXT "v=spf1 ip4:192.0.2.1 -all"
                        _dmarc.example.com TXT "v=DMARC1; p=reject"
                        """)
                .from("192.0.2.1", "mail.example.com", "alice@example.com")
                .message("From: alice@example.com\n\nHello.\n");
    }

    private static String field(Authentication result) {
        return result.toAuthenticationResults("mx.example.org").toField();
    }

    /** What a reader behind us gets. */
    private static List<MethodResult> read(Authentication result) {
        Message message = Message.of((field(result) + "From: alice@example.com\r\n\r\n").getBytes(UTF_8));
        return ResultsFilter.trusted(message.fields(), "mx.example.org").get(0).results();
    }

    private static List<String> words(Authentication result) {
        return read(result).stream()
                .map(each -> each.method() + "=" + each.result())
                .toList();
    }

    @ParameterizedTest(name = "{1} times {0}")
    @DisplayName("dmarc comes first, then spf, then at most ten signatures and the number of the other ones")
    @CsvSource(delimiter = '|', textBlock = """
            DKIM-Signature: x                                                                     | 99  | permerror
            DKIM-Signature: x                                                                     | 1   | permerror
            DKIM-Signature: x                                                                     | 10  | permerror
            DKIM-Signature: x                                                                     | 11  | permerror
            DKIM-Signature: v=1                                                                   | 400 | permerror
            DKIM-Signature:                                                                       | 150 | permerror
            DKIM-Signature: v=1; a=rsa-sha256; d=e.example; s=s; h=from; bh=AAAA; b=AAAA          | 99  | permerror
            DKIM-Signature: v=1; a=rsa-sha256; d=e.example; s=s; h=from; bh=AAAA; b=AAAA; x=1     | 99  | permerror
            DKIM-Signature: v=1; a=rsa-sha256; d=e.example; s=s; h=to; bh=AAAA; b=AAAA; i=a@f.example | 99 | permerror
            """)
    void floods(String line, int times, String expected) {
        Authentication result =
                scenario().changed(text -> (line + "\r\n").repeat(times) + text).authenticate();
        List<String> words = words(result);
        int listed = Math.min(10, times);
        assertThat(words.get(0)).isEqualTo("dmarc=pass");
        assertThat(words.get(1)).isEqualTo("spf=pass");
        assertThat(words.subList(2, 2 + listed)).containsOnly("dkim=" + expected);
        if (times <= 10) {
            assertThat(words).hasSize(2 + times);
        } else {
            int rest = times - 10;
            assertThat(words).hasSize(13).last().isEqualTo("dkim=policy");
            assertThat(read(result).get(12).reason())
                    .isEqualTo(
                            rest == 1
                                    ? "1 more signature is not listed here."
                                    : rest + " more signatures are not listed here.");
        }
    }

    @Test
    @DisplayName("a signature that passes is listed wherever it stands among junk")
    void goodOnesAreListed() {
        Authentication result = scenario()
                .signed("example.com", "s1")
                .changed(text -> "DKIM-Signature: x\r\n".repeat(40) + text)
                .authenticate();
        assertThat(words(result)).hasSize(13).contains("dkim=pass");
        assertThat(result.dkim()).hasSize(41);
    }

    @Test
    @DisplayName("signatures of which one begins as the other is are told by as much of them as there is")
    void oneBeginsAsTheOther() {
        String signature = "DKIM-Signature: v=1; a=rsa-sha256; d=n%d.example; s=s; h=from; bh="
                + "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=";
        Authentication result = scenario()
                .changed(text -> signature + "AAAA\r\n" + signature + "AAAABBBB\r\n" + text)
                .authenticate();
        assertThat(field(result)).contains("header.b=AAAA").contains("AAAABBBB");
    }

    @Test
    @DisplayName("a signature without a key was evaluated, and is listed before those that were not")
    void evaluatedOnesAreListed() {
        String unpublished = "DKIM-Signature: v=1; a=rsa-sha256; d=n%d.example; s=s; h=from; bh="
                + "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n";
        StringBuilder added = new StringBuilder("DKIM-Signature: x\r\n".repeat(20));
        for (int i = 0; i < 10; i++) {
            added.append(unpublished.replace("%d", "" + i));
        }
        Authentication result = scenario().changed(text -> added + text).authenticate();
        List<MethodResult> results = read(result);
        assertThat(results).hasSize(13);
        for (int i = 0; i < 10; i++) {
            String domain = "n" + i + ".example";
            assertThat(results.get(2 + i).properties())
                    .anySatisfy(each -> assertThat(each.value()).isEqualTo(domain));
        }
        assertThat(results.get(12).reason()).isEqualTo("20 more signatures are not listed here.");
    }

    @Test
    @DisplayName("names as long as can be: at most 16 KiB, with DMARC, and a number that is true")
    void sixteenKibibytes() {
        String label = "a".repeat(60) + ".";
        String domain = label + label + label + "example";
        String local = "\"".concat("\\\"".repeat(150)).concat("\"");
        String line = "DKIM-Signature: v=1; a=rsa-sha256; d=" + domain + "; s=" + "b".repeat(30) + "; i=" + local + "@"
                + domain + "; h=from; bh=AAAA; b=" + "QUJD".repeat(20) + "; x=1\r\n";
        Authentication result =
                scenario().changed(text -> line.repeat(60) + text).authenticate();
        String field = field(result);
        assertThat(field.getBytes(UTF_8).length).isLessThanOrEqualTo(16 << 10);
        List<MethodResult> results = read(result);
        assertThat(results.get(0).method()).isEqualTo("dmarc");
        MethodResult last = results.get(results.size() - 1);
        int listed = results.size() - 3;
        assertThat(last.reason()).isEqualTo((60 - listed) + " more signatures are not listed here.");
        assertThat(result.toAuthenticationResults("mx.example.org").omitted()).isZero();
    }

    @Test
    @DisplayName("an unsigned message has one dkim=none")
    void unsigned() {
        Authentication result = scenario().authenticate();
        assertThat(words(result)).containsExactly("dmarc=pass", "spf=pass", "dkim=none");
        assertThat(result.dkim()).extracting(each -> each.result()).containsExactly(DkimResult.NONE);
    }
}
