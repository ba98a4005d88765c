package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DiscoveryMethod;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DispositionPolicy;
import org.signetmail.dmarc.DmarcOptions;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.Handling;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.OverrideReason;
import org.signetmail.dmarc.PublicSuffixList;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What a verdict becomes in a report. */
class MessageResultTest {

    private static final Instant RECEIVED = Instant.ofEpochSecond(1_767_225_600 + 3600);
    private static final TestKey KEY = TestKeys.ed25519();

    private static final String ZONE = """
            _dmarc.none.example        TXT  "v=DMARC1; p=none; rua=mailto:r@none.example"
            _dmarc.strict.example      TXT  "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=s; fo=s:1; t=n; rua=mailto:r@strict.example; ruf=mailto:r@strict.example"
            sub.strict.example         A    192.0.2.80
            _dmarc.test.example        TXT  "v=DMARC1; p=reject; t=y; rua=mailto:r@test.example"
            _dmarc.silent.example      TXT  "v=DMARC1; p=reject"
            _dmarc.bad.example         TXT  "v=DMARC1; p=nonsense; sp=reject; rua=mailto:r@bad.example"
            _dmarc.lost.example        TXT  "v=DMARC1; p=reject; rua=mailto:r@lost.example"
            lost.example               TXT  !SERVFAIL
            none.example               TXT  "v=spf1 ip4:192.0.2.1 -all"
            strict.example             TXT  "v=spf1 ip4:192.0.2.1 -all"
            mail.strict.example        TXT  "v=spf1 ip4:192.0.2.1 -all"
            test.example               TXT  "v=spf1 -all"
            silent.example             TXT  "v=spf1 ip4:192.0.2.1 -all"
            bad.example                TXT  "v=spf1 ip4:192.0.2.1 -all"
            helo.example               TXT  "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.plain.example       TXT  !NXDOMAIN
            """;

