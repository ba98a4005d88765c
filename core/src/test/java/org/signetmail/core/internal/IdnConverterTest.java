package org.signetmail.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;

class IdnConverterTest {

    @DisplayName("RFC 5891 §4.4, RFC 5892: what IDNA2008 alone knows, by ICU4J")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            stra\u00dfe.example                         | xn--strae-oqa.example
            STRA\u00dfE.example                         | xn--strae-oqa.example
            mail.fa\u00df.example                       | mail.xn--fa-hia.example
            \u03b2\u03cc\u03bb\u03bf\u03c2.example      | xn--nxasmm1c.example
            \u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example | xn--mgba3gch31f060k.example
            \u0d9a\u200d\u0dca.x\u00fc.example          | -
            \u0dc1\u0dca\u200d\u0dbb\u0dd3.example      | xn--10cl1a0b660p.example
            \u2d5c\u2d49\u2d3c.example                  | xn--hmjza8c.example
            \ud83a\udd22\ud83a\udd23.example            | xn--9d6hc.example
            b\u00fccher.stra\u00dfe.example             | xn--bcher-kva.xn--strae-oqa.example
            """)
    void youngerLabels(String name, String expected) {
        assertThat(DomainName.parse(name).map(DomainName::toString).orElse("-")).isEqualTo(expected);
    }

    @DisplayName("RFC 5891 §5: with ICU4J, too, nothing is mapped to another domain")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exam\u00adple.example",
                "exa\u200bmple.example",
                "exa\u200dmple\u00df.example",
                "\uff45x\u00df.example",
                "x\u00df\u3002org",
                "\u00df\u212a.example",
                "\u1e9e\u017f.example",
                "u\u0308\u00df.example",
                "a\u2024\u00df.example",
                "\u00df\u0000.example",
                "\u00df_x.example",
                "-\u00df.example",
                "\u05d0\u00df.example",
                "\u0300\u00df.example",
                "\ud800\u00df.example"
            })
    void nothingIsMapped(String name) {
        assertThat(DomainName.parse(name)).isEmpty();
        assertThat(IdnConverter.refusal(name).orElseThrow())
                .matches("[ -~]+\\.")
                .doesNotContain("icu4j");
    }

    @Test
    void aNameWithALabelsHasNoRefusal() {
        assertThat(IdnConverter.refusal("stra\u00dfe.example")).isEmpty();
        assertThat(IdnConverter.refusal("\u00fc".repeat(1000))).contains("it is too long.");
        assertThat(IdnConverter.refusal("a".repeat(506))).isEmpty();
        assertThat(IdnConverter.refusal("a".repeat(507))).contains("it is too long.");
    }

    @Test
    void convertsLabelByLabelOrNotAtAll() {
        assertThat(IdnConverter.toAscii("x.b\u00fccher.example")).isEqualTo("x.xn--bcher-kva.example");
        assertThat(IdnConverter.toAscii("\u007f..")).isEqualTo("\u007f..");
        assertThat(IdnConverter.toAscii("a".repeat(506))).hasSize(506);
        assertThat(IdnConverter.toAscii("a".repeat(507))).isNull();
        assertThat(IdnConverter.toAscii("a.exam\u00adple.example")).isNull();
        assertThat(IdnConverter.refusal("a.exam\u00adple.example"))
                .contains("the label \"exam\\194\\173ple\" has no A-label that means exactly the same.");
    }

    @Test
    @DisplayName("Without ICU4J no LinkageError, and a sentence that names the label and what to add")
    void withoutIcu() throws Exception {
        assertThat(inJvmWithoutIcu())
                .containsExactly(
                        "Optional[xn--bcher-kva.example]",
                        "Optional.empty",
                        "Optional.empty",
                        "Optional[xn--strae-oqa.example]",
                        "UNUSABLE_DOMAIN: The From field has an address whose domain is \"stra\\195\\159e.example\", which is"
                                + " no domain name: the label \"stra\\195\\159e\" is not of IDNA2003; where IDNA2008 knows it,"
                                + " com.ibm.icu:icu4j on the class path makes it readable.",
                        "icu: false");
    }

    @Test
    @DisplayName("Names of ASCII and of IDNA2003 load nothing of ICU4J")
    void loadedWhenNeeded() throws IOException, ReflectiveOperationException {
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = new File(classPath.get(i)).toURI().toURL();
        }
        try (Recording loader = new Recording(urls)) {
            var parse = loader.loadClass(DomainName.class.getName()).getMethod("parse", String.class);
            assertThat(parse.invoke(null, "example.org").toString()).contains("example.org");
            assertThat(parse.invoke(null, "b\u00fccher.example").toString()).contains("xn--bcher-kva");
            assertThat(loader.icu).isFalse();
            assertThat(parse.invoke(null, "stra\u00dfe.example").toString()).contains("xn--strae-oqa");
            assertThat(loader.icu).isTrue();
        }
    }

    private static final class Recording extends URLClassLoader {
        private boolean icu;

        Recording(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            icu |= name.startsWith("com.ibm.icu.");
            return super.loadClass(name, resolve);
        }
    }

    private static List<String> inJvmWithoutIcu() throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("icu4j"))
                .collect(Collectors.joining(File.pathSeparator));
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process process = new ProcessBuilder(java, "-cp", classPath, WithoutIcu.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed.lines().toList();
    }

    /** What the JVM without ICU4J runs. */
    static final class WithoutIcu {
        public static void main(String[] args) {
            System.out.println(DomainName.parse("b\u00fccher.example"));
            System.out.println(DomainName.parse("stra\u00dfe.example"));
            System.out.println(DomainName.parse("stra\u00dfe.example"));
            System.out.println(DomainName.parse("xn--strae-oqa.example"));
            byte[] message = "From: a@stra\u00dfe.example\r\n\r\n".getBytes(StandardCharsets.UTF_8);
            System.out.println(AuthorDomain.of(Message.of(message).fields()).summary());
            boolean icu;
            try {
                Class.forName("com.ibm.icu.text.IDNA");
                icu = true;
            } catch (ClassNotFoundException e) {
                icu = false;
            }
            System.out.println("icu: " + icu);
        }
    }
}
