package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleTest {

    private static final Map<String, byte[]> FILES = SampleMaker.files();

    static Stream<String> fileNames() {
        return FILES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("fileNames")
    void bundledFilesAreWhatTheMakerMakes(String name) throws IOException {
        try (InputStream in = SampleTest.class.getResourceAsStream("demo/" + name)) {
            assertThat(in).as("bundled").isNotNull();
            assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(new String(FILES.get(name), ISO_8859_1));
        }
    }

    @Test
    void everyMessageHasItsStory() {
        assertThat(Sample.ALL)
                .extracting(Sample::file)
                .containsExactlyInAnyOrderElementsOf(
                        fileNames().filter(name -> name.endsWith(".eml")).toList());
    }
}
