package org.signetmail.reports.xml;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.reports.octets.Refused;
import org.signetmail.reports.octets.TextDecoder;

/** Text that is nearly XML, as a strict parser takes it: what is passed over is told, and what cannot be is refused. */
class XmlTextTest {

    private static final int LONGEST = 100;

    private static XmlText open(String text, List<String> told) throws IOException {
        return new XmlText(new TextDecoder(new ByteArrayInputStream(text.getBytes(UTF_8))), LONGEST, 4, told::add);
    }

    private static String read(String text, List<String> told) throws IOException {
        XmlText xml = open(text, told);
        StringBuilder all = new StringBuilder();
        char[] block = new char[7];
        for (int n = xml.read(block, 0, 7); n >= 0; n = xml.read(block, 0, 7)) {
            all.append(block, 0, n);
        }
        xml.finish();
        char[] plain = all.toString().toCharArray();
        return new String(plain, 0, XmlText.plain(plain, plain.length));
    }

    @DisplayName("What stands around the root is passed over, and told unless it is white space or a comment")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock = """
        <feedback/>|<feedback/>|-
        <a:feedback/>|<a:feedback/>|-
        ~ <feedback></feedback> ~|<feedback></feedback>|-
        <?xml?><feedback/>|<feedback/>|-
        ~<?xml a?><feedback/>|<feedback/>|leading-whitespace
        ~<?xmla?><feedback/>|<feedback/>|-
        <?a?><?xml a?><feedback/>|<feedback/>|leading-whitespace
        <!-- > <feedback> --><feedback/><!-- x -->|<feedback/>|-
        x<feedback/>|<feedback/>|stray-text
        <<feedback/>|<feedback/>|stray-text
        <1><feedback/>|<feedback/>|stray-text
        <a><feedback/></a>|<feedback/>|wrapped-root
        <a><b/><feedback/></a><b>|<feedback/>|wrapped-root trailing-content
        <a></a><feedback/>|<feedback/>|wrapped-root
        <a></a><feedback/></a>|<feedback/>|wrapped-root trailing-content
        <feedback/>x|<feedback/>|trailing-content
        <feedback/><|<feedback/>|trailing-content
        <feedback/></b>|<feedback/>|trailing-content
        <feedback/><!DOCTYPE|<feedback/>|trailing-content
        <feedback><!--x--><?y?></feedback>|<feedback></feedback>|-
        <feedback><!--x|<feedback>|-
        <feedback/><!-|<feedback/>|trailing-content
        <feedback><![CDATA|<feedback><![CDATA|markup-as-text
        """)
    void around(String text, String read, String told) throws IOException {
        List<String> problems = new ArrayList<>();
        assertThat(read(text.replace('~', '\n'), problems)).isEqualTo(read);
        assertThat(problems.stream().distinct().toList())
                .isEqualTo(told == null ? List.of() : List.of(told.split(" ", -1)));
    }

    @DisplayName("What no markup is, is text")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock = """
        a < b|a < b|markup-as-text
        a<<b|a<<b|markup-as-text
        a<1|a<1|markup-as-text
        a<b c|a<b c|markup-as-text
        a<b c=d|a<b c=d|markup-as-text
        a<b c="d|a<b c="d|markup-as-text
        a<b c="d"e="f"/>|a<b c="d"e="f"/>|markup-as-text
        a</b c="d">|a</b c="d">|markup-as-text
        a<b/ >|a<b/ >|markup-as-text
        a<b 1="2"/>|a<b 1="2"/>|markup-as-text
        a<b c="<"/>|a<b c="<"/>|markup-as-text
        a<b c d="e"/>|a<b c d="e"/>|markup-as-text
        a<b c = "d" />|a<b c = "d" />|-
        a<b c='"'/>|a<b c='"'/>|-
        <\u00E4\u0661/>|<\u00E4\u0661/>|-
        <a\u00E4\u0661 \u00E4a=""/>|<a\u00E4\u0661 \u00E4a=""/>|-
        a<\u0661/>|a<\u0661/>|markup-as-text
        a<\u2013/>|a<\u2013/>|markup-as-text
        a<b\u2013/>|a<b\u2013/>|markup-as-text
        a&b|a&b|markup-as-text
        &lt;&gt;&amp;&quot;&apos;|<>&"'|-
        &foo;|&foo;|markup-as-text
        &;|&;|markup-as-text
        &#;|&#;|markup-as-text
        &#x;|&#x;|markup-as-text
        &#65;&#x41;&#x4a;&#x4A;|AAJJ|-
        &#4g;|&#4g;|markup-as-text
        &#xg;|&#xg;|markup-as-text
        &#X41;|&#X41;|markup-as-text
        &#128512;|\uD83D\uDE00|-
        &#x10FFFF;|\uDBFF\uDFFF|-
        &#x110000;|\uFFFD|encoding-invalid
        &#99999999;|\uFFFD|encoding-invalid
        &#000000065;|A|-
        &#0000000065;|&#0000000065;|markup-as-text
        &#0;|\uFFFD|encoding-invalid
        &#8;|\uFFFD|encoding-invalid
        &#31;|\uFFFD|encoding-invalid
        a&#32;b|a b|-
        &#xD7FF;|\uD7FF|-
        &#xD800;|\uFFFD|encoding-invalid
        &#xDFFF;|\uFFFD|encoding-invalid
        &#xE000;|\uE000|-
        &#xFFFD;|\uFFFD|-
        &#xFFFE;|\uFFFD|encoding-invalid
        &#xFFFF;|\uFFFD|encoding-invalid
        &#x10000;|\uD800\uDC00|-
        &#60;&#38;&#62;&#xFDD0;|<&>\uFDD0|-
        \u0001a|\uFFFDa|encoding-invalid
        \u001Fa|\uFFFDa|encoding-invalid
        \uFFFEa|\uFFFDa|encoding-invalid
        \u007F\u0080|\u007F\u0080|-
        a<b\u0080/>|a<b\u0080/>|markup-as-text
        \uFDD0l|\uFDD0l|-
        \uD83D\uDE00|\uD83D\uDE00|-
        \uD800\uDC00\uDBFF\uDFFF|\uD800\uDC00\uDBFF\uDFFF|-
        \u00FC\uD7FF\uE000\uFFFD|\u00FC\uD7FF\uE000\uFFFD|-
        a>b]>c]]>d|a>b]>c]]>d|-
        <![CDATA[<a>&lt;]]]>b|<a>&lt;]b|-
        <![CDATA[a]b]]c]]>d|a]b]]cd|-
        <![CDATA[\u0001]]>|\uFFFD|encoding-invalid
        <![CDATA[]]>|``|-
        <![CDATAx|<![CDATAx|markup-as-text
        """)
    void text(String text, String read, String told) throws IOException {
        List<String> problems = new ArrayList<>();
        assertThat(read("<feedback>" + text + "</feedback>", problems))
                .isEqualTo("<feedback>" + (read == null ? "" : read) + "</feedback>");
        assertThat(problems.stream().distinct().toList()).isEqualTo(told == null ? List.of() : List.of(told));
    }

    @DisplayName("In attributes what is no reference is text, and what is no character is none")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        &lt;        | &#60;
        &b          | &amp;b
        &#x41;      | &#65;
        &#0;x       | &#65533;x
        x&#32;x     | x&#32;x
        x\0x        | x\uFFFDx
        \uD7FF\uE000| \uD7FF\uE000
        &foo;       | &amp;foo;
        x\u0001\u00FC| x\uFFFD\u00FC
        \uD83D\uDE00| \uD83D\uDE00
        \uFFFE      | \uFFFD
        >/          | >/
        """)
    void attributes(String value, String read) throws IOException {
        for (String tag : List.of(
                "<feedback a=\"%s\"></feedback>",
                "<feedback><b a='%s'></b></feedback>", "<feedback><b a=\"%s\" c=''/></feedback>")) {
            assertThat(read(String.format(tag, value), new ArrayList<>())).isEqualTo(String.format(tag, read));
        }
    }

    @Test
    void controlCharacters() throws IOException {
        String text = "<feedback a=\"\t\">\t\n\r</feedback>";
        assertThat(read(text, new ArrayList<>())).isEqualTo(text);
        assertThat(read(text.replace(">\t\n\r", ">&#9;&#10;&#xD;"), new ArrayList<>()))
                .isEqualTo(text);
    }

    /** What a strict parser takes for markup: only what was written as that. */
    @Test
    void markupStandsForItself() throws IOException {
        XmlText xml = open("<feedback>&lt;&amp;&gt;]]>\uFDD0</feedback>", new ArrayList<>());
        char[] block = new char[1000];
        assertThat(new String(block, 0, xml.read(block, 0, 1000)))
                .isEqualTo("<feedback>\uFDD0l\uFDD0a\uFDD0g]]\uFDD0g\uFDD0e</feedback>");
        assertThat(xml.read(block, 0, 0)).isZero();
        assertThat(xml.read(block, 0, 1)).isEqualTo(-1);
        char[] last = {'a', '\uFDD0'};
        assertThat(XmlText.plain(last, 2)).isEqualTo(2);
    }

    @DisplayName("What cannot be passed over, and why")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                     | it has no element
        x                                      | it has no element
        <!doctyp                               | it has no element
        <a/>                                   | its root element is a and not feedback
        <x:a/>                                 | its root element is x:a and not feedback
        <feedbac/>                             | its root element is feedbac and not feedback
        <feedbackx/>                           | its root element is feedbackx and not feedback
        </feedback>                            | its root element is feedback and not feedback
        <HTML><feedback/>                      | it is an HTML page
        <x:html>                               | it is an HTML page
        <!doctype html>                        | it is an HTML page
        <!DOCTYPE ~ HTML>                      | it is an HTML page
        <!DOCTYPE feedback>                    | it has a document type declaration
        <feedback><!DOCTYPE html>              | it has a document type declaration
        <feedback><a></b>                      | its tags do not fit together: at line 1, </b> stands where </a> is to come
        <feedback>~~<a></ab>                   | its tags do not fit together: at line 3, </ab> stands where </a> is to come
        <feedback><ab></a>                     | its tags do not fit together: at line 1, </a> stands where </ab> is to come
        <a:feedback></feedback>                | its tags do not fit together: at line 1, </feedback> stands where </a:feedback> is to come
        <feedback><b><c><d><e>                 | elements are nested more than 4 deep
        <b><c><d><e><f>                        | elements are nested more than 4 deep
        """)
    void refused(String text, String why) {
        assertThatThrownBy(() -> read(text.replace('~', '\n'), new ArrayList<>()))
                .isInstanceOf(Refused.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<feedback><b><c><d></d></c></b></feedback>", "<feedback><b><c><d><e/></d></c></b></feedback>"})
    void atTheLimitOfDepth(String text) throws IOException {
        assertThat(read(text, new ArrayList<>())).isEqualTo(text);
        assertThat(read("<b><c><d><e><feedback/>", new ArrayList<>())).isEqualTo("<feedback/>");
    }

    @DisplayName("The longest tag, wherever it is long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<%s/>",
                "<b%s/>",
                "<b %s=''/>",
                "<b a%s=''/>",
                "<b a=%s''/>",
                "<b a='%s'/>",
                "<b a=''%s/>",
                "<b a='%s'></b>"
            })
    void longTags(String tag) throws IOException {
        boolean spaces = tag.contains("b%s") || tag.contains("a%s") || tag.contains("=%s") || tag.contains("''%s");
        String piece = spaces ? " " : "n";
        // As many as make the tag itself, without an end tag behind it, just as long as it may be.
        int most = LONGEST - (tag.indexOf('>') + 1 - "%s".length());
        String good = "<feedback>" + tag.replace("%s", piece.repeat(most)) + "</feedback>";
        assertThat(read(good, new ArrayList<>())).isEqualTo(good);
        String bad = "<feedback>" + tag.replace("%s", piece.repeat(most + 1)) + "</feedback>";
        assertThatThrownBy(() -> read(bad, new ArrayList<>()))
                .isInstanceOf(Refused.class)
                .hasMessage("a tag is longer than 100 characters");
    }

    @DisplayName("Names are kept, and so they are counted: ten thousand different ones")
    @ParameterizedTest
    @CsvSource({"9999, false", "10000, true"})
    void manyNames(int names, boolean refused) throws IOException {
        StringBuilder text = new StringBuilder("<feedback>");
        IntStream.range(0, names).forEach(i -> text.append("<a").append(i).append("/>"));
        // Those that came before are not counted again.
        text.append("<a1/><a2 a3=''/></feedback>");
        if (refused) {
            assertThatThrownBy(() -> read(text.toString(), new ArrayList<>()))
                    .isInstanceOf(Refused.class)
                    .hasMessage("it has more than 10000 different names of elements and attributes");
        } else {
            assertThat(read(text.toString(), new ArrayList<>())).isEqualTo(text.toString());
        }
    }

    @DisplayName("Names are kept, and so they are counted: a mebibyte of characters together")
    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    void longNames(int more, boolean refused) throws IOException {
        int all = 1 << 20;
        // With the root's; those that came before are not counted again.
        String name = "n".repeat(all / 2 - 4);
        String text = "<feedback><" + name + "a/><" + name + "a/><" + name.substring(2 - more) + "b/></feedback>";
        XmlText xml = new XmlText(new TextDecoder(new ByteArrayInputStream(text.getBytes(UTF_8))), all, 4, told -> {});
        char[] block = new char[8192];
        int length = 0;
        try {
            for (int n = xml.read(block, 0, 8192); n >= 0; n = xml.read(block, 0, 8192)) {
                length += n;
            }
            assertThat(refused).isFalse();
            assertThat(length).isEqualTo(text.length());
        } catch (Refused e) {
            assertThat(refused).isTrue();
            assertThat(e)
                    .hasMessage("the names of its elements and attributes have more than 1048576 characters together");
        }
    }

    @DisplayName("Tags as long as a limit allows, and what begins like one, come out whole")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        <a b="~"/>              | <a b="~"/>              | x
        <a b="~"/>              | <a b="~"/>              | >
        <a b="~"/>              | <a b="$"/>              | &
        <a b="~&lt;"/>          | <a b="~&#60;"/>         | x
        <a b="~&"/>             | <a b="~&amp;"/>         | x
        <a b="~<                | <a b="~<                | x
        <a b="~><               | <a b="~><               | x
        <a b="~]><              | <a b="~]><              | x
        <a b="~\uFDD0<          | <a b="~\uFDD0<         | x
        <a b="~\uD83D\uDE00<    | <a b="~\uD83D\uDE00<   | x
        """)
    void longPieces(String piece, String read, String letter) throws IOException {
        for (int before : new int[] {0, 8000}) {
            assertWhole(piece, read, before, letter.repeat(20_000 - before));
            assertWhole(piece, read, before, letter.repeat(40_000 - before));
        }
        // Where just all the room there is at first is filled.
        for (int length = 16_354; length < 16_374; length++) {
            assertWhole(piece, read, 0, letter.repeat(length));
        }
    }

    private static void assertWhole(String piece, String read, int before, String run) throws IOException {
        String start = "<feedback>" + "y".repeat(before);
        assertThat(whole(start + piece.replace("~", run) + "</feedback>"))
                .isEqualTo(start + read.replace("~", run).replace("$", "&amp;".repeat(run.length())) + "</feedback>");
    }

    private static String whole(String text) throws IOException {
        XmlText xml =
                new XmlText(new TextDecoder(new ByteArrayInputStream(text.getBytes(UTF_8))), 1 << 16, 4, told -> {});
        StringBuilder all = new StringBuilder();
        char[] block = new char[8192];
        for (int n = xml.read(block, 0, 8192); n >= 0; n = xml.read(block, 0, 8192)) {
            all.append(block, 0, n);
        }
        char[] plain = all.toString().toCharArray();
        return new String(plain, 0, XmlText.plain(plain, plain.length));
    }

    @DisplayName("An end tag that is far shorter than what it is to close, wherever it stands")
    @ParameterizedTest
    @ValueSource(ints = {1, 10_000, 20_000, 30_000, 40_000, 50_000})
    void shortEndTags(int between) {
        String text = "<feedback><" + "n".repeat(40_000) + ">" + "x".repeat(between) + "</n>";
        assertThatThrownBy(() -> whole(text))
                .isInstanceOf(Refused.class)
                .hasMessage("its tags do not fit together: at line 1, </n> stands where </" + "n".repeat(60)
                        + "> is to come");
    }

    @Test
    void aDeclarationThatIsNotWhole() {
        List<String> problems = new ArrayList<>();
        assertThatThrownBy(() -> read("\n<?xml", problems)).hasMessage("it has no element");
        assertThat(problems).isEmpty();
    }

    @DisplayName("Where it ended, when it ended too early")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <feedback>~            | true  | it ends at line 2 inside of feedback
        <feedback>~<a>~b       | true  | it ends at line 3 inside of a
        <feedback><![CDATA[~   | true  | it ends at line 2 inside of feedback
        <feedback><![CDATA[~]] | true  | it ends at line 2 inside of feedback
        <feedback>~</feedback> | false | -
        """)
    void cutShort(String text, boolean isCutShort, String why) throws IOException {
        XmlText xml = open(text.replace('~', '\n'), new ArrayList<>());
        char[] block = new char[100];
        assertThat(xml.isCutShort()).isFalse();
        while (xml.read(block, 0, 100) >= 0) {
            // To its end.
        }
        assertThat(xml.isCutShort()).isEqualTo(isCutShort);
        if (isCutShort) {
            assertThat(xml.cutShort()).hasMessage(why);
        }
    }

    @Test
    @DisplayName("XML 1.0 §4.3.3: UTF-16 has a byte order mark, and is read without it")
    void withoutByteOrderMark() throws IOException {
        String text = "<feedback/>";
        List<String> problems = new ArrayList<>();
        for (Charset charset : List.of(UTF_16LE, UTF_16BE, UTF_16)) {
            XmlText xml = new XmlText(
                    new TextDecoder(new ByteArrayInputStream(text.getBytes(charset))), LONGEST, 4, problems::add);
            char[] block = new char[100];
            assertThat(new String(block, 0, xml.read(block, 0, 100))).isEqualTo(text);
        }
        assertThat(problems).containsExactly("encoding-bom-missing", "encoding-bom-missing");
    }

    @DisplayName("Texts that are longer than what is read at a time")
    @ParameterizedTest
    @ValueSource(ints = {8180, 8192, 16_384, 40_000})
    void longTexts(int length) throws IOException {
        for (String piece : List.of("x", "]", ">", "\n", "\uD83D\uDE00", "<b/>", "&lt;", "<!--x-->", "<![CDATA[]]]>")) {
            String text = "<feedback>" + piece.repeat(length / piece.length()) + "</feedback>";
            String expected = text.replace("&lt;", "<").replace("<!--x-->", "").replace("<![CDATA[]]]>", "]");
            assertThat(read(text, new ArrayList<>())).isEqualTo(expected);
        }
        XmlText xml = open("<feedback>" + "\n".repeat(length), new ArrayList<>());
        char[] block = new char[100];
        while (xml.read(block, 0, 100) >= 0) {
            // To its end.
        }
        assertThat(xml.place()).isEqualTo("line " + (length + 1));
    }
}
