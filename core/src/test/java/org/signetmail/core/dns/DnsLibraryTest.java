package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsJavaResolver;

/** Hosts bring a dnsjava of their own. */
class DnsLibraryTest {

    /** What the child JVM runs. */
    static final class Program {
        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                try {
                    System.out.println(
                            DnsJavaResolver.builder().servers("192.0.2.53").build());
                } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    private static final String COMPLAINT =
            "dnsjava 2.1.9 lacks what Signet calls: '[^\n]*'. Signet needs 3.6.0 or later: "
                    + "put dnsjava:dnsjava:3.6.0 or later on the class path, before any older one\n";

    @Test
    void takesTheOneWeAreBuiltWith() {
        assertThatNoException().isThrownBy(DnsLibrary::check);
    }

    @Test
    void tellsOfAnOldOneWhenAResolverIsMade() throws Exception {
        URL old = DnsLibraryTest.class.getResource("/hosts/dnsjava-2.1.9.jar");
        assumeThat(old)
                .as("NOT TESTED: Maven has not put dnsjava-2.1.9.jar into test-classes/hosts")
                .isNotNull();
        assertThat(run(Path.of(old.toURI()).toString())).matches(COMPLAINT + COMPLAINT);
    }

    @Test
    void tellsOfAMissingOneWhenAResolverIsMade() throws Exception {
        assertThat(run("nothing.jar")).startsWith("dnsjava of unknown version lacks what Signet calls: ");
    }

    /** Runs the program with another dnsjava in place of ours. */
    private static String run(String dnsjava) throws Exception {
        List<String> path = new ArrayList<>(List.of(dnsjava));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("dnsjava-"))
                .forEach(path::add);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", String.join(File.pathSeparator, path), Program.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
