package org.signetmail.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.dkim.tags.Base64Text;
import org.signetmail.dkim.tags.QuotedPrintable;
import org.signetmail.dkim.tags.TagList;

/** Tag lists (RFC 6376 §3.2), beside a reading by regular expressions, and what stands in tags. */
class TagListFuzzTest {

    /** FWS: white space, with a line end in it only where white space follows. */
    private static final String FWS = "(?:[ \t]|\r\n(?=[ \t]))*+";

    private static final Pattern TAG =
            Pattern.compile(FWS + "([A-Za-z][A-Za-z0-9_]*+)" + FWS + "=" + FWS + "(.*?)" + FWS, Pattern.DOTALL);

    private static final Pattern VALUE =
            Pattern.compile("(?:[\\x21-\\x3A\\x3C-\\x7E\\x80-\\xFF]|[ \t]|\r\n(?=[ \t]))*+", Pattern.DOTALL);

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    static Stream<Arguments> lists() {
        return Seeds.crlf(
                "v=1; a=rsa-sha256; d=example.com; b=abc\n def",
                "k=rsa;p=;",
                " a = b c ; d\n\t=\n e;  ",
                "a=1;A=2;a=3",
                ";",
                "a",
                "=",
                "a=b;;",
                "a==;b=;",
                "a=\u00E9;b_1=x");
    }

    @MethodSource("lists")
    @FuzzTest
    void list(byte[] input) {
        Optional<TagList> parsed = bounded(input.length, 400, () -> TagList.parse(input, 0, input.length));
        Map<String, String> naive = naive(NaiveCanonical.text(input));
        same(parsed.isPresent(), naive != null, "a list, or none, as a naive reading has it");
        parsed.ifPresent(list -> {
            Map<String, String> tags = new TreeMap<>();
            for (TagList.Tag tag : list.all()) {
                String value = String.valueOf(list.value(tag.name()));
                tags.put(tag.name(), value);
                // What is signed is cut out at these places.
                String around = NaiveCanonical.text(input).substring(tag.afterEquals(), tag.afterValue());
                require(around.contains(value), "the value stands where the tag says", around, value);
            }
            same(tags, naive, "the tags are those of a naive reading");
            StringBuilder printed = new StringBuilder();
            tags.forEach((name, value) ->
                    printed.append(name).append('=').append(value).append(';'));
            byte[] again = NaiveCanonical.octets(printed.toString());
            TagList second = TagList.parse(again, 0, again.length).orElseThrow();
            tags.forEach((name, value) ->
                    same(String.valueOf(second.value(name)), value, "printed and parsed it is the same"));
        });
    }

    /** Null for no list. */
    private static Map<String, String> naive(String text) {
        Map<String, String> tags = new TreeMap<>();
        String[] specs = text.split(";", -1);
        for (int i = 0; i < specs.length; i++) {
            boolean last = i > 0 && i == specs.length - 1;
            if (last && specs[i].matches(FWS)) {
                break;
            }
            Matcher tag = TAG.matcher(specs[i]);
            // RFC 8616 §5: beyond ASCII there is UTF-8, and nothing else.
            if (!tag.matches() || !VALUE.matcher(specs[i].substring(tag.end(1))).matches() || !isUtf8(specs[i])) {
                return null;
            }
            if (tags.put(tag.group(1), tag.group(2)) != null) {
                return null;
            }
        }
        return tags;
    }

    private static boolean isUtf8(String octets) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(NaiveCanonical.octets(octets)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static Stream<Arguments> texts() {
        return Seeds.of("YWJj", "YWI=", "YQ==", "YQ", "a=20b=3D=0A", "=", "a=2", "\u00E9 ;=C3=A9", "From:a|To:b=7C");
    }

    @MethodSource("texts")
    @FuzzTest
    void values(byte[] input) {
        String text = NaiveCanonical.text(input);
        String encoded = QuotedPrintable.encode(text);
        require(
                encoded.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ';'),
                "encoded text is fit for a tag",
                encoded);
        same(
                NaiveCanonical.text(QuotedPrintable.octets(NaiveCanonical.octets(encoded))),
                new String(text.getBytes(UTF_8), ISO_8859_1),
                "encoded and decoded text is the same");
        byte[] decoded = Base64Text.decode(input, input.length);
        if (decoded != null) {
            StringBuilder bits = new StringBuilder();
            for (char c : text.replaceAll("=+\\z", "").toCharArray()) {
                int six = DIGITS.indexOf(c);
                require(six >= 0, "base64 has its own digits alone", text);
                bits.append(Integer.toBinaryString(64 + six), 1, 7);
            }
            same(decoded.length, bits.length() / 8, "as many octets as there are bits for");
            for (int i = 0; i < decoded.length; i++) {
                same(decoded[i] & 0xFF, Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2), "octet " + i);
            }
        }
    }
}
