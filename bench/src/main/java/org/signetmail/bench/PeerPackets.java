package org.signetmail.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.signetmail.core.RecordType;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The same messages, of those that are not forged, and with RSA signatures, against the same name server in another process, by
 * those who do parts of the job: jSPF and jDKIM's core with dnsjava's own client, and libspf2 and libopendkim in one C program
 * with the C library's resolver, where a compiler and their headers are installed. None of them does DMARC.
 */
final class PeerPackets {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int THREADS = 50;
    private static final int SIGNATURES = 2;
    private static final Path SOURCE = Path.of("src", "main", "c", "peers.c");

    private PeerPackets() {}

    /** Checks a message, and tells whether what came out is right. */
    private interface Check {
        boolean isRight(Sent sent);
    }

    /** A message and its octets. */
    private static final class Sent {
        private final Arriving arriving;
        private final byte[] octets;

        private Sent(Arriving arriving, byte[] octets) {
            this.arriving = arriving;
            this.octets = octets;
        }

        static Sent of(int number) {
            byte[] octets = Arriving.withRsa(number);
            return new Sent(Arriving.of(number).with(octets), octets);
        }
    }

    /** Of all messages of a round. */
    private record Figures(double micros, double rate, int wrong) {}

    /** How much there is to do. */
    record Size(int messages, int warmUp, int rounds) {}

    static String report() throws Exception {
        return report(new Size(
                Integer.getInteger("messages", 2_000),
                Integer.getInteger("peerWarmUp", 10),
                Integer.getInteger("peerRounds", 5)));
    }

    static String report(Size size) throws Exception {
        List<Sent> mail = IntStream.range(0, size.messages)
                .parallel()
                .filter(number -> !Arriving.isForged(number))
                .mapToObj(Sent::of)
                .toList();
        StringBuilder lines = new StringBuilder();
        try (NameServer server = NameServer.fast(size.messages)) {
            Packets.await(server);
            lines.append(line("Signet (SPF, two signatures, DMARC)", mail, size, () -> signet(server)));
            lines.append(line("jSPF + jDKIM's core, dnsjava (SPF, two signatures)", mail, size, () -> peers(server)));
            lines.append("- libspf2 + libopendkim (SPF, two signatures): ")
                    .append(inC(server, mail, size))
                    .append('\n');
        }
        return lines.toString();
    }

    private static Check signet(NameServer server) {
        MailAuthenticator authenticator = Mail.authenticator(Packets.dns(server));
        return sent -> {
            Arriving arriving = sent.arriving;
            Authentication result = authenticator.authenticate(arriving.message(), arriving.envelope());
            return Arriving.verdict(result).equals(arriving.verdict());
        };
    }

    private static Check peers(NameServer server) throws UnknownHostException {
        PeerDns dns = new Client(new SimpleResolver(server.address()), new Cache(DClass.IN));
        return sent -> {
            Arriving arriving = sent.arriving;
            String spf = arriving.verdict().startsWith("PASS") ? "pass" : "fail";
            try {
                Object unused = JspfEngine.verify(dns, arriving.envelope(), spf).run();
                unused = JdkimEngine.verifyCore(sent.octets, dns, SIGNATURES).run();
                return true;
            } catch (Exception e) {
                return false;
            }
        };
    }

