package org.signetmail.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.Zone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet serve-dns}: a zone file as a DNS server, for trying things out. */
@Command(
        name = "serve-dns",
        description = {
            "Answers DNS out of a zone file, on 127.0.0.1 over UDP and TCP: for trying out records before they are published,"
                    + " with signet or with a mail server. For a test bench, not for the Internet.",
            "A zone file has one record a line, NAME [TTL] [IN] TYPE DATA; !SERVFAIL, !TIMEOUT and others in place of the data"
                    + " stand for a broken server. It ends at Ctrl-C or with its standard input."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet serve-dns zone.txt --port 5300",
            "  signet verify message.eml --server 127.0.0.1:5300      # from another terminal"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to end",
            "2:wrong usage, a zone that is wrong, or a port that is taken",
            "70:where it listens could not be written"
        })
final class ServeDnsCommand implements Callable<Integer> {

    /** Of the shape of {@code --json}. */
    private static final int VERSION = 1;

    private final Console console;

    @Parameters(paramLabel = "ZONE", description = "The zone file.")
    private String zone = "";

    @Option(names = "--port", paramLabel = "PORT", description = "Where to listen. Default: a free one, which is told.")
    private int port;

    @Option(
            names = "--json",
            description = "Tell where it listens as one JSON object, of the shape in docs/command.md.")
    private boolean json;

    ServeDnsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port must be 1 to 65535, not " + port);
        }
        Zone records = ZoneFile.read(zone);
        try (DnsServer server = start(records)) {
            if (json) {
                console.out().println(Json.of(json(server)));
            } else {
                tell(server);
            }
            console.out().flush();
            // Whatever is typed, only the end counts.
            console.in().transferTo(OutputStream.nullOutputStream());
        }
        return ExitStatus.OK;
    }

    private static Map<String, @Nullable Object> json(DnsServer server) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", VERSION);
        object.put("address", server.address().getHostString());
        object.put("port", server.address().getPort());
        return object;
    }

    private void tell(DnsServer server) {
        console.out()
                .println("Listening on " + server.address().getHostString() + ":"
                        + server.address().getPort() + ", UDP and TCP; Ctrl-C or the end of input ends it.");
    }

    private DnsServer start(Zone records) throws UsageException {
        try {
            return DnsServer.builder(records).port(port).start();
        } catch (UncheckedIOException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new UsageException("--port " + port + ": " + why.getMessage());
        }
    }
}
