package org.signetmail.reports.sending;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;

/** What it takes to count messages: {@code reports/measure count}. */
public final class CountingLoad {

    private CountingLoad() {}

    /**
     * Counts, merges and writes.
     *
     * @param args the number of messages, and of sources
     * @throws Exception whatever goes wrong
     */
    public static void main(String[] args) throws Exception {
        int messages = Integer.parseInt(args[0]);
        int sources = Integer.parseInt(args[1]);
        List<Authentication> checked = checked(sources);
        for (boolean ids : new boolean[] {true, false}) {
            AggregateLimits limits = AggregateLimits.DEFAULT.withIds(ids ? messages : 0);
            for (int round = 0; round < 2; round++) {
                measure(checked, messages, limits, (ids ? "ids remembered" : "no ids") + (round == 0 ? ", cold" : ""));
            }
        }
    }

    static List<Authentication> checked(int sources) throws Exception {
        FakeDns dns = FakeDns.zone("""
            _dmarc.example.com  TXT  "v=DMARC1; p=reject; rua=mailto:r@example.com"
            example.com         TXT  "v=spf1 ip4:192.0.2.0/24 -all"
            """);
        MailAuthenticator authenticator = MailAuthenticator.using(dns);
        Message message = Message.of(Messages.crlf("From: a@example.com\nSubject: x\n\nx\n"));
        List<Authentication> checked = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            byte[] address = {(byte) 198, (byte) (18 + (i >> 16)), (byte) (i >> 8), (byte) i};
            checked.add(authenticator.authenticate(
                    message,
                    Envelope.from(InetAddress.getByAddress(address))
                            .helo("mx.example.net")
                            .mailFrom("a@example.com")));
        }
        return checked;
    }

    private static void measure(List<Authentication> checked, int messages, AggregateLimits limits, String what)
            throws Exception {
        Instant day = Instant.ofEpochSecond(1_767_225_600);
        long before = used();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        AggregateReportBuilder builder = AggregateReportBuilder.create(limits);
        long start = processor();
        for (int i = 0; i < messages; i++) {
            builder.add(checked.get(i % checked.size()), "mx1-" + i, day.plusMillis(i % 86_400_000L));
        }
        long counted = processor();
        long kept = used() - before;
        AggregateState state = builder.take(builder.keys().get(0)).orElseThrow();
        long writing = processor();
        byte[] gzip = AggregateDocument.of(state, ReportSubmitter.of("R", "receiver.example", "d@receiver.example"))
                .gzip();
        long written = processor();
        int json = state.toJson().length();
        long carried = processor();
        AggregateState merged = state.merge(state);
        long mergedAt = processor();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d messages, %,d rows: counted in %.2f s, %.1f MB kept, heap at most %d MB; XML in gzip %.2f s,"
                        + " %,d octets; JSON %.2f s, %,d octets; merged with itself in %.2f s, %,d messages%n",
                what,
                state.messages(),
                state.table().shown().size(),
                (counted - start) / 1e9,
                kept / 1e6,
                peak() >> 20,
                (written - writing) / 1e9,
                gzip.length,
                (carried - written) / 1e9,
                json,
                (mergedAt - carried) / 1e9,
                merged.messages());
    }

    /** Of this thread: on a machine that does something else, too, the clock tells little. */
    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
