package org.signetmail.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another implementation, behind a driver.
 *
 * @param name what the peer is called
 * @param driver the program
 */
record Peer(String name, Path driver) {

    private static final long TIMEOUT_SECONDS = 60;

    /**
     * What the driver said.
     *
     * @param version of the peer
     * @param answers one for each job
     */
    record Transcript(String version, List<String> answers) {}

    /** Does all jobs in one process. One that ends early has said nothing about the rest, which is an answer too. */
    Transcript run(List<String> jobs, Path keys, Path directory) throws IOException, InterruptedException {
        Path in = directory.resolve("jobs");
        Path out = directory.resolve("answers");
        Files.write(in, jobs, StandardCharsets.UTF_8);
        Process process = new ProcessBuilder(driver.toString(), keys.toString())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String ending = ended
                ? "no answer: the driver ended with status " + process.exitValue()
                : "no answer: the driver took more than " + TIMEOUT_SECONDS + " s";
        List<String> lines = new ArrayList<>(Files.readAllLines(out, StandardCharsets.ISO_8859_1));
        String version = lines.isEmpty() ? "?" : lines.remove(0);
        while (lines.size() < jobs.size()) {
            lines.add(ending);
        }
        return new Transcript(version, lines);
    }
}
