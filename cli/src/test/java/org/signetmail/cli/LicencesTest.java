package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code THIRD-PARTY.txt}, which goes into the command's jar and beside it, says what the libraries in that jar ask to have said.
 * That no library is left out is what {@code release/check} sees in the list of what stands in the jar.
 */
class LicencesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "dnsjava, org.xbill.DNS.Name, META-INF/LICENSE",
        "slf4j-api, org.slf4j.Logger, META-INF/LICENSE.txt",
        "slf4j-nop, org.slf4j.nop.NOPServiceProvider, META-INF/LICENSE.txt",
        "jspecify, org.jspecify.annotations.NullMarked,",
        "picocli, picocli.CommandLine,",
        "bcprov-jdk18on, org.bouncycastle.math.ec.rfc8032.Ed25519, META-INF/LICENSE.md",
        "icu4j, com.ibm.icu.text.IDNA,",
        "sqlite-jdbc, org.sqlite.JDBC, META-INF/maven/org.xerial/sqlite-jdbc/LICENSE.zentus",
        "jackson-core, tools.jackson.core.JsonParser, META-INF/NOTICE META-INF/FastDoubleParser-LICENSE"
                + " META-INF/FastDoubleParser-ThirdParty-LICENSE META-INF/jsoniter-scala-LICENSE"
    })
    void saysWhatTheLibraryAsks(String library, String type, String texts) throws Exception {
        String said = Files.readString(Repository.file("cli/src/main/dist/THIRD-PARTY.txt"));
        Path jar = Path.of(Class.forName(type)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String name = jar.getFileName().toString();
        String version = name.substring(library.length() + 1, name.length() - ".jar".length());
        assertThat(said.lines().filter(line -> line.contains(library + " " + version)))
                .hasSize(1);
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String text : texts == null ? List.<String>of() : List.of(texts.split(" "))) {
                try (InputStream in = file.getInputStream(Objects.requireNonNull(file.getEntry(text), text))) {
                    assertThat(said)
                            .contains(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                    .replace("\r\n", "\n")
                                    .strip());
                }
            }
        }
    }
}
