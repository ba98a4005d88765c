package org.signetmail.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.Zone;

/** How long the first message takes in a Java that was just started: all checks, with answers from memory. */
final class FirstVerdict {

    /** Odd, for a median. */
    private static final int STARTS = 11;

    private FirstVerdict() {}

    /**
     * Checks one message, as a program would that does nothing else, and tells the milliseconds from its first call.
     *
     * @param args files with the message and with the zone of its domains
     * @throws IOException when they cannot be read
     */
    public static void main(String[] args) throws IOException {
        byte[] octets = Files.readAllBytes(Path.of(args[0]));
        MemoryDns dns = MemoryDns.of(Zone.parse(Files.readString(Path.of(args[1]))));
        InetAddress client = InetAddress.getByName("203.0.113.2");
        long start = System.nanoTime();
        Authentication result = MailAuthenticator.using(dns)
                .authenticate(
                        Message.of(octets),
                        Envelope.from(client).helo("out.esp.example").mailFrom("b-1@bounce.news.example.com"));
        boolean passes = result.dmarc().result() == DmarcResult.PASS;
        long end = System.nanoTime();
        if (!passes) {
            throw new IllegalStateException(result.explain());
        }
        System.out.println((end - start) / 1e6);
    }

    static String report() throws IOException, InterruptedException {
        return report(STARTS);
    }

    static String report(int starts) throws IOException, InterruptedException {
        Path message = Files.createTempFile("first", ".eml");
        Path zone = Files.createTempFile("first", ".zone");
        try {
            Files.write(message, Inbound.message());
            Files.writeString(zone, Inbound.zone());
            List<Double> inside = new ArrayList<>();
            List<Double> whole = new ArrayList<>();
            for (int i = 0; i < starts; i++) {
                long start = System.nanoTime();
                inside.add(Double.parseDouble(run(message, zone)));
                whole.add((System.nanoTime() - start) / 1e6);
            }
            return String.format(
                    Locale.ROOT,
                    "- median of %d starts: %.0f ms from the first call to the verdict, %.0f ms from the start of the"
                            + " process to its end%n",
                    starts,
                    Bench.median(inside),
                    Bench.median(whole));
        } finally {
            Files.delete(message);
            Files.delete(zone);
        }
    }

    private static String run(Path message, Path zone) throws IOException, InterruptedException {
        Process java = OwnJava.of(List.of(), List.of(FirstVerdict.class.getName(), message.toString(), zone.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told = new String(java.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (java.waitFor() != 0) {
            throw new IllegalStateException("no verdict");
        }
        return told.strip();
    }
}