    @DisplayName("RFC 9990 §3.1.1: rows")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            p=none, passes: no action                     | none.example       | a@none.example        | 192.0.2.1   | none.example   | none fail pass [] none.example none.example mfrom none.example pass
            p=reject, passes: pass                        | strict.example     | a@strict.example      | 192.0.2.1   | strict.example | pass fail pass [] strict.example strict.example mfrom strict.example pass
            §3.1.1.9 SPF passes and is not aligned        | strict.example     | a@mail.strict.example | 192.0.2.1   | strict.example | reject fail fail [] strict.example mail.strict.example mfrom mail.strict.example pass
            §3.1.2 a subdomain is in the report of the policy domain | sub.strict.example | a@strict.example | 192.0.2.9 | strict.example | quarantine fail fail [] sub.strict.example strict.example mfrom strict.example fail
            §3.1.1.9 np asks for nothing                  | no.strict.example  | a@strict.example      | 192.0.2.9   | strict.example | none fail fail [] no.strict.example strict.example mfrom strict.example fail
            §3.1.6 t=y                                    | test.example       | a@test.example        | 192.0.2.9   | test.example   | quarantine fail fail [policy_test_mode:] test.example test.example mfrom test.example fail
            §3.1.1.10 null reverse-path: empty            | none.example       | -                     | 192.0.2.1   | none.example   | none fail fail [] none.example (null) mfrom helo.example pass
            no domain name in MAIL FROM                   | none.example       | a@[192.0.2.9]         | 192.0.2.9   | none.example   | none fail fail [] none.example (absent)
            IPv6                                          | none.example       | a@none.example        | 2001:db8::1 | none.example   | none fail fail [] none.example none.example mfrom none.example fail
            §3.1.5 a record that counts as p=none         | bad.example        | a@bad.example         | 192.0.2.1   | bad.example    | none fail pass [] bad.example bad.example mfrom bad.example pass
            """)
    void rows(String what, String from, String mailFrom, String client, String key, String expected) {
        MessageResult result = result(from, mailFrom, client).orElseThrow();
        assertThat(result.key()).hasToString(key + " 2026-01-01");
        assertThat(shown(result.row())).as(what).isEqualTo(expected);
        assertThat(result.source()).isEqualTo(address(client));
    }

    private static String shown(Row row) {
        String from = row.envelopeFrom();
        Row.Spf spf = row.spfResult();
        return row.disposition().keyword() + " " + row.dkim().keyword() + " "
                + row.spf().keyword() + " "
                + row.reasons().stream()
                        .map(each -> each.type().keyword() + ":" + each.comment())
                        .toList()
                + " " + row.headerFrom() + " " + (from == null ? "(absent)" : from.isEmpty() ? "(null)" : from)
                + (spf == null
                        ? ""
                        : " mfrom " + spf.domain() + " " + spf.result().keyword());
    }

    @Test
    @DisplayName("No policy, nobody who wants a report, a message that comes again")
    void notReported() {
        assertThat(result("plain.example", "a@plain.example", "192.0.2.1")).isEmpty();
        assertThat(result("silent.example", "a@silent.example", "192.0.2.1"))
                .hasValueSatisfying(result -> assertThat(result.isWanted()).isFalse());
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        assertThat(builder.add(check("silent.example", "a@silent.example", "192.0.2.1"), "1", RECEIVED))
                .isFalse();
        assertThat(builder.keys()).isEmpty();
        assertThat(builder.add(check("none.example", "a@none.example", "192.0.2.1"), "1", RECEIVED))
                .isTrue();

        Authentication deferred = authenticator()
                .withDispositionPolicy(DispositionPolicy.asDomainAsks().and(DispositionPolicy.deferTemporaryErrors()))
                .authenticate(message("lost.example"), envelope("a@lost.example", "192.0.2.1"));
        assertThat(MessageResult.of(deferred, "1", RECEIVED)).isEmpty();
    }

    @Test
    @DisplayName("RFC 9990 §3.1.1.9: a reason MUST be there when the policy was not applied, also for an error")
    void undetermined() {
        Authentication accepted = authenticator()
                .withDispositionPolicy(DispositionPolicy.asDomainAsks().and(DispositionPolicy.acceptTemporaryErrors()))
                .authenticate(message("lost.example"), envelope("a@lost.example", "192.0.2.1"));
        MessageResult result = MessageResult.of(accepted, "1", RECEIVED).orElseThrow();
        assertThat(shown(result.row()))
                .startsWith("none fail fail [other:temperror: dmarc-")
                .endsWith(" lost.example lost.example mfrom lost.example temperror");
    }

    @Test
    @DisplayName("RFC 9990 §3.1.6: overrides are told, bounded, and fit for XML")
    void overrides() {
        DispositionPolicy policy = (authentication, fields) -> authentication
                .handling()
                .overridden(Disposition.NONE, OverrideReason.MAILING_LIST, "list\u0000 <x>\n" + "y".repeat(300));
        Authentication overridden = authenticator()
                .withDispositionPolicy(policy)
                .authenticate(message("strict.example"), envelope("a@elsewhere.example", "192.0.2.9"));
        Row row = MessageResult.of(overridden, "1", RECEIVED).orElseThrow().row();
        assertThat(row.reasons()).hasSize(1);
        assertThat(row.reasons().get(0).type().keyword()).isEqualTo("mailing_list");
        assertThat(row.reasons().get(0).comment())
                .startsWith("list\uFFFD <x> yyy")
                .hasSize(200)
                .endsWith("...");
        assertThat(row.disposition().keyword()).isEqualTo("none");
    }

    @DisplayName("RFC 9990 §3.1.6: each kind of reason by its name, and of many the first ten")
    @ParameterizedTest
    @EnumSource
    void reasons(OverrideReason reason) {
        DispositionPolicy policy = (authentication, fields) -> {
            Handling handling = authentication.handling();
            for (int i = 0; i < 11; i++) {
                handling = handling.overridden(
                        i % 2 == 0 ? Disposition.NONE : Disposition.QUARANTINE, reason, "comment " + i);
            }
            return handling;
        };
        Authentication overridden = authenticator()
                .withDispositionPolicy(policy)
                .authenticate(message("strict.example"), envelope("a@elsewhere.example", "192.0.2.9"));
        List<Row.Reason> reasons =
                MessageResult.of(overridden, "1", RECEIVED).orElseThrow().row().reasons();
        assertThat(reasons)
                .hasSize(10)
                .allMatch(each -> each.type().name().equals(reason.name()))
                .last()
                .matches(each -> each.comment().equals("comment 9"));
    }

    @DisplayName("No part of a result is left out of what makes it equal")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "domain":"example.com"   | "domain":"example.org"
            2026-01-01               | 2026-01-02
            1767229200000            | 1767229200001
            AAAAAAAAACo              | AAAAAAAAACs
            "wanted":true            | "wanted":false
            "report":false           | "report":true
            "pct":100                | "pct":99
            192.0.2.1                | 192.0.2.2
            """)
    void equal(String from, String to) throws IOException {
        MessageResult one = MessageResult.fromJson(StateJsonTest.MESSAGE);
        assertThat(StateJsonTest.MESSAGE).contains(from);
        assertThat(one)
                .isEqualTo(MessageResult.fromJson(StateJsonTest.MESSAGE))
                .isNotEqualTo(MessageResult.fromJson(StateJsonTest.MESSAGE.replace(from, to)))
                .isNotEqualTo(StateJsonTest.MESSAGE);
    }

    @Test
    void parts() throws IOException {
        MessageResult one = MessageResult.fromJson(StateJsonTest.MESSAGE);
        assertThat(one.id()).isEqualTo("000000000000002a");
        assertThat(one.received()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
        assertThat(one.isWanted()).isTrue();
        assertThat(one.asReportMail().toJson())
                .isEqualTo(StateJsonTest.MESSAGE.replace("\"report\":false", "\"report\":true"));
        assertThat(one.withRecipientDomain(DomainName.of("b.example")).toJson())
                .isEqualTo(StateJsonTest.MESSAGE.replace("receiver.example", "b.example"));
    }

    @Test
    @DisplayName("RFC 9990 §3.1.1.5: discovered or default values")
    void policies() {
        assertThat(policy("strict.example")).isEqualTo("REJECT QUARANTINE NONE STRICT STRICT 1:s false TREEWALK []");
        assertThat(policy("none.example")).isEqualTo("NONE NONE NONE RELAXED RELAXED 0 false TREEWALK []");
        assertThat(policy("test.example")).isEqualTo("REJECT REJECT REJECT RELAXED RELAXED 0 true TREEWALK []");
        assertThat(policy("bad.example"))
                .startsWith("NONE NONE NONE RELAXED RELAXED 0 false TREEWALK [")
                .contains("nonsense");
    }

    @DisplayName("RFC 9990 §3.1.5: what is wrong with a record is told, three times at most")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=DMARC1; p=reject; rua=mailto:a@b.example                      | 0
            v=DMARC1; p=reject; adkim=x                                     | 1
            v=DMARC1; p=reject; adkim=x; aspf=x; fo=x                       | 2
            v=DMARC1; p=reject; adkim=x; aspf=x; fo=x; pct=x; t=x           | 3
            """)
    void errors(String record, int errors) {
        SeenPolicy policy = SeenPolicy.of(DmarcRecord.parse(record).record().orElseThrow(), DiscoveryMethod.TREEWALK);
        assertThat(policy.errors()).hasSize(errors).allMatch(each -> each.length() <= 200);
        assertThat(policy.fo()).isEqualTo("0");
        assertThat(policy.pct()).isEqualTo(100);
    }

    private static String policy(String domain) {
        SeenPolicy policy =
                result(domain, "a@" + domain, "192.0.2.1").orElseThrow().policy();
        return policy.p() + " " + policy.sp() + " " + policy.np() + " " + policy.adkim() + " " + policy.aspf() + " "
                + policy.fo() + " " + policy.testing() + " " + policy.discovery() + " " + policy.errors();
    }

    @Test
    @DisplayName("RFC 7489: pct is told where it counts")
    void sampled() throws Exception {
        FakeDns dns = FakeDns.zone("""
                _dmarc.example.com  TXT  "v=DMARC1; p=reject; pct=0; rua=mailto:r@example.com"
                example.com         TXT  "v=spf1 -all"
                """);
        Authentication check = MailAuthenticator.using(dns)
                .withDmarc(DmarcOptions.DEFAULT.withPublicSuffixList(
                        PublicSuffixList.read(new StringReader("com\n")), () -> 50))
                .authenticate(message("example.com"), envelope("a@example.com", "192.0.2.9"));
        MessageResult result = MessageResult.of(check, "1", RECEIVED).orElseThrow();
        assertThat(result.row().reasons())
                .extracting(each -> each.type().keyword())
                .containsExactly("sampled_out");
        assertThat(result.policy().pct()).isZero();
    }

    @Test
    @DisplayName(
            "RFC 9990 §3.1.3: strictly aligned, relaxed, other, failing; never without a selector; any order of fields")
    void signatures() {
        FakeDns dns = FakeDns.zone("""
                _dmarc.example.com            TXT  "v=DMARC1; p=reject; rua=mailto:r@example.com"
                s1._domainkey.example.com     TXT  "%1$s"
                s2._domainkey.a1.example.com  TXT  "%1$s"
                s3._domainkey.a.example       TXT  "%1$s"
                """.formatted(KEY.txt()));
        byte[] octets = Messages.crlf("From: a@example.com\nSubject: x\n\nx\n");
        List<String> fields = Stream.of("s3 a.example", "s2 a1.example.com", "s1 example.com", "s9 0.example")
                .map(each -> sign(octets, each.substring(3), each.substring(0, 2)))
                .collect(Collectors.toCollection(ArrayList::new));
        fields.add("DKIM-Signature: v=1; a=rsa-sha256; d=broken.example; b=; bh=\r\n");
        Row first = null;
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(fields, new Random(seed));
            byte[] message = (String.join("", fields) + new String(octets, US_ASCII)).getBytes(US_ASCII);
            Authentication check = MailAuthenticator.using(dns)
                    .authenticate(Message.of(message), envelope("a@elsewhere.example", "192.0.2.9"));
            Row row = MessageResult.of(check, "1", RECEIVED).orElseThrow().row();
            assertThat(row.signatures())
                    .extracting(each -> each.domain() + " " + each.result().keyword() + " " + each.why())
                    .containsExactly(
                            "example.com pass ",
                            "a1.example.com pass ",
                            "a.example pass ",
                            "0.example permerror dkim-key-missing");
            assertThat(row.dkim().keyword()).isEqualTo("pass");
            assertThat(first == null ? row : first).isEqualTo(row);
            first = row;
        }
    }

    @Test
    @DisplayName("Signatures of one place are in the order of domain, selector, result and problem")
    void signaturesOfOnePlace() {
        FakeDns dns = FakeDns.zone("""
                _dmarc.example.com        TXT  "v=DMARC1; p=reject; rua=mailto:r@example.com"
                s1._domainkey.b.example   TXT  "%1$s"
                s2._domainkey.b.example   TXT  "%1$s"
                """.formatted(KEY.txt()));
        byte[] octets = Messages.crlf("From: a@example.com\nSubject: x\n\nx\n");
        String b = sign(octets, "b.example", "s1");
        String noHash = b.replaceFirst("bh=....", "bh=AAAA");
        String noSignature = b.replaceFirst("([ ;\t]b=\\s*)....", "$1AAAA");
        String later = b.replaceFirst("v=1", "v=2");
        List<String> fields = new ArrayList<>(List.of(
                sign(octets, "c.example", "s1"),
                sign(octets, "a.example", "s9"),
                sign(octets, "b.example", "s3"),
                later,
                noSignature,
                noHash));
        List<String> expected = List.of(
                "a.example s9 permerror dkim-key-missing",
                "b.example s1 fail dkim-body-hash-mismatch",
                "b.example s1 fail dkim-signature-mismatch",
                "b.example s1 permerror dkim-version",
                "b.example s3 permerror dkim-key-missing",
                "c.example s1 permerror dkim-key-missing");
        for (int seed = 0; seed < 8; seed++) {
            Collections.shuffle(fields, new Random(seed));
            byte[] message = (String.join("", fields) + new String(octets, US_ASCII)).getBytes(US_ASCII);
            Authentication check = MailAuthenticator.using(dns)
                    .authenticate(Message.of(message), envelope("a@elsewhere.example", "192.0.2.9"));
            assertThat(MessageResult.of(check, "1", RECEIVED)
                            .orElseThrow()
                            .row()
                            .signatures())
                    .extracting(each -> each.domain() + " " + each.selector() + " "
                            + each.result().keyword() + " " + each.why())
                    .containsExactlyElementsOf(expected);
        }
    }

    private static String sign(byte[] octets, String domain, String selector) {
        byte[] signed = DkimSigner.builder(domain, selector, SigningKey.fromPem(KEY.pkcs8Pem()))
                .build()
                .sign(Message.of(octets))
                .prependTo(octets);
        return new String(signed, 0, signed.length - octets.length, US_ASCII);
    }

    @Test
    @DisplayName("A report that tells of nothing but mails with reports is not worth to be sent")
    void noLoops() {
        MessageResult result =
                result("none.example", "a@none.example", "192.0.2.1").orElseThrow();
        AggregateState reports = AggregateState.of(result.asReportMail(), AggregateLimits.DEFAULT);
        assertThat(reports.isWorthSending()).isFalse();
        assertThat(reports.messages()).isEqualTo(1);
        assertThat(reports.merge(AggregateState.of(result, AggregateLimits.DEFAULT))
                        .isWorthSending())
                .isTrue();
    }

    @Test
    @DisplayName("RFC 9990 §7: the recipients' domain is told on request alone")
    void recipients() {
        MessageResult result =
                result("none.example", "a@none.example", "192.0.2.1").orElseThrow();
        assertThat(result.row().envelopeTo()).isNull();
        assertThat(result.withRecipientDomain(DomainName.of("Receiver.example"))
                        .row()
                        .envelopeTo())
                .isEqualTo("receiver.example");
    }

    private static Optional<MessageResult> result(String from, String mailFrom, String client) {
        return MessageResult.of(check(from, mailFrom, client), "1", RECEIVED);
    }

    private static Authentication check(String from, String mailFrom, String client) {
        return authenticator().authenticate(message(from), envelope(mailFrom, client));
    }

    private static MailAuthenticator authenticator() {
        return MailAuthenticator.using(FakeDns.zone(ZONE));
    }

    private static Message message(String from) {
        return Message.of(Messages.crlf("From: a@" + from + "\nSubject: x\n\nx\n"));
    }

    private static Envelope envelope(String mailFrom, String client) {
        return Envelope.from(address(client)).helo("helo.example").mailFrom(mailFrom == null ? "" : mailFrom);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
