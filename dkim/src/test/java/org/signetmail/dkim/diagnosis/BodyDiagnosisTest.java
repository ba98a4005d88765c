package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;

/** What was done to a body whose signed hash is known, told in the words of the hint. */
class BodyDiagnosisTest {

    private static final Crypto CRYPTO = new Crypto(null);
    private static final BodyType PLAIN = BodyType.of("text/plain", "8bit");
    private static final BodyType QUOTED = BodyType.of("text/plain", "quoted-printable");
    private static final BodyType BASE64 = BodyType.of("text/plain", "base64");
    private static final BodyType PARTS = BodyType.of("multipart/mixed; boundary=b", "");

    private static final String TEXT = "Gr\u00c3\u00bc\u00c3\u009fe = x\r\n".repeat(12);
    private static final String QUOTED_TEXT = "Gr=C3=BC=C3=9Fe =3D x\r\n".repeat(12);

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String base64(int width) {
        String line = Base64.getEncoder().encodeToString(octets(TEXT));
        int length = width == 0 ? line.length() : width;
        return Stream.iterate(0, from -> from < line.length(), from -> from + length)
                .map(from -> line.substring(from, Math.min(line.length(), from + length)) + "\r\n")
                .collect(Collectors.joining());
    }

    private static BodyDiagnosis diagnosis(Form form, OptionalLong length, String signed, BodyType type, int kept) {
        return new BodyDiagnosis(
                form, Hash.SHA256, length, CRYPTO.digest(Hash.SHA256).digest(octets(signed)), CRYPTO, type, kept);
    }

    private static String told(Form form, String signed, BodyType type, String received, int... splits) {
        BodyDiagnosis diagnosis = diagnosis(form, OptionalLong.empty(), signed, type, 0);
        update(diagnosis, received, splits);
        return diagnosis
                .step()
                .map(step -> (step.change() + " " + step.detail()).trim())
                .orElse("nothing");
    }

    private static void update(BodyDiagnosis diagnosis, String received, int... splits) {
        byte[] octets = octets(received);
        int from = 0;
        for (int split : splits) {
            diagnosis.update(octets, from, split - from);
            from = split;
        }
        diagnosis.update(octets, from, octets.length - from);
        diagnosis.finish();
    }

    private static Arguments row(BodyType type, Form form, String signed, String received, String told) {
        return Arguments.of(type, form, signed, received, told);
    }

