package org.signetmail.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** How much heap it takes to stream a big body through or to sign a big mail, each time in a Java of its own. */
final class Memory {

    private static final int GIGABYTE = 1024;
    private static final int SMALL_HEAP = 32;

    private static final int PEER_BODY = 50;

    private static final int ATTACHMENT = 25;
    private static final int MOST_FOR_ATTACHMENT = 512;

    /** In megabytes. */
    private static final List<Integer> HEAPS = List.of(8, 16, 32, 64, 128, 256, 400, 600, 800, 1200);

    private Memory() {}

    static String report() throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        lines.append("- Signet, body of 1 GiB, `-Xmx" + SMALL_HEAP + "m`: "
                + run(Engine.SIGNET, GIGABYTE, SMALL_HEAP).orElse("does not fit") + "\n");
        for (Engine engine : List.of(Engine.SIGNET, Engine.JDKIM, Engine.UTILS_MAIL_DKIM)) {
            lines.append("- " + engine.title() + ", body of " + PEER_BODY + " MB: " + leastHeap(engine) + "\n");
        }
        lines.append("- `SignedMimeMessage`, attachment of " + ATTACHMENT + " MB in a file: `-Xmx"
                + leastHeapFor(ATTACHMENT) + "m` is the least that is enough\n");
        return lines.toString();
    }

    /** By halving: {@link Attached} fits into every heap larger than one that it fits into. */
    static int leastHeapFor(int attachment) throws IOException, InterruptedException {
        int tooSmall = attachment;
        int enough = MOST_FOR_ATTACHMENT;
        while (enough - tooSmall > 1) {
            int heap = (tooSmall + enough) / 2;
            if (run(heap, Attached.class.getName(), Integer.toString(attachment))
                    .isPresent()) {
                enough = heap;
            } else {
                tooSmall = heap;
            }
        }
        return enough;
    }

    private static String leastHeap(Engine engine) throws IOException, InterruptedException {
        for (int heap : HEAPS) {
            Optional<String> told = run(engine, PEER_BODY, heap);
            if (told.isPresent()) {
                return "`-Xmx" + heap + "m` is the first that is enough: " + told.get();
            }
        }
        return "no heap was enough";
    }

    /**
     * Runs {@link Streamed}.
     *
     * @param engine who does the work
     * @param body length in megabytes
     * @param heap in megabytes
     * @return what it tells; nothing when it failed
     */
    static Optional<String> run(Engine engine, int body, int heap) throws IOException, InterruptedException {
        return run(heap, Streamed.class.getName(), engine.name(), Integer.toString(body));
    }

    /** Runs a main class, given by its name, with its arguments; nothing when it failed. */
    static Optional<String> run(int heap, String... command) throws IOException, InterruptedException {
        Process java = OwnJava.of(List.of("-Xmx" + heap + "m"), List.of(command))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String told = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        StringJoiner words = new StringJoiner(", ");
        told.lines().forEach(words::add);
        return java.waitFor() == 0 ? Optional.of(words.toString()) : Optional.empty();
    }
}
