package org.signetmail.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Question;
import org.signetmail.testkit.Zone;

/**
 * A name server in a process of its own, for what its clients cost alone: NSD where it is installed and can do what is wanted,
 * else the testkit's. What it serves is the zone of {@link Throughput}, and silence for all below {@code silent.example}.
 */
final class NameServer implements AutoCloseable {

    static final String SILENT = "silent.example";

    private static final List<Path> NSD = List.of(Path.of("/usr/sbin/nsd"), Path.of("/usr/local/sbin/nsd"));

    private final Process process;
    private final InetSocketAddress address;
    private final String name;

    private NameServer(Process process, int port, String name) {
        this.process = process;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.name = name;
    }

    /** One that answers at once: NSD where there is one. The system property {@code nsd} names one elsewhere. */
    static NameServer fast(int messages) throws IOException {
        String given = System.getProperty("nsd");
        List<Path> places = given == null ? NSD : List.of(Path.of(given));
        for (Path nsd : places) {
            if (Files.isExecutable(nsd)) {
                return nsd(nsd, messages);
            }
        }
        return testkit(messages);
    }

    /** One that is silent for some names. */
    static NameServer testkit(int messages) throws IOException {
        return java(NameServer.class, "the testkit's server", messages);
    }

    /** The same, behind a way that takes a while. */
    NameServer delayed(Duration delay) throws IOException {
        return java(
                Delay.class, this + " after " + delay.toMillis() + " ms", address.getPort(), (int) delay.toMillis());
    }

    private static NameServer java(Class<?> main, String name, int... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(main.getName()));
        for (int arg : args) {
            command.add(Integer.toString(arg));
        }
        Process process = OwnJava.of(List.of(), command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader told =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        int port = Integer.parseInt(Objects.requireNonNull(told.readLine(), "the name server did not start"));
        return new NameServer(process, port, name);
    }

    /**
     * Serves until its standard input ends.
     *
     * @param args the number of messages
     * @throws IOException never
     */
    public static void main(String[] args) throws IOException {
        Zone.Builder zone = Throughput.zoneOf(Integer.parseInt(args[0]));
        zone.text("*." + SILENT + " TXT !TIMEOUT\n*." + SILENT + " A !TIMEOUT\n");
        try (DnsServer server = DnsServer.start(zone.build())) {
            // What it notes is for tests, and nothing that should grow for hours.
            Thread forgetting = new Thread(() -> {
                while (true) {
                    server.clear();
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                }
            });
            forgetting.setDaemon(true);
            forgetting.start();
            System.out.println(server.address().getPort());
            System.out.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static NameServer nsd(Path nsd, int messages) throws IOException {
        Path folder = Files.createTempDirectory("signet-nsd");
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.write(folder.resolve("zone"), masterFile(messages));
        // Without it, NSD answers at most 200 times a second that there is no such name.
        String options = """
                server:
                  ip-address: 127.0.0.1@%d
                  username: ""
                  database: ""
                  zonesdir: "%2$s"
                  pidfile: "%2$s/pid"
                  xfrdfile: "%2$s/xfrd"
                  xfrdir: "%2$s"
                  zonelistfile: "%2$s/zones"
                  rrl-ratelimit: 0
                remote-control:
                  control-enable: no
                zone:
                  name: "example"
                  zonefile: "zone"
                """.formatted(port, folder);
        Files.writeString(folder.resolve("nsd.conf"), options);
        Process process = new ProcessBuilder(
                        nsd.toString(), "-d", "-c", folder.resolve("nsd.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new NameServer(process, port, "NSD");
    }

    private static List<String> masterFile(int messages) {
        FakeDns zone = FakeDns.of(Throughput.zoneOf(messages).build());
        List<String> lines = new ArrayList<>(List.of(
                "$ORIGIN .",
                "$TTL 300",
                "example SOA ns.example. root.example. 1 300 300 300 300",
                "example NS ns.example.",
                "ns.example A 127.0.0.1"));
        Arriving.published(messages).forEach(question -> lines.addAll(records(zone, question)));
        return lines;
    }

    private static List<String> records(FakeDns zone, Question question) {
        List<String> lines = new ArrayList<>();
        DnsAnswer answer = zone.lookup(question.name(), question.type())
                .toCompletableFuture()
                .join();
        for (DnsRecord record : ((DnsAnswer.Found) answer).records()) {
            String data = record instanceof DnsRecord.Mx mx
                    ? mx.preference() + " " + mx.exchange() + "."
                    : record instanceof DnsRecord.Txt txt ? quoted(txt.octets()) : record.describe();
            lines.add(question.name() + ". " + question.type() + " " + data);
        }
        return lines;
    }

    private static String quoted(String text) {
        StringBuilder strings = new StringBuilder();
        for (int i = 0; i < text.length(); i += 255) {
            strings.append('"')
                    .append(text, i, Math.min(text.length(), i + 255))
                    .append("\" ");
        }
        return strings.toString();
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public String toString() {
        return name;
    }

    /** The processor time that it has used, its children's too. */
    Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it answers: NSD takes a moment to start. */
    static boolean answers(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Found;
    }

    /** What tells whether it is there. */
    static Question probe() {
        return new Question(DomainName.of("_spf.esp.example"), RecordType.TXT);
    }
}
