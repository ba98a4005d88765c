package org.signetmail.interop;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exchanges signatures with other implementations, prints what came of it, and fails when a cell is wrong that is not
 * known to be the peer's own fault, or is right although it is listed.
 */
public final class Interop {

    private static final int LEAST_ARGUMENTS = 3;

    private Interop() {}

    /**
     * Runs.
     *
     * @param args a directory for the messages, the list of known faults, and the drivers as {@code name=program}
     * @throws IOException when a file cannot be read or written, or a driver not started
     * @throws InterruptedException never
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < LEAST_ARGUMENTS) {
            throw new IllegalArgumentException("DIRECTORY KNOWN-FAULTS NAME=DRIVER...");
        }
        Exchange exchange = new Exchange(Path.of(args[0]));
        KnownFaults known = KnownFaults.parse(Files.readAllLines(Path.of(args[1])));
        Map<String, String> versions = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (String arg : List.of(args).subList(2, args.length)) {
            int equals = arg.indexOf('=');
            Peer peer = new Peer(arg.substring(0, equals), Path.of(arg.substring(equals + 1)));
            versions.put(peer.name(), exchange.verifies(peer, findings).version());
            exchange.signs(peer, findings);
        }
        Matrix matrix = new Matrix(findings, versions, known);
        matrix.print(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.exit(matrix.isAsExpected() ? 0 : 1);
    }
}