    static Stream<Arguments> changes() {
        Form simple = Form.SIMPLE;
        Form relaxed = Form.RELAXED;
        String y = "y".repeat(1500);
        return Stream.of(
                row(PLAIN, simple, "a\r\n", "b\r\n", "nothing"),
                row(PLAIN, simple, "", "b\r\n", "EMPTY_BODY_SIGNED"),
                row(PLAIN, simple, "\r\n", "b\r\n", "EMPTY_BODY_SIGNED"),
                row(PLAIN, simple, "a\r\nb\r\n", "a\nb\r\n", "LINE_ENDS"),
                row(PLAIN, simple, "a\r\nb\r\n", "a\r\r\nb\r\n", "LINE_ENDS a CR more stands before CRLFs"),
                row(PLAIN, simple, "..a\r\n", ".a\r\n", "DOTS_LOST"),
                row(PLAIN, simple, ".a\r\n", "..a\r\n", "DOTS_STUFFED"),
                row(PLAIN, simple, "From a\r\n", ">From a\r\n", "FROM_QUOTED"),
                row(
                        PLAIN,
                        simple,
                        y + "\r\n",
                        y.substring(0, 998) + "\r\n " + y.substring(998) + "\r\n",
                        "LINE_BROKEN at 998 octets there was put a CRLF and a blank"),
                row(
                        PLAIN,
                        simple,
                        y + "\r\n",
                        y.substring(0, 1000) + "\r\n" + y.substring(1000) + "\r\n",
                        "LINE_BROKEN at 1000 octets there was put a CRLF"),
                row(
                        PLAIN,
                        relaxed,
                        y + "\r\n",
                        y.substring(0, 989) + "!\r\n " + y.substring(989) + "\r\n",
                        "LINE_BROKEN at 990 octets there was put \"!\", a CRLF and a blank"),
                row(PLAIN, simple, "a\r\nb\r\n", "a \r\nb\t\r\n", "TRAILING_WHITE_SPACE"),
                row(PLAIN, simple, "a  b\r\n-- \r\nc\r\n", "a  b\r\n--\r\nc\r\n", "TRAILING_WHITE_SPACE_LOST"),
                row(PLAIN, simple, "a b\r\n", "a \tb\r\n", "OTHER_FORM"),
                row(PLAIN, relaxed, "a  b\r\n", "a  b\r\n", "OTHER_FORM"),
                row(
                        PLAIN,
                        simple,
                        "a\r\n",
                        "a\r\nb\r\n",
                        "FOOTER the first 3 octets are those signed; what follows" + " begins \"b \""),
                row(PLAIN, simple, TEXT, QUOTED_TEXT, "QUOTED_PRINTABLE"),
                row(QUOTED, simple, TEXT, QUOTED_TEXT, "QUOTED_PRINTABLE"),
                row(QUOTED, simple, base64(76), QUOTED_TEXT, "ENCODING_CHANGED signed was base64"),
                row(QUOTED, simple, QUOTED_TEXT, TEXT, "nothing"),
                row(PLAIN, simple, QUOTED_TEXT, TEXT, "QUOTED_PRINTABLE_UNDONE"),
                row(PLAIN, simple, base64(76), TEXT, "BASE64_UNDONE"),
                row(BASE64, simple, TEXT, base64(76), "BASE64"),
                row(BASE64, simple, QUOTED_TEXT, base64(60), "ENCODING_CHANGED signed was quoted-printable"),
                row(BASE64, simple, base64(76), base64(60), "BASE64_REWRAPPED signed were lines of 76 characters"),
                row(BASE64, simple, base64(64), base64(76), "BASE64_REWRAPPED signed were lines of 64 characters"),
                row(BASE64, relaxed, base64(0), base64(76), "BASE64_REWRAPPED signed was one line"),
                row(PLAIN, simple, base64(0), base64(76), "nothing"),
                row(
                        PLAIN,
                        simple,
                        "\u00fc\r\n",
                        "\u00c3\u00bc\r\n",
                        "CHARSET_CONVERTED signed was ISO-8859-1 or windows-1252, and it is UTF-8 now"),
                row(
                        PLAIN,
                        simple,
                        "\u00c3\u00bc\r\n",
                        "\u00fc\r\n",
                        "CHARSET_CONVERTED signed was UTF-8, and it is ISO-8859-1 or windows-1252 now"),
                row(
                        PLAIN,
                        simple,
                        "a\r\nb\r\n",
                        "x\r\n\r\na\r\nb\r\n",
                        "TEXT_ON_TOP bh= fits what stands below empty line 1"),
                row(
                        PLAIN,
                        simple,
                        "a\r\nb\r\n",
                        "x\r\n\r\ny\r\n\r\nz\r\n\r\na\r\nb\r\n",
                        "TEXT_ON_TOP bh= fits what stands below empty line 3"),
                row(PLAIN, simple, "a\r\nb\r\n", "x\r\n\r\nx\r\n\r\nx\r\n\r\nx\r\n\r\na\r\nb\r\n", "nothing"),
                row(
                        PLAIN,
                        simple,
                        "a\r\nb\r\n",
                        "x\r\na\r\nb\r\n",
                        "TEXT_ON_TOP bh= fits what stands below the first line"),
                row(PLAIN, simple, "\r\na\r\n", "a\r\n", "TOP_LINE_LOST"),
                row(PLAIN, simple, "a\nb\n", "a\r\nb\r\n", "SIGNED_WITH_LF"),
                row(PLAIN, relaxed, "a\nb\n", "a \r\nb\r\n", "SIGNED_WITH_LF"),
                row(PLAIN, relaxed, "a \r\n\r\n", "a \r\n\r\n", "NOT_CANONICALIZED"));
    }

    @ParameterizedTest(name = "{4}")
    @MethodSource("changes")
    @DisplayName("a body without parts: what was done to it, wherever it is split")
    void bodies(BodyType type, Form form, String signed, String received, String told) {
        assertThat(told(form, signed, type, received)).isEqualTo(told);
        int third = received.length() / 3;
        assertThat(told(form, signed, type, received, third, third, 2 * third)).isEqualTo(told);
    }

    private static String parts(String... parts) {
        return Stream.of(parts).map(part -> "--b\r\n" + part + "\r\n").collect(Collectors.joining()) + "--b--\r\n";
    }

    private static String part(String type, String encoding, String content) {
        return "Content-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + content;
    }

