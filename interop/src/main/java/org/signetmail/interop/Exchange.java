package org.signetmail.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.testkit.TestKey;

/** Hands signed messages over to the peers and takes theirs, through files that remain for whoever wants to look. */
final class Exchange {

    private static final String SUFFIX = ".eml";

    private final Path directory;
    private final Path keys;
    private final Path unsigned;
    private final Path ours;
    private final Signet signet = new Signet();

    Exchange(Path directory) throws IOException {
        this.directory = directory;
        this.keys = Files.createDirectories(directory.resolve("keys"));
        this.unsigned = Files.createDirectories(directory.resolve("unsigned"));
        this.ours = Files.createDirectories(directory.resolve("signet"));
        writeKeys();
        writeMessages();
    }

    private void writeKeys() throws IOException {
        List<String> records = new ArrayList<>();
        for (TestKey key : Signet.KEYS) {
            boolean rsa = key.keyType().equals("rsa");
            // PKCS#1 for RSA, as some peers read nothing else.
            Files.writeString(keys.resolve(key.keyType() + ".pem"), rsa ? key.pkcs1Pem() : key.pkcs8Pem());
            records.add(Signet.recordName(key) + "\t" + key.txt());
        }
        Files.write(keys.resolve("records"), records, StandardCharsets.US_ASCII);
    }

    private void writeMessages() throws IOException {
        for (Shape shape : Shapes.ALL) {
            Files.write(unsignedFile(shape), shape.octets());
            for (Method method : Method.ALL) {
                Files.write(file(ours, method, shape), shape.onItsWay(signet.sign(shape, method)));
            }
        }
    }

    /** The peer verifies what we signed. */
    Peer.Transcript verifies(Peer peer, List<Finding> findings) throws IOException, InterruptedException {
        List<Cell> cells = cells(peer, Direction.VERIFIES);
        List<String> jobs = cells.stream()
                .map(cell -> "verify\t" + file(ours, cell.method(), cell.shape()))
                .toList();
        Peer.Transcript transcript = peer.run(jobs, keys, directoryOf(peer, Direction.VERIFIES));
        for (int i = 0; i < cells.size(); i++) {
            findings.add(Finding.of(cells.get(i), transcript.answers().get(i)));
        }
        return transcript;
    }

    /** The peer signs, and we verify. */
    void signs(Peer peer, List<Finding> findings) throws IOException, InterruptedException {
        List<Cell> cells = cells(peer, Direction.SIGNS);
        Path theirs = directoryOf(peer, Direction.SIGNS);
        List<String> jobs = cells.stream().map(cell -> signJob(cell, theirs)).toList();
        Peer.Transcript transcript = peer.run(jobs, keys, theirs);
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            String answer = transcript.answers().get(i);
            if (Answer.is(answer, Answer.SIGNED)) {
                byte[] signed = Files.readAllBytes(file(theirs, cell.method(), cell.shape()));
                findings.add(Finding.of(cell, signet.verify(cell.shape().onItsWay(signed))));
            } else {
                findings.add(Finding.unsigned(cell, answer));
            }
        }
    }

    private static List<Cell> cells(Peer peer, Direction direction) {
        return Shapes.ALL.stream()
                .filter(shape -> direction == Direction.VERIFIES || shape.peersSign())
                .flatMap(shape -> Method.ALL.stream().map(method -> new Cell(peer.name(), direction, method, shape)))
                .toList();
    }

    private String signJob(Cell cell, Path theirs) {
        Method method = cell.method();
        DkimAlgorithm algorithm = method.algorithm();
        return String.join(
                "\t",
                "sign",
                algorithm.keyword(),
                method.header().keyword(),
                method.body().keyword(),
                unsignedFile(cell.shape()).toString(),
                file(theirs, method, cell.shape()).toString());
    }

    private Path directoryOf(Peer peer, Direction direction) throws IOException {
        return Files.createDirectories(
                directory.resolve(peer.name()).resolve(direction.name().toLowerCase(Locale.ROOT)));
    }

    private Path unsignedFile(Shape shape) {
        return unsigned.resolve(fileName(shape.name()));
    }

    private static Path file(Path directory, Method method, Shape shape) {
        return directory.resolve(fileName(method + " " + shape.name()));
    }

    private static String fileName(String text) {
        return text.replace(",", "").replace(' ', '-').replace('/', '-') + SUFFIX;
    }
}
