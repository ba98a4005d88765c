package org.signetmail.fuzz;

import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;
import static org.signetmail.fuzz.Oracles.sound;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Severity;
import org.signetmail.dkim.DkimKeyLint;
import org.signetmail.dkim.DkimKeyRecord;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.ReportUri;
import org.signetmail.dmarc.domain.BimiLint;
import org.signetmail.dmarc.domain.MtaStsLint;
import org.signetmail.dmarc.domain.TlsRptLint;
import org.signetmail.testkit.TestKeys;

/** The texts of DNS but SPF's, read to be used and read to be judged. */
class RecordsFuzzTest {

    static Stream<Arguments> keys() {
        return Seeds.of(
                TestKeys.rsa1024().txt(),
                TestKeys.ed25519().txt(),
                "v=DKIM1; k=rsa; h=sha1:sha256; s=email:*; t=y:s; n=a=20note; p=",
                "p=MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
                "v=DKIM1; v=DKIM1; p=x",
                "k=RSA; g=*; p=-----BEGIN",
                "v=DKIM2;p=AAAA",
                "p=MA==",
                "v=spf1 -all");
    }

    @MethodSource("keys")
    @FuzzTest
    void key(byte[] input) {
        String text = NaiveCanonical.text(input);
        Parsed<DkimKeyRecord> parsed = bounded(input.length, 4000, () -> DkimKeyRecord.parse(text));
        plain(parsed.toString());
        List<Finding> lint = bounded(input.length, 8000, () -> DkimKeyLint.of(text));
        sound(lint, DkimKeyLint.codes());
        parsed.findings().forEach(Oracles::sound);
        same(DkimKeyRecord.parse(new DnsRecord.Txt(text)).kind(), parsed.kind(), "a record is what its text is");
        parsed.record().ifPresent(record -> {
            same(record.text(), text, "the text is kept");
            plain(record.toString());
            require(record.bits() >= 0, "a length of a key");
            if (record.problem().isPresent()) {
                require(gravest(lint) == Severity.ERROR, "the lint knows of a key that cannot be used", text, lint);
            }
        });
        if (parsed.record().isEmpty()) {
            require(!lint.isEmpty(), "what is no key record is found fault with");
        }
    }

    private static Severity gravest(List<Finding> findings) {
        return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.INFO);
    }

    static Stream<Arguments> policies() {
        return Seeds.of(
                "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=r; psd=u; t=y; fo=1:d:s; rf=afrf; ri=86400; pct=50",
                "v=DMARC1;p=none;rua=mailto:a@example.com!10m,mailto:b%2C@example.net;ruf=https://x.example/;",
                "V=DMARC1 ; P = NONE",
                "v=DMARC1",
                "v=DMARC1; p=",
                "v:DMARC1;p=none",
                "p=none; v=DMARC1",
                "v=DMARC1; p=reject p=none",
                "v=DMARC1; rua=mailto:\u00FC@b\u00FCcher.example");
    }

    @MethodSource("policies")
    @FuzzTest
    void dmarc(byte[] input) {
        String text = NaiveCanonical.text(input);
        Parsed<DmarcRecord> parsed = bounded(input.length, 4000, () -> DmarcRecord.parse(text));
        plain(parsed.toString());
        List<Finding> lint = bounded(input.length, 8000, () -> DmarcLint.of(text));
        sound(lint, DmarcLint.codes());
        sound(parsed.findings(), DmarcLint.codes());
        require(
                parsed.kind() != Parsed.Kind.INVALID || !parsed.findings().isEmpty(),
                "what is void has a reason",
                text);
        parsed.record().ifPresent(record -> {
            same(record.text(), text, "the text is kept");
            plain(record.toString());
            Stream.concat(record.rua().stream(), record.ruf().stream()).forEach(uri -> {
                plain(uri.toString());
                same(reread(uri), uri.address(), "printed and parsed, an address is the same");
            });
            String printed = printed(record);
            DmarcRecord again = DmarcRecord.parse(printed).record().orElseThrow();
            same(printed(again), printed, "parse, print and parse again is the same");
            same(
                    again.p().isPresent() && record.p().isPresent() ? again.p() : record.p(),
                    record.p(),
                    "so is the policy");
        });
        if (parsed.record().isEmpty()) {
            require(!lint.isEmpty(), "what is no record is found fault with");
        }
    }

    private static String reread(ReportUri uri) {
        String record = "v=DMARC1; p=none; rua=" + uri.text();
        List<ReportUri> uris = DmarcRecord.parse(record).record().orElseThrow().rua();
        require(uris.size() == 1, "an address is one", uri.text());
        return uris.get(0).address();
    }

    /** All that the record says, in one spelling. */
    private static String printed(DmarcRecord record) {
        StringBuilder text = new StringBuilder("v=DMARC1");
        record.p().ifPresent(p -> text.append("; p=").append(p.keyword()));
        record.sp().ifPresent(sp -> text.append("; sp=").append(sp.keyword()));
        record.np().ifPresent(np -> text.append("; np=").append(np.keyword()));
        text.append("; adkim=").append(record.adkim().name().charAt(0));
        text.append("; aspf=").append(record.aspf().name().charAt(0));
        text.append("; psd=").append(record.psd().name().charAt(0));
        text.append("; t=").append(record.testMode() ? "y" : "n");
        record.pct().ifPresent(pct -> text.append("; pct=").append(pct));
        return text.toString();
    }

    static Stream<Arguments> others() {
        return Seeds.of(
                "v=STSv1; id=20160831085700Z;",
                "v=TLSRPTv1; rua=mailto:reports@example.com,https://report.example/tls",
                "v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/vmc.pem; avp=brand",
                "version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmax_age: 604800\n",
                "version: STSv1\r\nmode: testing\r\nmax_age: 99999999999\r\nmx: a..b\r\n",
                "v=STSv1",
                "v=BIMI1; l=",
                "");
    }

    @MethodSource("others")
    @FuzzTest
    void others(byte[] input) {
        String text = NaiveCanonical.text(input);
        MtaStsLint.recognizes(text);
        TlsRptLint.recognizes(text);
        BimiLint.recognizes(text);
        sound(bounded(input.length, 8000, () -> MtaStsLint.of(text)), MtaStsLint.codes());
        sound(bounded(input.length, 8000, () -> MtaStsLint.ofPolicy(text)), MtaStsLint.codes());
        sound(bounded(input.length, 8000, () -> TlsRptLint.of(text)), TlsRptLint.codes());
        sound(bounded(input.length, 8000, () -> BimiLint.of(text)), BimiLint.codes());
    }
}
