package org.signetmail.dkim.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.activation.DataSource;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Lookup;

/** A program of somebody else, compiled and run by this JDK with what an ordinary user of the module has, and no more. */
class WithoutJakartaTest {

    private static final List<Class<?>> OF_A_USER = List.of(
            DkimSigner.class, Message.class, SHA256Digest.class, Lookup.class, LoggerFactory.class, NullMarked.class);

    private static final List<Class<?>> OF_JAKARTA = List.of(MimeMessage.class, DataSource.class, SMTPTransport.class);

    private static final String SIGNS_OCTETS = """
            package consumer;

            import java.security.KeyPairGenerator;
            import java.util.List;
            import org.signetmail.core.*;
            import org.signetmail.dkim.*;

            public class Main {
                public static void main(String[] args) throws Exception {
                    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                    var signer = DkimSigner.builder("example.com", "s1", SigningKey.of(keys.getPrivate())).build();
                    byte[] message = "From: bob@example.com\\r\\n\\r\\nHello.\\r\\n".getBytes("US-ASCII");
                    byte[] signed = signer.sign(Message.of(message)).prependTo(message);
                    DnsResolver dns = DnsResolver.blocking((name, type) -> new DnsAnswer.NxDomain(java.time.Duration.ZERO, false), Runnable::run);
                    System.out.println(DkimVerifier.using(dns).verify(Message.of(signed)).get(0).result());
                    try {
                        Class.forName("jakarta.mail.Message");
                        System.out.println("with jakarta");
                    } catch (ClassNotFoundException e) {
                        System.out.println("without jakarta");
                    }
                }
            }
            """;

    private static final String SIGNS_MAIL = """
            package consumer;

            import jakarta.mail.Session;
            import jakarta.mail.internet.MimeMessage;
            import java.security.KeyPairGenerator;
            import java.util.Properties;
            import org.signetmail.dkim.*;
            import org.signetmail.dkim.jakarta.SignedMimeMessage;

            public class Main {
                public static void main(String[] args) throws Exception {
                    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                    var signer = DkimSigner.builder("example.com", "s1", SigningKey.of(keys.getPrivate())).build();
                    MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
                    message.setFrom("bob@example.com");
                    message.setText("Hello.");
                    System.out.println(SignedMimeMessage.of(message, signer).getHeader("DKIM-Signature").length);
                }
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "module path: {0}, jakarta: {1}")
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void compilesAndRuns(boolean modulePath, boolean jakarta) throws Exception {
        Path source = Files.createDirectories(folder.resolve("src/consumer")).resolve("Main.java");
        Files.writeString(source, jakarta ? SIGNS_MAIL : SIGNS_OCTETS);
        Path classes = folder.resolve("classes");
        String jars = Stream.concat(OF_A_USER.stream(), jakarta ? OF_JAKARTA.stream() : Stream.of())
                .map(WithoutJakartaTest::placeOf)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));

        List<String> compile =
                new ArrayList<>(List.of(tool("javac"), "-Xlint:all,-processing", "-Werror", "-d", classes.toString()));
        List<String> run = new ArrayList<>(List.of(tool("java")));
        if (modulePath) {
            Path module = source.resolveSibling("../module-info.java").normalize();
            Files.writeString(
                    module,
                    "module consumer { requires org.signetmail.dkim; " + (jakarta ? "requires jakarta.mail; " : "")
                            + "}");
            compile.addAll(List.of("--module-path", jars, module.toString()));
            run.addAll(List.of("--module-path", jars + File.pathSeparator + classes, "-m", "consumer/consumer.Main"));
        } else {
            compile.addAll(List.of("-cp", jars));
            run.addAll(List.of("-cp", jars + File.pathSeparator + classes, "consumer.Main"));
        }
        compile.add(source.toString());

        assertThat(output(compile)).isEmpty();
        assertThat(output(run).lines())
                .containsExactly(jakarta ? new String[] {"1"} : new String[] {"PERMERROR", "without jakarta"});
    }

    /** An implementation of Jakarta Mail with another SMTP than Angus Mail's, or with none. */
    @Test
    void signsWithoutAngusMailsSmtp() throws Exception {
        Path angus = Files.copy(Path.of(placeOf(SMTPTransport.class)), folder.resolve("angus.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(angus)) {
            Path smtp = jar.getPath("org/eclipse/angus/mail/smtp");
            try (Stream<Path> classes = Files.list(smtp)) {
                for (Path file : classes.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(jar.getPath("META-INF/services/jakarta.mail.Provider"));
        }
        Path source = Files.createDirectories(folder.resolve("src/consumer")).resolve("Main.java");
        Files.writeString(source, SIGNS_MAIL);
        Path classes = folder.resolve("classes");
        String jars = Stream.concat(
                        Stream.of(angus.toString()),
                        Stream.concat(OF_A_USER.stream(), Stream.of(MimeMessage.class, DataSource.class))
                                .map(WithoutJakartaTest::placeOf))
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));

        assertThat(output(List.of(
                        tool("javac"),
                        "-Xlint:all,-processing",
                        "-Werror",
                        "-d",
                        classes.toString(),
                        "-cp",
                        jars,
                        source.toString())))
                .isEmpty();
        assertThat(output(List.of(tool("java"), "-cp", jars + File.pathSeparator + classes, "consumer.Main"))
                        .lines())
                .containsExactly("1");
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }
}
