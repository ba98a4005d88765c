package org.signetmail.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.testkit.FakeDns;
import org.slf4j.Logger;
import org.slf4j.nop.NOPServiceProvider;
import org.xbill.DNS.Name;

/**
 * Ed25519 works with the host's Bouncy Castle of any age and edition, and with none, on every path; and a host's own use of
 * Bouncy Castle goes on.
 */
class HostsTest {

    private static final String RIGHT = "signed: pass, dmarc pass\nforged: permerror, dmarc fail\n";

    /** Who computed: the classes of the seam that were loaded tell. */
    private static final String BOUNCY_CASTLE = "org.signetmail.dkim.keys.BouncyCastleEd25519$DecodedPoint";

    private static final String JDK = "org.signetmail.dkim.keys.JdkEd25519$JcaPoint";

    @TempDir
    private Path directory;

    /** What a program ended with. */
    private record Ran(int status, String output) {}

    @ParameterizedTest(name = "class path, {0}")
    @CsvSource({
        "bcprov-jdk15on-1.70.jar, jdk",
        "bcprov-jdk18on-1.78.1.jar, bc",
        "bcprov-jdk18on-1.86.jar, bc",
        "bc-fips-2.1.0.jar, jdk",
        "none, jdk"
    })
    void classPath(String jar, String engine) throws Exception {
        List<Path> path = libraries();
        path.add(testClasses());
        path.addAll(brought(jar));
        isRight(java(engine, "-cp", joined(path), Host.class.getName()));
    }

    @ParameterizedTest(name = "module path, {0}, which the host requires: {1}")
    @CsvSource({
        "bcprov-jdk15on-1.70.jar, org.bouncycastle.provider, jdk",
        "bcprov-jdk18on-1.78.1.jar, org.bouncycastle.provider, bc",
        "bcprov-jdk18on-1.86.jar, org.bouncycastle.provider, bc",
        "bcprov-jdk18on-1.86.jar, , bc", // java.base wants providers, so it is resolved
        "bc-fips-2.1.0.jar, org.bouncycastle.fips.core, jdk",
        "none, , jdk"
    })
    void modulePath(String jar, String required, String engine) throws Exception {
        List<Path> path = libraries();
        path.addAll(brought(jar));
        String modules = "org.signetmail.dmarc,org.signetmail.testkit" + (required == null ? "" : "," + required);
        isRight(java(
                engine,
                "-p",
                joined(path),
                "--add-modules",
                modules,
                "-cp",
                testClasses().toString(),
                Host.class.getName()));
    }

    @Test
    @DisplayName("a host with bcpkix 1.78.1 goes on to sign S/MIME")
    void smime() throws Exception {
        List<Path> path = libraries();
        path.add(testClasses());
        path.addAll(brought("bcprov-jdk18on-1.78.1.jar"));
        path.addAll(brought("bcpkix-jdk18on-1.78.1.jar"));
        path.addAll(brought("bcutil-jdk18on-1.78.1.jar"));
        Path source = testClasses().resolve("SmimeHost.java");
        Ran ran = java("bc", "-cp", joined(path), source.toString());
        assertThat(ran.output).isEqualTo(RIGHT + "smime: true\n");
        assertThat(ran.status).isZero();
    }

    @Test
    @DisplayName("jlink needs no --ignore-signing-information, and the image works")
    void jlink() throws Exception {
        Path image = directory.resolve("image");
        Ran linked = run(List.of(
                tool("jlink"),
                "--module-path",
                joined(libraries()),
                "--add-modules",
                "org.signetmail.dmarc,org.signetmail.testkit,jdk.crypto.ec",
                "--output",
                image.toString()));
        assertThat(linked.output).isEmpty();
        assertThat(linked.status).isZero();
        Ran ran = run(List.of(
                image.resolve("bin/java").toString(),
                "--add-modules",
                "ALL-SYSTEM",
                "-cp",
                testClasses().toString(),
                Host.class.getName()));
        assertThat(ran.output).isEqualTo(RIGHT);
    }

    @Test
    @DisplayName("a shaded jar with Bouncy Castle in it, its signature taken out")
    void shadedWithBouncyCastle() throws Exception {
        shaded(brought("bcprov-jdk18on-1.86.jar"), "bc");
    }

