package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A test that a page names, of whatever module. */
public final class NamedTest {

    private static final String ROOT = "org.signetmail.";

    private NamedTest() {}

    /**
     * Holds that it is there, and is run: a method that JUnit takes for a test.
     *
     * @param name the class and its method, {@code org.signetmail.spf.LimitsTest#countsTerms}
     * @throws IOException of the file
     */
    public static void assertIsThere(String name) throws IOException {
        int sign = name.indexOf('#');
        // The third part of the name is what the folder of the module is called.
        String module = name.substring(ROOT.length(), name.indexOf('.', ROOT.length()));
        Path source = Repository.file(
                module + "/src/test/java/" + name.substring(0, sign).replace('.', '/') + ".java");
        assertThat(source).exists();
        // From the annotation to the method no other member ends.
        Pattern test = Pattern.compile(
                "(?m)^    @(?:ParameterizedTest|Test)\\b(?:(?!^    }$).)*?^    void "
                        + Pattern.quote(name.substring(sign + 1)) + "\\(",
                Pattern.MULTILINE | Pattern.DOTALL);
        assertThat(test.matcher(Files.readString(source)).find()).as(name).isTrue();
    }
}
