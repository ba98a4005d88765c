package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.dkim.DkimKeyPair;

/** The examples of the help texts do what they show, in a folder that has the files they name. */
class HelpExamplesTest {

    @TempDir
    private static Path folder;

    private static List<String> examples() {
        return HelpTest.signet().getSubcommands().values().stream()
                .flatMap(command ->
                        Stream.of(command.getCommandSpec().usageMessage().footer()))
                .filter(line -> line.startsWith("  signet "))
                .map(String::strip)
                .toList();
    }

    @BeforeAll
    static void aFolder() throws IOException {
        DkimKeyPair rsa = DkimKeyPair.rsa(2048);
        DkimKeyPair ed25519 = DkimKeyPair.ed25519();
        String zone = Files.readString(Repository.file("docs/walkthroughs/dns/1-done.zone"));
        file("zone.txt", (zone + "\n" + rsa.record().zoneLine("example.com", "s2026") + "\n").getBytes(US_ASCII));
        file("rsa.pem", rsa.privateKeyPem().getBytes(US_ASCII));
        file("s2026.pem", rsa.privateKeyPem().getBytes(US_ASCII));
        file("ed.pem", ed25519.privateKeyPem().getBytes(US_ASCII));
        byte[] message = Files.readAllBytes(Repository.file("docs/walkthroughs/mail/ses-custom.eml"));
        for (String name : List.of("message.eml", "old.eml", "sent/1.eml", "saved/1.eml")) {
            file(name, message);
        }
        file("old.eml.gz", gzip(message));
        file(
                "inbox.mbox",
                ("From bob@example.com Mon Nov  2 09:30:00 2026\n" + new String(message, US_ASCII)).getBytes(US_ASCII));
        byte[] report = Files.readAllBytes(
                Repository.file("docs/reports/receiver.example!example.org!1767225600!1767311999.xml"));
        file("report.xml.gz", gzip(report));
        file("reports/1.xml", report);
        file("domains.txt", "example.com\n".getBytes(US_ASCII));
        file("records.txt", "v=spf1 -all\n".getBytes(US_ASCII));
        file("allowed.txt", "dmarc-record-missing * 2099-12-31 known\n".getBytes(US_ASCII));
        file("mta-sts.txt", "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n".getBytes(US_ASCII));
    }

    private static void file(String name, byte[] octets) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, octets);
    }

    private static byte[] gzip(byte[] octets) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(octets);
        }
        return packed.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    @DisplayName("An example runs, and comes to a verdict")
    void runs(String example) throws IOException {
        String line = example.split(" # ", 2)[0].strip();
        InputStream in = InputStream.nullInputStream();
        if (line.contains(" < ")) {
            in = new ByteArrayInputStream(Files.readAllBytes(folder.resolve(line.substring(line.indexOf(" < ") + 3))));
            line = line.substring(0, line.indexOf(" < "));
        }
        List<String> words = new ArrayList<>();
        List<String> typed = ShellWords.of(line.split(" > ", 2)[0]);
        for (String word : typed.subList(1, typed.size())) {
            words.add(here(word));
        }
        offline(words);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(in, new PrintWriter(out), new PrintWriter(err, true), words.toArray(new String[0]));
        assertThat(status).as("%s: %s%s", words, out, err).isIn(ExitStatus.OK, ExitStatus.FAIL);
        assertThat(out.toString().isEmpty()).isEqualTo(line.contains(" --out ") && line.startsWith("signet sign"));
    }

    /** A name of a file is one of the folder; what is written there may be there already from another example. */
    private static String here(String word) {
        if (word.startsWith("@") && Files.exists(folder.resolve(word.substring(1)))) {
            return "@" + folder.resolve(word.substring(1));
        }
        if (word.contains(".pem:")) {
            return folder.resolve(word).toString();
        }
        boolean isFile = word.matches("[a-z0-9.]+\\.(eml|pem|txt|mbox|gz|db)|[a-z]+/");
        return isFile ? folder.resolve(word).toString() : word;
    }

    /** The examples with the DNS of the zone, with a port that is free, and without HTTPS. */
    private static void offline(List<String> words) throws IOException {
        words.remove("--https");
        String command = words.get(0);
        if (command.equals("serve-dns")) {
            words.subList(2, words.size()).clear();
        }
        if (command.equals("genkey")) {
            Files.deleteIfExists(Path.of(words.get(words.indexOf("--out") + 1)));
        }
        int server = words.indexOf("--server");
        if (server > 0) {
            words.subList(server, server + 2).clear();
        }
        boolean asks = List.of("verify", "dkim", "checkkey", "spf", "flatten", "dmarc", "check")
                .contains(command);
        if (asks && !words.contains("--dns")) {
            words.addAll(List.of("--dns", folder.resolve("zone.txt").toString()));
        }
    }
}