    @Test
    @DisplayName("a shaded jar without Bouncy Castle")
    void shaded() throws Exception {
        shaded(List.of(), "jdk");
    }

    @Test
    @DisplayName("OSGi: the libraries are bundles as they are, and give nobody what is not for all")
    void osgi() throws Exception {
        List<String> command = new ArrayList<>(List.of(tool("java")));
        if (Runtime.version().feature() >= 24) {
            // Else the JVM warns of the framework.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of(
                "-cp",
                brought("org.apache.felix.framework-7.0.5.jar").get(0).toString(),
                testClasses().resolve("OsgiHost.java").toString(),
                directory.toString(),
                testClasses().toString()));
        Stream.of(
                        brought("org.apache.aries.spifly.dynamic.framework.extension-1.3.7.jar"),
                        libraries(),
                        List.of(home(NOPServiceProvider.class), home(NullMarked.class)))
                .flatMap(List::stream)
                .map(Path::toString)
                .forEach(command::add);
        isRight(run(command));
    }

    private void shaded(List<Path> more, String engine) throws Exception {
        List<Path> path = libraries();
        path.add(testClasses());
        path.addAll(more);
        Path jar = directory.resolve("shaded.jar");
        shade(path, jar);
        isRight(java(engine, "-cp", jar.toString(), Host.class.getName()));
    }

    private static void isRight(Ran ran) {
        assertThat(ran.output).isEqualTo(RIGHT);
        assertThat(ran.status).isZero();
    }

    /** Runs the JVM of this test, and sees which side of the seam was used. */
    private Ran java(String engine, String... arguments) throws Exception {
        Path loaded = directory.resolve("loaded");
        List<String> command =
                new ArrayList<>(List.of(tool("java"), "-Xlog:class+load:file=" + loaded, "-Xshare:auto"));
        command.addAll(List.of(arguments));
        Ran ran = run(command);
        String classes = Files.readString(loaded, StandardCharsets.ISO_8859_1);
        assertThat(classes.contains(BOUNCY_CASTLE + " ")).as(ran.output).isEqualTo(engine.equals("bc"));
        assertThat(classes.contains(JDK + " ")).as(ran.output).isEqualTo(engine.equals("jdk"));
        return ran;
    }

    private Ran run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        return new Ran(status, Files.readString(output, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Signet with what it brings along, and nothing else. */
    private static List<Path> libraries() {
        return Stream.of(
                        Message.class,
                        SpfVerifier.class,
                        DkimSigner.class,
                        MailAuthenticator.class,
                        FakeDns.class,
                        Name.class,
                        Logger.class)
                .map(HostsTest::home)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Path testClasses() {
        return home(HostsTest.class);
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> brought(String jar) {
        if (jar.equals("none")) {
            return List.of();
        }
        Path file = testClasses().resolveSibling("brought").resolve(jar);
        assertThat(file).exists();
        return List.of(file);
    }

    /** What a shading plugin does: everything in one jar, the first of a name wins, signatures and modules stay out. */
    private static void shade(List<Path> path, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Multi-Release"), "true");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            Set<String> names = new HashSet<>(List.of("META-INF/MANIFEST.MF"));
            for (Path part : path) {
                if (Files.isDirectory(part)) {
                    shadeFolder(part, names, out);
                } else {
                    shadeJar(part, names, out);
                }
            }
        }
    }

    private static boolean isShaded(String name) {
        return !name.endsWith("module-info.class")
                && !(name.startsWith("META-INF/")
                        && (name.endsWith(".SF") || name.endsWith(".DSA") || name.endsWith(".RSA")));
    }

    private static void shadeJar(Path part, Set<String> names, JarOutputStream out) throws IOException {
        try (JarFile jar = new JarFile(part.toFile(), false)) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && isShaded(entry.getName()) && names.add(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    jar.getInputStream(entry).transferTo(out);
                }
            }
        }
    }

    private static void shadeFolder(Path part, Set<String> names, JarOutputStream out) throws IOException {
        Files.walkFileTree(part, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = part.relativize(file).toString().replace(File.separatorChar, '/');
                if (isShaded(name) && names.add(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(file, out);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
