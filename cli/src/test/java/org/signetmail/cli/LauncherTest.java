package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script {@code signet} and the launcher that it shares with what is published, in a house of their own with a Java that
 * writes down how it was started.
 */
class LauncherTest {

    /** Makes class lists and archives as it is told, unless the file {@code broken} stands beside it. */
    private static final String JAVA = """
            #!/bin/sh
            home=$(cd "$(dirname "$0")/.." && pwd)
            for arg in "$@"; do
              case $arg in
                -XX:DumpLoadedClassList=*) echo a/Class > "${arg#*=}"; echo list >> "$home/starts"; exit 1 ;;
                -Xshare:dump)
                  echo dump >> "$home/starts"
                  [ ! -f "$home/broken" ] || exit 1
                  for each in "$@"; do
                    case $each in -XX:SharedArchiveFile=*) echo archive > "${each#*=}" ;; esac
                  done
                  exit 0 ;;
              esac
            done
            echo "$@" >> "$home/starts"
            """;

    private static final String LAUNCHER = "cli/src/main/dist/bin/signet";

    @TempDir
    private Path folder;

    private Path java;
    private Path cache;
    private String options = "";
    private String zone = "UTC";

    /** Whether another start that is no real one makes an archive. */
    private boolean isHeld;

    @BeforeEach
    void aHouse() throws IOException {
        Files.createDirectories(folder.resolve("house/cli/target"));
        Files.copy(Repository.file("signet"), folder.resolve("house/signet"));
        Path launcher = folder.resolve("house").resolve(LAUNCHER);
        Files.createDirectories(launcher.getParent());
        Files.copy(Repository.file(LAUNCHER), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(folder.resolve("house/pom.xml"), "");
        aJar("one");
        java = aJava("17");
        cache = folder.resolve("cache/signet");
    }

    private void aJar(String text) throws IOException {
        Path jar = folder.resolve("house/cli/target/signet.jar");
        Files.writeString(jar, text);
        // Later than the launcher, which counts as a source.
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private Path aJava(String version) throws IOException {
        Path home = folder.resolve("java" + version);
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, JAVA);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=" + version);
        return home;
    }

    /** Starts the command, and waits until no archive is made any more; gives how Java was started. */
    private List<String> start(String... args) throws Exception {
        return start(folder.resolve("house/signet"), args);
    }

    private List<String> start(Path script, String... args) throws Exception {
        assertThat(run(script, args)).as(said()).isZero();
        return Files.readAllLines(java.resolve("starts"));
    }

    /** Gives the exit status. */
    private int run(Path script, String... args) throws Exception {
        ProcessBuilder process = new ProcessBuilder(Stream.concat(Stream.of("sh", script.toString()), Stream.of(args))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        process.environment().put("JAVA_HOME", java.toString());
        process.environment().put("XDG_CACHE_HOME", cache.getParent().toString());
        process.environment().put("JAVA_TOOL_OPTIONS", options);
        process.environment().put("TZ", zone);
        // What XDG_CACHE_HOME is there for is looked at first; nothing of a test gets into the home of who runs it.
        process.environment().put("HOME", folder.resolve("home").toString());
        Files.deleteIfExists(java.resolve("starts"));
        Process started = process.start();
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
        if (!isHeld) {
            untilSettled();
        }
        return started.exitValue();
    }

    private void untilSettled() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.isDirectory(cache)
                && cached().stream().anyMatch(each -> each.toString().endsWith(".making"))) {
            assertThat(System.nanoTime()).as("an archive is being made").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** How Java was started for the command itself, which may be before or after what the archive needs. */
    private static String own(List<String> starts) {
        assertThat(starts).filteredOn(each -> each.contains("signet.terminal")).hasSize(1);
        return starts.stream()
                .filter(each -> each.contains("signet.terminal"))
                .findFirst()
                .orElseThrow();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }

    @Test
    @DisplayName("The archive is made once, beside the first start, and used from then on")
    void once() throws Exception {
        List<String> first = start("--help");
        assertThat(first).contains("list", "dump");
        assertThat(own(first)).doesNotContain("Shared");
        assertThat(said()).isEmpty();
        assertThat(cached()).singleElement().asString().endsWith(".jsa");
        assertThat(start("--help"))
                .singleElement()
                .asString()
                .contains("-XX:SharedArchiveFile=" + cached().get(0), "signet.jar --help");
        assertThat(said()).isEmpty();
    }

    @Test
    @DisplayName("A JVM that makes no archive is asked once for each jar, and the command runs without")
    void notAgain() throws Exception {
        Files.writeString(java.resolve("broken"), "");
        assertThat(own(start("--help"))).doesNotContain("Shared");
        assertThat(start("--help")).singleElement().asString().doesNotContain("Shared");
        Files.delete(java.resolve("broken"));
        aJar("another");
        assertThat(start("--help")).contains("dump");
        assertThat(cached()).hasSize(1);
        assertThat(start("--help")).singleElement().asString().contains("-XX:SharedArchiveFile=");
    }

    @Test
    @DisplayName("As it is published: the jar is found from bin, through a symbolic link, and from any folder")
    void published() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("signet 1.0/bin"));
        Files.copy(Repository.file(LAUNCHER), bin.resolve("signet"));
        Files.createDirectories(folder.resolve("usr/bin"));
        Path link = Files.createSymbolicLink(folder.resolve("usr/bin/signet"), Path.of("../../signet 1.0/bin/signet"));
        assertThat(run(link, "--help")).isEqualTo(70);
        assertThat(said()).startsWith("signet: there is no ").endsWith("/signet 1.0/lib/signet.jar\n");
        Files.createDirectories(folder.resolve("signet 1.0/lib"));
        Path jar = Files.writeString(folder.resolve("signet 1.0/lib/signet.jar"), "one");
        assertThat(own(start(link, "--help"))).endsWith(jar.toRealPath() + " --help");
        assertThat(start(link, "--help")).singleElement().asString().contains("-XX:SharedArchiveFile=");
    }

