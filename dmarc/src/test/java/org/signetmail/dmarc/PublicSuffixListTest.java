package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.testkit.Conformance;

class PublicSuffixListTest {

    /** As many rules as the list's own test needs. */
    static final String RULES = """
            // A comment
            biz
            com
            uk.com
            ac	and what follows white space is not read
            cn
            com.cn
            公司.cn
            中国
            *.ck
            !www.ck
            jp
            ac.jp
            kyoto.jp
            ide.kyoto.jp
            *.kobe.jp
            !city.kobe.jp
            *.mm
            us
            ak.us
            k12.ak.us

            // Another section
            github.example
            """;

    private static final Path DEBIAN = Path.of("/usr/share/publicsuffix/public_suffix_list.dat");

    @Test
    @DisplayName("Its size is the number of rules of all kinds")
    void size() {
        assertThat(list().size()).isEqualTo(21);
    }

    static PublicSuffixList list() {
        try {
            return PublicSuffixList.read(new StringReader(RULES));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> suiteWithItsOwnRules() throws IOException {
        return suite(list());
    }

    @TestFactory
    Stream<DynamicTest> suiteWithTheInstalledList() throws IOException {
        return Files.exists(DEBIAN)
                ? suite(PublicSuffixList.read(DEBIAN))
                : abort("SKIPPED: no " + DEBIAN + "; Debian's package publicsuffix has it");
    }

    private static Stream<DynamicTest> suite(PublicSuffixList list) throws IOException {
        Optional<Path> file = Conformance.find("dmarc/test_psl.txt");
        if (file.isEmpty()) {
            return abort(Conformance.MISSING);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(file.get())) {
            if (line.startsWith("checkPublicSuffix(")) {
                String[] arguments =
                        line.substring(line.indexOf('(') + 1, line.indexOf(')')).split(", ", -1);
                tests.add(
                        DynamicTest.dynamicTest(line, () -> check(list, unquote(arguments[0]), unquote(arguments[1]))));
            }
        }
        assertThat(tests).hasSize(78);
        return tests.stream();
    }

    private static void check(PublicSuffixList list, String name, String expected) {
        // A name that DNS does not allow, such as one with a leading dot, has no organizational domain.
        Optional<DomainName> organizational = DomainName.parse(name).flatMap(list::organizationalDomain);
        assertThat(organizational).isEqualTo(expected.isEmpty() ? Optional.empty() : DomainName.parse(expected));
    }

    private static String unquote(String argument) {
        return argument.equals("null") ? "" : argument.substring(1, argument.length() - 1);
    }

    @DisplayName("RFC 7489 §3.2: the public suffix of a name")
    @ParameterizedTest
    @CsvSource({
        "www.example.com, com",
        "com, com",
        "unlisted, unlisted",
        "a.unlisted, unlisted",
        "x.github.example, github.example",
        "a.b.kobe.jp, b.kobe.jp",
        "kobe.jp, jp",
        "city.kobe.jp, kobe.jp",
        "ck, ck",
    })
    void publicSuffix(String name, String suffix) {
        assertThat(list().publicSuffix(DomainName.of(name))).isEqualTo(DomainName.of(suffix));
    }

    @Test
    void badLinesAreSkippedAndCounted() throws IOException {
        PublicSuffixList list = PublicSuffixList.read(new StringReader("com\nexa..mple\n*.\n!\n b.example\n\n"));
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.skipped()).isEqualTo(3);
    }

    @Test
    void theInstalledListIsUnderstood() throws IOException {
        if (!Files.exists(DEBIAN)) {
            abort("SKIPPED: no " + DEBIAN);
        }
        PublicSuffixList list = PublicSuffixList.read(DEBIAN);
        assertThat(list.size()).isGreaterThan(9000);
        assertThat(list.skipped()).isLessThan(list.size() / 100);
    }
}