    private static String line(String name, List<Sent> mail, Size size, Callable<Check> coldCheck) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Double> micros = new ArrayList<>();
            List<Double> rates = new ArrayList<>();
            int wrong = 0;
            for (int i = 0; i < size.warmUp + size.rounds; i++) {
                Figures round = round(mail, coldCheck.call(), threads);
                wrong += round.wrong;
                if (i >= size.warmUp) {
                    micros.add(round.micros);
                    rates.add(round.rate);
                }
            }
            return "- " + name + ": " + told(micros, rates) + ", " + wrong + " wrong\n";
        } finally {
            threads.shutdown();
        }
    }

    private static String told(List<Double> micros, List<Double> rates) {
        return String.format(
                Locale.ROOT,
                "%.0f us of CPU a message, %,.0f messages/s on %d threads",
                Bench.median(micros),
                Bench.median(rates),
                THREADS);
    }

    private static Figures round(List<Sent> mail, Check check, ExecutorService threads) throws InterruptedException {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        List<Future<Boolean>> results = new ArrayList<>();
        for (Sent sent : mail) {
            results.add(threads.submit(() -> check.isRight(sent)));
        }
        int wrong = 0;
        for (Future<Boolean> result : results) {
            try {
                wrong += result.get() ? 0 : 1;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a check ended by an exception", e);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Figures((SYSTEM.getProcessCpuTime() - cpu) / 1e3 / mail.size(), mail.size() / seconds, wrong);
    }

    /** Compiles the program and runs it; a word why not where that cannot be. */
    private static String inC(NameServer server, List<Sent> mail, Size size) throws IOException, InterruptedException {
        if (!Files.isReadable(SOURCE)) {
            return "skipped, as " + SOURCE + " is not there: run it in the folder of the bench";
        }
        Path folder = Files.createTempDirectory("signet-peers");
        Path program = folder.resolve("peers");
        try {
            Process compiler = new ProcessBuilder(
                            "cc",
                            "-O2",
                            "-pthread",
                            "-o",
                            program.toString(),
                            SOURCE.toString(),
                            "-lopendkim",
                            "-lspf2",
                            "-lresolv")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            if (compiler.waitFor() != 0) {
                return "skipped, as it does not compile: libspf2-dev and libopendkim-dev have to be installed";
            }
        } catch (IOException e) {
            return "skipped, as there is no C compiler";
        }
        Process peers = new ProcessBuilder(
                        program.toString(),
                        Integer.toString(server.address().getPort()),
                        Integer.toString(THREADS),
                        Integer.toString(size.warmUp),
                        Integer.toString(size.rounds))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream out = new BufferedOutputStream(peers.getOutputStream())) {
            for (Sent each : mail) {
                write(out, each);
            }
        }
        List<Double> micros = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        long due = mail.stream()
                .filter(each -> each.arriving.verdict().startsWith("PASS"))
                .count();
        long wrong = 0;
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(peers.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                List<Double> numbers = List.of(line.split(" ", -1)).stream()
                        .map(Double::valueOf)
                        .toList();
                micros.add(numbers.get(0));
                rates.add(1e6 / numbers.get(1));
                wrong += Math.round(Math.abs(due - numbers.get(2)) + SIGNATURES * mail.size() - numbers.get(3));
            }
        }
        if (peers.waitFor() != 0 || micros.size() != size.warmUp + size.rounds) {
            return "skipped, as it ended with " + peers.exitValue();
        }
        return told(micros.subList(size.warmUp, micros.size()), rates.subList(size.warmUp, rates.size())) + ", " + wrong
                + " wrong";
    }

    private static void write(OutputStream out, Sent sent) throws IOException {
        Arriving arriving = sent.arriving;
        String line = String.join(
                " ",
                arriving.envelope().clientIp().getHostAddress(),
                arriving.envelope().helo(),
                arriving.envelope().mailFrom(),
                Integer.toString(sent.octets.length));
        out.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(sent.octets);
    }

    /** dnsjava's client, as its documentation has it. */
    private record Client(SimpleResolver resolver, Cache cache) implements PeerDns {

        @Override
        public List<String> texts(String name, RecordType type) {
            try {
                Lookup lookup = new Lookup(Name.fromString(name, Name.root), Type.value(type.name()));
                lookup.setResolver(resolver);
                lookup.setCache(cache);
                Record[] records = lookup.run();
                List<String> found = new ArrayList<>();
                if (records == null && lookup.getResult() == Lookup.TRY_AGAIN) {
                    throw new IllegalStateException(lookup.getErrorString());
                }
                for (Record record : records == null ? new Record[0] : records) {
                    found.add(text(record));
                }
                return List.copyOf(found);
            } catch (TextParseException e) {
                throw new IllegalArgumentException(e);
            }
        }

        private static String text(Record record) {
            if (record instanceof TXTRecord txt) {
                StringBuilder all = new StringBuilder();
                for (byte[] string : txt.getStringsAsByteArrays()) {
                    all.append(new String(string, StandardCharsets.ISO_8859_1));
                }
                return all.toString();
            }
            return record instanceof MXRecord mx ? mx.getTarget().toString(true) : record.rdataToString();
        }
    }
}