    static Stream<Arguments> partChanges() {
        String other = part("text/html", "7bit", "<p>\r\n");
        String plain = "text/plain";
        // The line end behind the last line belongs to the boundary.
        String lines = base64(76).substring(0, base64(76).length() - 2);
        return Stream.of(
                Arguments.of(
                        parts(part(plain, "8bit", TEXT), other),
                        parts(part(plain, "quoted-printable", QUOTED_TEXT), other),
                        "QUOTED_PRINTABLE"),
                Arguments.of(
                        parts(other, part(plain, "quoted-printable", QUOTED_TEXT)),
                        parts(other, part(plain, "8bit", TEXT)),
                        "QUOTED_PRINTABLE_UNDONE"),
                Arguments.of(
                        parts(part(plain, "quoted-printable", QUOTED_TEXT)),
                        parts(part(plain, "7bit", TEXT)),
                        "nothing"),
                Arguments.of(
                        parts(part("image/png", "base64", base64(0))),
                        parts(part("image/png", "base64", base64(76))),
                        "BASE64_REWRAPPED signed was one line"),
                Arguments.of(
                        parts(part("image/png", "base64", base64(72)), other),
                        parts(part("image/png", "base64", base64(76)), other),
                        "BASE64_REWRAPPED signed were lines of 72 characters"),
                Arguments.of(
                        parts(part("image/png", "x-base", base64(72))),
                        parts(part("image/png", "x-base", base64(76))),
                        "nothing"),
                Arguments.of(parts(part(plain, "8bit", TEXT)), parts(part(plain, "base64", base64(76))), "BASE64"),
                Arguments.of(
                        parts(part("image/png", "8bit", TEXT)),
                        parts(part("image/png", "base64", base64(76))),
                        "nothing"),
                Arguments.of(parts(part(plain, "base64", lines)), parts(part(plain, "8bit", TEXT)), "BASE64_UNDONE"),
                Arguments.of(parts(part(plain, "base64", lines)), parts(part(plain, "7bit", TEXT)), "nothing"),
                Arguments.of(
                        parts(part(plain, "7bit", "a\r\n"), other),
                        parts(part(plain, "7bit", "x\r\n\r\na\r\n"), other),
                        "TEXT_ON_TOP in the first part, bh= fits what stands below empty line 1"),
                Arguments.of(
                        parts(part(plain, "7bit", "a\r\n"), other),
                        parts(part(plain, "7bit", "x\r\n\r\ny\r\n\r\na\r\n"), other),
                        "TEXT_ON_TOP in the first part, bh= fits what stands below empty line 2"),
                Arguments.of(
                        parts(other, part(plain, "7bit", "a\r\n")),
                        parts(other, part(plain, "7bit", "x\r\n\r\na\r\n")),
                        "nothing"),
                Arguments.of("a\r\n", parts("\r\na\r\n", other), "WRAPPED"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("partChanges")
    @DisplayName("a body with parts: what was done to one of them")
    void bodiesWithParts(String signed, String received, String told) {
        assertThat(told(Form.SIMPLE, signed, PARTS, received)).isEqualTo(told);
        int third = received.length() / 3;
        assertThat(told(Form.SIMPLE, signed, PARTS, received, third, 2 * third)).isEqualTo(told);
    }

    @Test
    @DisplayName("RFC 6376 §3.5 l=: as much is hashed as was signed")
    void length() {
        BodyDiagnosis diagnosis = diagnosis(Form.SIMPLE, OptionalLong.of(4), "a\r\nb", PLAIN, 0);
        update(diagnosis, "a\nbc\n");
        assertThat(diagnosis.step()).contains(new BodyStep(BodyChange.LINE_ENDS, ""));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "4, 4", "5, 5", "6, 5", "100, 5"})
    @DisplayName("as much of the canonical body is kept as was asked for")
    void kept(int asked, int kept) {
        String canonical = "a b\r\n";
        for (int split = 0; split <= 7; split++) {
            BodyDiagnosis diagnosis = diagnosis(Form.RELAXED, OptionalLong.empty(), "", PLAIN, asked);
            update(diagnosis, "a \tb \r\n", split);
            assertThat(diagnosis.canonicalBody()).isEqualTo(canonical.substring(0, kept));
        }
    }

    @Test
    @DisplayName("one diagnosis does for all signatures that sign the same")
    void isSame() {
        byte[] wanted = CRYPTO.digest(Hash.SHA256).digest(octets("a"));
        OptionalLong all = OptionalLong.empty();
        BodyDiagnosis diagnosis = diagnosis(Form.SIMPLE, all, "a", PLAIN, 0);
        assertThat(diagnosis.isSame(Form.SIMPLE, Hash.SHA256, all, wanted)).isTrue();
        assertThat(diagnosis.isSame(Form.RELAXED, Hash.SHA256, all, wanted)).isFalse();
        assertThat(diagnosis.isSame(Form.SIMPLE, Hash.SHA1, all, wanted)).isFalse();
        assertThat(diagnosis.isSame(Form.SIMPLE, Hash.SHA256, OptionalLong.of(1), wanted))
                .isFalse();
        assertThat(diagnosis.isSame(Form.SIMPLE, Hash.SHA256, all, new byte[32]))
                .isFalse();
    }

    @Test
    @DisplayName("how often a body is gone through: once for each change that is tried, and for traces")
    void passes() {
        List<Integer> passes = Stream.of(PLAIN, QUOTED, BASE64, PARTS)
                .flatMap(type -> Stream.of(Form.values())
                        .map(form -> diagnosis(form, OptionalLong.empty(), "", type, 0)
                                .passes()))
                .toList();
        assertThat(passes).containsExactly(25, 23, 22, 20, 27, 25, 28, 26);
    }

    @Test
    @DisplayName("traces are found in the body as it came")
    void traces() {
        BodyDiagnosis diagnosis = diagnosis(Form.SIMPLE, OptionalLong.empty(), "", PARTS, 0);
        update(diagnosis, "--b\r\n\r\nHi\r\n");
        assertThat(diagnosis.traces()).extracting(BodyTrace::kind).containsExactly(BodyTrace.Kind.NOT_CLOSED);
    }
}
