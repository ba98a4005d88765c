package org.signetmail.fuzz;

import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Envelope;
import org.signetmail.core.Parsed;
import org.signetmail.spf.ReceivedSpf;
import org.signetmail.spf.SpfLint;
import org.signetmail.spf.SpfOptions;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.FakeDns;

/** Records, macros, and fields of SPF. */
class SpfFuzzTest {

    /** RFC 7208 §4.6.4: ten terms with ten addresses each, and one more for the explanation and for validated names. */
    private static final int MOST_QUESTIONS = 1 + 10 * 11 + 1 + 1 + 10;

    static Stream<Arguments> records() {
        return Seeds.of(
                "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a mx -all",
                "v=spf1 include:a.example ?exists:%{ir}.%{l1r+-}._spf.%{d2} redirect=%{o}.example",
                "v=spf1 a:%{h}/24//64 mx:b.example//48 ptr:c.example ~all exp=e.example",
                "v=spf1 +ALL unknown=%{s}%%%_%- ip4:1.2.3.4/033",
                "v=spf1 ip6:::ffff:1.2.3.4 ip4:256.1.1.1 a:example",
                "v=spf1\tip4:192.0.2.1",
                "v=spf10 -all",
                "V=SPF1",
                "v=spf1 -all v=spf1",
                "spf2.0/mfrom -all",
                "v=spf1 include:_spf.example.net include:_spf.example.net mx mx mx mx mx mx mx mx mx mx mx");
    }

    @MethodSource("records")
    @FuzzTest
    void record(byte[] input) {
        String text = NaiveCanonical.text(input);
        Parsed<SpfRecord> parsed = bounded(input.length, 4000, () -> SpfRecord.parse(text));
        plain(parsed.toString());
        Oracles.sound(parsed.findings(), SpfRecord.codes());
        require(
                parsed.kind() != Parsed.Kind.INVALID || !parsed.findings().isEmpty(),
                "what is void has a reason",
                text);
        same(SpfRecord.isSpf(text), text.matches("(?is)v=spf1( .*)?"), "RFC 7208 §4.5 says what is selected");
        if (parsed.record().isPresent()) {
            SpfRecord record = parsed.record().get();
            String printed = record.toString();
            plain(printed);
            same(SpfRecord.parse(printed).record(), parsed.record(), "parse, print and parse again is the same");
        }
    }

    static Stream<Arguments> checks() {
        return Stream.concat(
                records(), Seeds.of("v=spf1 exists:%{p}.%{v}.%{h} mx:many.example a:x.example exp=exp.example -all"));
    }

    /** A record at example.org, in a world in which names lead here and there. */
    @MethodSource("checks")
    @FuzzTest
    void check(byte[] input) {
        String text = NaiveCanonical.text(input);
        SpfRecord record = SpfRecord.parse(text).record().orElse(null);
        if (record == null) {
            return;
        }
        Envelope envelope =
                Envelope.from(Inputs.CLIENT).helo("mail.example.org").mailFrom("bob+x@example.org");
        FakeDns dns = Inputs.world();
        SpfOutcome plain = bounded(input.length, 20_000, () -> {
            dns.clear();
            return SpfVerifier.using(dns)
                    .withOptions(SpfOptions.DEFAULT.withPrefetch(false).withTrace(false))
                    .evaluate(record, envelope);
        });
        same(dns.queries().size(), plain.counts().queries(), "what is asked is counted");
        require(plain.counts().queries() <= MOST_QUESTIONS, "questions are bounded", plain.counts());
        SpfOutcome prefetched = SpfVerifier.using(Inputs.late(Inputs.world()))
                .withOptions(SpfOptions.DEFAULT.withTrace(false))
                .evaluate(record, envelope);
        same(prefetched, plain, "asked ahead is asked in order");
        plain(plain.reason());
        plain(plain.summary());
        plain.explain().forEach(Oracles::plain);
        plain.findings().forEach(Oracles::sound);
        plain.explanation().ifPresent(words -> plain(words.text()));
        String field = ReceivedSpf.of(plain, envelope, "mx.example.net").toField();
        require(
                field.endsWith("\r\n")
                        && !field.substring(0, field.length() - 2).matches("(?s).*\r\n[^ \t].*"),
                "one field",
                field);
    }

    static Stream<Arguments> explanations() {
        return Seeds.of(
                "%{i} is not one of %{d}'s mail servers, see http://x.example/?%{S}%-%{c}%{r}%{t}",
                "%{L10r.-+,/_=}%%%_", "%{p128r}", "%{d0}", "%{x}", "%", "%{", "%(d)", "\u00E9");
    }

    @MethodSource("explanations")
    @FuzzTest
    void macros(byte[] input) {
        String text = NaiveCanonical.text(input);
        Optional<MacroString> parsed = bounded(input.length, 400, () -> MacroString.parseExplanation(text));
        parsed.ifPresent(macro -> same(
                MacroString.parseExplanation(macro.toString()), parsed, "parse, print and parse again is the same"));
    }

    static Stream<Arguments> fields() {
        return Seeds.of(
                "pass (mx.example.org: domain of a@example.com designates 192.0.2.1 as permitted sender)"
                        + " client-ip=192.0.2.1; envelope-from=\"a@example.com\"; helo=mail.example.com;",
                "fail (a (b) \\) c) x-y.z=\"\\\"\\\\\";",
                "none",
                " (c) Pass ( ) a = b ; ",
                "softfail a=\"\r\n b\"");
    }

    @MethodSource("fields")
    @FuzzTest
    void receivedSpf(byte[] input) {
        String text = NaiveCanonical.text(input);
        Optional<ReceivedSpf> parsed = bounded(input.length, 400, () -> ReceivedSpf.parse(text));
        if (parsed.isEmpty()) {
            return;
        }
        ReceivedSpf field = parsed.get();
        plain(field.toString());
        Optional<ReceivedSpf> second = ReceivedSpf.parse(field.value());
        same(second.map(ReceivedSpf::result), Optional.of(field.result()), "printed and parsed it has the same result");
        String printed = second.orElseThrow().value();
        same(ReceivedSpf.parse(printed), second, "parse, print and parse again is the same");
        same(ReceivedSpf.parse(second.get().toField().substring("Received-SPF:".length())), second, "folded, too");
        if (text.length() < 200 && text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            same(second.get().properties(), field.properties(), "nothing that fits is left out");
        }
    }

    @MethodSource("records")
    @FuzzTest
    void lint(byte[] input) {
        Oracles.sound(bounded(input.length, 8000, () -> SpfLint.of(NaiveCanonical.text(input))), SpfLint.codes());
        List<?> findings = SpfLint.of(NaiveCanonical.text(input));
        if (SpfRecord.parse(NaiveCanonical.text(input)).record().isEmpty()) {
            require(!findings.isEmpty(), "what is no record is found fault with");
        }
    }
}
