package org.signetmail.cli.growth;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;
import org.signetmail.spf.ReceivedSpf;
import org.signetmail.spf.SpfFlattener;
import org.signetmail.spf.SpfLimits;
import org.signetmail.spf.SpfLint;
import org.signetmail.spf.SpfOptions;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.spf.record.MacroString;
import org.signetmail.testkit.FakeDns;

/** Checks of SPF, of records and senders with nasty pieces, and with more answers than anybody has. */
final class DnsInputs {

    private static final int RECORD = 1_900;

    /** More than is asked by default, so that more of a record is evaluated. */
    private static final SpfLimits LARGE = SpfLimits.DEFAULT.withTerms(100).withVoids(100);

    private final SizedInputs inputs;

    private DnsInputs(SizedInputs inputs) {
        this.inputs = inputs;
    }

    static void addTo(SizedInputs inputs) {
        DnsInputs answers = new DnsInputs(inputs);
        answers.checks();
        answers.senders();
        answers.answers();
    }

    /** A check goes through the record, as far as its limits let it. */
    private void checks() {
        inputs.add(
                "SPF check",
                RECORD,
                text -> {
                    SpfLint.of(inStrings("v=spf1 " + text));
                    MacroString.parseExplanation(text);
                    DnsResolver dns = (name, type) -> CompletableFuture.completedFuture(
                            type == RecordType.TXT && name.toString().endsWith("example.com")
                                    ? found(List.of(new DnsRecord.Txt("v=spf1 " + text + " -all")))
                                    : DnsAnswer.NX_DOMAIN);
                    SpfVerifier.using(dns)
                            .withOptions(SpfOptions.DEFAULT.withTrace(true).withLimits(LARGE))
                            .verify(Envelope.from(client()).helo("h.example").mailFrom("bob@example.com"))
                            .trace()
                            .ifPresent(trace -> requireNonNull(trace.toString()));
                },
                "a ",
                "ip4:1.2.3.4 ",
                "ip4:",
                "%{",
                "exists:%{i}.a ",
                "a:%{l1r-.+,}.",
                "%{l}",
                "=",
                " ",
                "x=%{d} ",
                "include:a.b ",
                "redirect=a ",
                "\u00fc");
    }

    private void senders() {
        FakeDns dns = FakeDns.zone("""
                example.com TXT "v=spf1 exists:%{l}.%{d} exists:%{lr.}.%{o} exists:%{h}.%{d} a:%{s}.%{d} -all exp=%{l}.example.com"
                """);
        SpfVerifier verifier = SpfVerifier.using(dns).withOptions(SpfOptions.DEFAULT.withTrace(true));
        inputs.add(
                "SPF sender",
                RECORD,
                text -> {
                    Envelope envelope = Envelope.from(client()).helo(text).mailFrom(text + "@example.com");
                    SpfOutcome outcome = verifier.verify(envelope);
                    outcome.trace().ifPresent(trace -> requireNonNull(trace.toString()));
                    outcome.explain();
                    ReceivedSpf.of(outcome, envelope, "mx.example").toField();
                },
                "a",
                ".",
                "-",
                "a.",
                "%{l}",
                "\"",
                "\u00fc");
    }

    private void answers() {
        answers("addresses", "v=spf1 a:x.example.com -all", i -> new DnsRecord.Address(address(i)));
        answers("hosts", "v=spf1 mx:x.example.com -all", i -> new DnsRecord.Mx(i & 0xFFFF, name(i)));
        answers("names", "v=spf1 ptr exists:%{p}.example.com -all", i -> new DnsRecord.Ptr(name(i)));
        answers("texts", "v=spf1 include:x.example.com -all", i -> new DnsRecord.Txt("text " + i));
        answers("records", "v=spf1 include:x.example.com -all", i -> new DnsRecord.Txt("v=spf1 x" + i + "=y ?all"));
    }

    /** All records that a name server gives at the names of a domain's record. */
    private void answers(String what, String record, IntFunction<DnsRecord> each) {
        inputs.put("SPF answers of many " + what, times -> {
            List<DnsRecord> many =
                    IntStream.range(0, 200 * times).mapToObj(each).toList();
            RecordType kind = kind(many.get(0));
            DomainName domain = DomainName.of("example.com");
            DnsResolver dns = (name, type) -> CompletableFuture.completedFuture(
                    type == RecordType.TXT && name.equals(domain)
                            ? found(List.of(new DnsRecord.Txt(record)))
                            : type == kind ? found(many) : DnsAnswer.NX_DOMAIN);
            return () -> {
                SpfVerifier.using(dns)
                        .withOptions(SpfOptions.DEFAULT.withTrace(true))
                        .verify(Envelope.from(client()).helo("h.example").mailFrom("bob@example.com"))
                        .explain();
                SpfLint.using(dns).check(domain);
                SpfFlattener.using(dns).flatten(domain);
            };
        });
    }

    private static RecordType kind(DnsRecord record) {
        if (record instanceof DnsRecord.Mx) {
            return RecordType.MX;
        }
        if (record instanceof DnsRecord.Ptr) {
            return RecordType.PTR;
        }
        return record instanceof DnsRecord.Txt ? RecordType.TXT : RecordType.A;
    }

    private static DnsAnswer found(List<DnsRecord> records) {
        return new DnsAnswer.Found(records, Duration.ofMinutes(1), false);
    }

    private static DomainName name(int i) {
        return DomainName.of("m" + i + ".example.com");
    }

    /** Addresses with one between each two, so that no network has two. */
    private static InetAddress address(int i) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 7), (byte) (i % 128 * 2)});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** In strings of ten octets. */
    private static DnsRecord.Txt inStrings(String text) {
        return DnsRecord.Txt.of(IntStream.iterate(0, i -> i < text.length(), i -> i + 10)
                .mapToObj(i -> text.substring(i, Math.min(text.length(), i + 10)))
                .toList());
    }

    private static InetAddress client() {
        return address(1);
    }
}
