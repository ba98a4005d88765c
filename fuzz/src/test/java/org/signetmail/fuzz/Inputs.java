package org.signetmail.fuzz;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.signetmail.core.DnsResolver;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Zone;

/** What is the same around the octets of the fuzzer. */
final class Inputs {

    static final InetAddress CLIENT = address(192, 0, 2, 1);

    /** Names that lead to others in all the ways that SPF and DMARC know. */
    private static final Zone WORLD = Zone.parse("""
            example.org          TXT  "v=spf1 -all"
            example.org          A    192.0.2.1
            example.org          MX   10 mail.example.org.
            example              A    192.0.2.9
            mail.example.org     A    192.0.2.1
            mail.example.org     AAAA 2001:db8::1
            1.2.0.192.in-addr.arpa PTR mail.example.org.
            1.2.0.192.in-addr.arpa PTR other.example.
            a.example            TXT  "v=spf1 include:b.example ?all"
            b.example            TXT  "v=spf1 include:a.example ip4:192.0.2.0/25 -all"
            b.example            MX   10 c.example.
            c.example            TXT  !SERVFAIL
            c.example            A    !TIMEOUT
            e.example            TXT  "%{i} may not send for %{d}, says %{r}"
            exp.example          TXT  "%{l1r+} %{p} \\200"
            x.example            CNAME mail.example.org.
            many.example         MX   1 a.example.
            many.example         MX   2 b.example.
            many.example         MX   3 c.example.
            many.example         MX   4 d.example.
            many.example         MX   5 e.example.
            many.example         MX   6 f.example.
            many.example         MX   7 g.example.
            many.example         MX   8 h.example.
            many.example         MX   9 i.example.
            many.example         MX   10 j.example.
            many.example         MX   11 k.example.
            *.wild.example       TXT  "v=spf1 redirect=%{d}.wild.example"
            _spf.example.net     TXT  "v=spf1 ip4:198.51.100.0/24 ~all"
            """);

    private static final ExecutorService LATER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "answers");
        thread.setDaemon(true);
        return thread;
    });

    private Inputs() {}

    static FakeDns world() {
        return FakeDns.of(WORLD);
    }

    /** The same answers, but later and from another thread, so that whoever wants one waits, and has asked ahead of need. */
    static DnsResolver late(FakeDns dns) {
        return (name, type) -> CompletableFuture.supplyAsync(
                () -> dns.lookup(name, type).toCompletableFuture().join(), LATER);
    }

    static InetAddress address(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