    @Test
    @DisplayName("Without Java, the command says so and ends with 70")
    void noJava() throws Exception {
        Files.delete(java.resolve("bin/java"));
        assertThat(run(folder.resolve("house/signet"), "--help")).isEqualTo(70);
        assertThat(said()).isEqualTo("signet: needs Java 17 or later: no " + java + "/bin/java\n");
    }

    @ParameterizedTest
    @CsvSource({"\"16.0.2\", 16.0.2", "\"1.8.0_402\", 1.8.0_402", "\"9\", 9"})
    @DisplayName("Of a Java that is too old the command says so and ends with 70")
    void oldJava(String version, String said) throws Exception {
        Files.writeString(
                java.resolve("release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=" + version + "\nOS_NAME=\"Linux\"\n");
        assertThat(run(folder.resolve("house/signet"), "--help")).isEqualTo(70);
        assertThat(said())
                .isEqualTo("signet: needs Java 17 or later: " + java + "/bin/java is of version " + said + "\n");
        assertThat(java.resolve("starts")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"\"17\"", "\"17.0.15\"", "\"25-ea\"", "\"100.1\"", "17", "\"\"", "unknown"})
    @DisplayName("Every other Java is taken")
    void newJava(String version) throws Exception {
        Files.writeString(java.resolve("release"), "JAVA_VERSION=" + version + "\n");
        assertThat(own(start("--help"))).endsWith("--help");
    }

    @Test
    @DisplayName("A cache whose path is not absolute is none")
    void relativeCache() throws Exception {
        cache = Path.of("cache/signet");
        Files.writeString(folder.resolve("home"), "a file where the home would be");
        assertThat(own(start("--help"))).endsWith("--help");
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    @DisplayName("Where no cache can be, nothing is tried")
    void noCache() throws Exception {
        Files.writeString(folder.resolve("cache"), "a file where the folder would be");
        assertThat(start("--help"))
                .singleElement()
                .asString()
                .doesNotContain("Shared")
                .contains("--help");
        assertThat(said()).isEmpty();
    }

    @Test
    @DisplayName("A new jar gets a new archive in place of the old one; another JVM and another checkout keep theirs")
    void staleAndOthers() throws Exception {
        start("--help");
        Path old = cached().get(0);
        aJar("another");
        start("--help");
        assertThat(cached()).hasSize(1).doesNotContain(old);
        Path here = cached().get(0);
        java = aJava("25");
        start("--help");
        assertThat(cached()).hasSize(2).contains(here);
        Files.move(folder.resolve("house"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("house"), folder.resolve("elsewhere"));
        start("--help");
        assertThat(cached()).hasSize(3).contains(here);
    }

    @Test
    @DisplayName("Who starts it in another time zone has the same archive")
    void elsewhereOnTheGlobe() throws Exception {
        start("--help");
        zone = "Asia/Tokyo";
        assertThat(start("--help")).singleElement().asString().contains("-XX:SharedArchiveFile=");
    }

    @Test
    @DisplayName("While another start makes the archive, this one does without; what a killed one left is taken away")
    void atTheSameTime() throws Exception {
        start("--help");
        String name = cached().get(0).getFileName().toString();
        Files.delete(cached().get(0));
        Path lock = Files.createDirectory(cache.resolve(name.substring(0, name.indexOf('.')) + ".making"));
        isHeld = true;
        assertThat(start("--help")).singleElement().asString().doesNotContain("Shared");
        assertThat(lock).exists();
        isHeld = false;
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(start("--help")).contains("dump");
        assertThat(lock).doesNotExist();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            --help                      | true
            verify small.eml            | true
            verify absent.eml           | true
            lint folder                 | true
            verify folder               | false
            verify large.mbox           | false
            dkim --dns zone.txt folder  | false
            report r.xml                | false
            serve-dns zone.txt          | false
            """)
    @DisplayName("What is over in a moment goes without the second compiler")
    void shortAndLong(String args, boolean isShort) throws Exception {
        Files.createDirectories(folder.resolve("folder"));
        Files.writeString(folder.resolve("small.eml"), "From: a@b.example\n");
        Files.write(folder.resolve("large.mbox"), new byte[(1 << 20) + 1]);
        assertThat(own(start(args.split(" ", -1))).contains("TieredStopAtLevel=1"))
                .isEqualTo(isShort);
    }

    @Test
    @DisplayName("The collector of who asks for one in JAVA_TOOL_OPTIONS is the only one")
    void oneCollector() throws Exception {
        assertThat(own(start("--help"))).contains("SerialGC");
        options = "-XX:+UseParallelGC";
        assertThat(own(start("--help"))).doesNotContain("SerialGC");
    }
}
