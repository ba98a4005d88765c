package org.signetmail.dkim.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The grammar of RFC 6376 §3.2 against a reading of it by regular expressions. Texts stand for octets. */
class TagListTest {

    private static final String FWS = "(?:[ \\t]|\\r\\n(?=[ \\t]))*";

    /** RFC 3629 §4. */
    private static final String UTF8 = "[\\xC2-\\xDF][\\x80-\\xBF]|\\xE0[\\xA0-\\xBF][\\x80-\\xBF]"
            + "|[\\xE1-\\xEC\\xEE\\xEF][\\x80-\\xBF]{2}|\\xED[\\x80-\\x9F][\\x80-\\xBF]"
            + "|\\xF0[\\x90-\\xBF][\\x80-\\xBF]{2}|[\\xF1-\\xF3][\\x80-\\xBF]{3}|\\xF4[\\x80-\\x8F][\\x80-\\xBF]{2}";

    private static final String VALUE = "((?:[!-:<-~]|[ \\t]|\\r\\n(?=[ \\t])|" + UTF8 + ")*)";

    private static Pattern tag(TagList.Names names) {
        String name = names == TagList.Names.WITH_HYPHENS ? "([A-Za-z][\\w-]*)" : "([A-Za-z]\\w*)";
        return Pattern.compile(FWS + name + FWS + "=" + VALUE + "(;|\\z)");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String trimmed(String text) {
        return text.replaceAll("\\A[ \\t\\r\\n]+|[ \\t\\r\\n]+\\z", "");
    }

    /** Values as they are written, by name; null when this is no list. */
    private static Map<String, String> reference(String text, TagList.Names names) {
        Map<String, String> tags = new TreeMap<>();
        Matcher matcher = tag(names).matcher(text);
        int at = 0;
        do {
            if (!tags.isEmpty() && text.substring(at).matches(FWS)) {
                return tags;
            }
            if (!matcher.find(at) || matcher.start() != at || tags.containsKey(matcher.group(1))) {
                return null;
            }
            tags.put(matcher.group(1), matcher.group(2));
            at = matcher.end();
        } while (!matcher.group(3).isEmpty());
        return tags;
    }

    @ParameterizedTest
    @EnumSource(TagList.Names.class)
    @DisplayName("any text: the tags that the grammar has, or none; and a fault is found where there are none")
    void anyText(TagList.Names names) {
        String[] pieces = {
            "a",
            "b",
            "Z",
            "c1",
            "d_",
            "x-y",
            "=",
            "=",
            "=",
            ";",
            ";",
            " ",
            "\t",
            "\r\n ",
            "\r\n",
            "\r",
            "\n",
            ":",
            "!",
            "~",
            "\u007f",
            "\0",
            "\u00c3\u00bc",
            "\u00e2\u0082\u00ac",
            "\u00c3",
            "\u00bc",
            "v=1; ",
            "k=a:b ;",
            "[",
            "{"
        };
        int lists = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            StringBuilder built = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                built.append(pieces[random.nextInt(pieces.length)]);
            }
            String text = built.toString();
            Map<String, String> expected = reference(text, names);
            String around = "=;\n" + text + (seed % 2 == 0 ? "\n ;x=1" : " ;x=1");
            TagList list =
                    TagList.parse(octets(around), 3, 3 + text.length(), names).orElse(null);
            assertThat(TagListFault.find(octets(around), 3, 3 + text.length(), names)
                            .isEmpty())
                    .as("%s", text)
                    .isEqualTo(expected != null);
            if (expected == null) {
                assertThat(list).as("%s", text).isNull();
                continue;
            }
            lists++;
            assertThat(list).as("%s", text).isNotNull();
            assertThat(list.size()).isEqualTo(expected.size());
            assertThat(list.all()).extracting(TagList.Tag::name).containsExactlyElementsOf(expected.keySet());
            assertThat(list.isFirst(trimmed(text.substring(0, text.indexOf('=')))))
                    .isTrue();
            expected.forEach((name, value) -> assertTag(list, name, value, text));
        }
        assertThat(lists).isGreaterThan(200);
    }

    private static void assertTag(TagList list, String name, String value, String text) {
        String written = trimmed(value);
        assertThat(list.value(name)).isEqualTo(written);
        assertThat(list.utf8(name)).isEqualTo(new String(octets(written), StandardCharsets.UTF_8));
        assertThat(list.withoutFws(name)).isEqualTo(octets(written.replaceAll("[ \\t\\r\\n]", "")));
        List<String> elements = new ArrayList<>();
        for (String element : written.split(":", -1)) {
            elements.add(trimmed(element));
        }
        assertThat(list.fieldNames(name)).isEqualTo(elements);
        TagList.Tag tag = list.tag(name);
        assertThat(tag).isNotNull();
        assertThat(text.substring(tag.afterEquals(), tag.afterValue())).isEqualTo(value);
        assertThat(text.substring(tag.start() - 3, tag.end() - 3)).isEqualTo(written);
    }

    @Test
    void whatIsNotThere() {
        TagList list = TagList.parse(octets("b=1; d=2; f=3"), 0, 13).orElseThrow();
        for (String name : List.of("a", "c", "e", "g", "B", "")) {
            assertThat(list.tag(name)).isNull();
            assertThat(list.value(name)).isNull();
            assertThat(list.utf8(name)).isNull();
            assertThat(list.withoutFws(name)).isNull();
            assertThat(list.fieldNames(name)).isEmpty();
        }
        assertThat(list.fieldNames("f")).containsExactly("3");
        assertThat(list.isFirst("b")).isTrue();
        assertThat(list.isFirst("d")).isFalse();
    }

    @Test
    @DisplayName("RFC 8616 §5, RFC 3629 §4: just what the JDK takes for UTF-8 may be in a value")
    void utf8() {
        int[] edges = {0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0};
        for (int first = 0x80; first < 0x100; first++) {
            assertTaken(first);
            for (int second = 0; second < 0x100; second++) {
                if (second != ';' && second > ' ' && second != 0x7F) {
                    assertTaken(first, second);
                }
                if (first >= 0xE0 && second >= 0x7E) {
                    for (int third : edges) {
                        assertTaken(first, second, third);
                        assertTaken(first, second, third, 'x');
                        assertTaken(first, second, third, 0x80);
                        assertTaken(first, second, third, 0xBF);
                        assertTaken(first, second, 0x80, third);
                    }
                }
            }
        }
    }

    private static void assertTaken(int... octets) {
        byte[] list = new byte[octets.length + 2];
        list[0] = 'a';
        list[1] = '=';
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == 0x7F) {
                return;
            }
            list[i + 2] = (byte) octets[i];
        }
        boolean isUtf8 = true;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(list));
        } catch (CharacterCodingException e) {
            isUtf8 = false;
        }
        if (TagList.parse(list, 0, list.length).isPresent() != isUtf8) {
            assertThat(list).as("taken where UTF-8 is " + isUtf8).isNull();
        }
    }

    /** The kind, the tag, and what is wrong. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``               | EMPTY_TAG | `` | ``
            ;v=1             | EMPTY_TAG | `` | ``
            v=1;;a=2         | EMPTY_TAG | v  | ``
            v=1; \\r\\n ;a=2 | EMPTY_TAG | v  | ``
            v=1; 1=2         | NO_NAME   | v  | 1
            =1               | NO_NAME   | `` | =
            \\nv=1           | NO_NAME   | `` | \\n
            v=1; a           | NO_EQUALS | a  | ``
            v=1; a ;         | NO_EQUALS | a  | ;
            v=1; a-b=2       | NO_EQUALS | a  | -
            v=1; a b=2       | NO_EQUALS | a  | b
            v=1; a=\\0       | OCTET     | a  | \\0
            v=1; a=x\\177y   | OCTET     | a  | \\177
            v=1; a=x\\377y   | OCTET     | a  | \\377
            v=1; a=x\\ny     | OCTET     | a  | \\n
            v=1; a=x\\r\\n   | OCTET     | a  | \\r
            v=1; a=x\\r\\ny  | OCTET     | a  | \\r
            v=1; a=x\\r y    | OCTET     | a  | \\r
            v=1; a=x\\r\\r\\n y | OCTET  | a  | \\r
            v=1; a=2; v=3 ;  | DUPLICATE | v  | `v=3 `
            """)
    void faults(String text, TagListFault.Kind kind, String name, String wrong) {
        byte[] octets = octets(text.translateEscapes());
        TagListFault fault = TagListFault.find(octets, 0, octets.length).orElseThrow();
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.name()).isEqualTo(name);
        assertThat(text.translateEscapes().substring(fault.start(), fault.end()))
                .isEqualTo(wrong.translateEscapes());
    }
}
