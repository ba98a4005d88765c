package org.signetmail.examples.kafka;

import java.io.IOException;
import java.util.Arrays;

/**
 * The main class of a child process: {@code broker …}, or a command of {@link ReportsApplication}. It ends when its standard input
 * does: with the process that started it, however that ends.
 */
public final class Lifeline {

    private Lifeline() {}

    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(Lifeline::watch, "lifeline");
        watch.setDaemon(true);
        watch.start();
        if (args[0].equals("broker")) {
            Broker.run(Arrays.copyOfRange(args, 1, args.length));
        } else {
            ReportsApplication.main(args);
        }
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // goes on
            }
        } catch (IOException e) {
            System.err.println("lifeline: " + e);
        }
        // Nothing of it is needed any more.
        Runtime.getRuntime().halt(0);
    }
}
