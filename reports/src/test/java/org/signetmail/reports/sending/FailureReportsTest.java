package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.FailureReport;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReportReader;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

class FailureReportsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_767_312_060);
    private static final TestKey KEY = TestKeys.ed25519();
    private static final byte[] SECRET = "0123456789abcdef".getBytes(US_ASCII);
    private static final FailureReports REPORTS = FailureReports.of(
            ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example"),
            ReportMailTest.signer("receiver.example"),
            SECRET);

    private static final String HEADER = """
        From: "Ann Smith" <ann.smith@example.com>, bob@example.com
        To: "Victim, Very" <victim@receiver.example>
        Subject: see HTTPS://evil.example/x and write to carol@other.example
        Date: Thu, 1 Jan 2026 00:00:00 +0000
        X-Secret: dave@receiver.example
        Message-ID: <1@example.com>

        Body of eve@example.com
        """;

    @DisplayName("RFC 9989 §4.7 fo, RFC 9991 §4 Identity-Alignment: the mechanisms that failed")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        0: nothing aligned passed           | 0   | none | 192.0.2.9 | example.com       | dmarc: dkim spf
        0: SPF passed                       | 0   | none | 192.0.2.1 | example.com       | -
        0: SPF passes and is not aligned    | 0   | none | 192.0.2.1 | other.example     | dmarc: dkim spf
        0: DKIM passed                      | 0   | good | 192.0.2.9 | example.com       | -
        1: SPF did not                      | 1   | good | 192.0.2.9 | example.com       | dmarc: spf
        1: DKIM did not                     | 1   | none | 192.0.2.1 | example.com       | dmarc: dkim
        1: both passed                      | 1   | good | 192.0.2.1 | example.com       | -
        d: a signature failed               | d   | bad  | 192.0.2.1 | example.com       | bodyhash: dkim
        d: the signature passed             | d   | good | 192.0.2.9 | example.com       | -
        d: there is none                    | d   | none | 192.0.2.9 | example.com       | -
        d: a signature of somebody else failed | d | both | 192.0.2.1 | example.com      | bodyhash: none
        s: SPF failed                       | s   | good | 192.0.2.9 | example.com       | spf: spf
        s: SPF failed, not aligned          | s   | good | 192.0.2.9 | other.example     | spf: spf
        s: SPF passed                       | s   | bad  | 192.0.2.1 | example.com       | -
        d and s                             | d:s | bad  | 192.0.2.9 | example.com       | bodyhash: dkim spf
        """)
    void options(String what, String fo, String signature, String client, String mailFrom, String expected)
            throws Exception {
        FailureNotice notice = notice(
                        "p=reject; fo=" + fo + "; ruf=mailto:r@example.com", signature, client, "a@" + mailFrom)
                .orElse(null);
        if (expected == null) {
            assertThat(notice).as(what).isNull();
            return;
        }
        FailureReport report = read(REPORTS.mail(notice, "r@example.com", 3, NOW));
        List<String> failed = report.identityAlignment().orElseThrow();
        assertThat(report.authFailure().keyword().orElseThrow() + ": "
                        + (failed.isEmpty() ? "none" : String.join(" ", failed)))
                .as(what)
                .isEqualTo(expected);
        assertThat(report.problems()).as(what).isEmpty();
        assertThat(report.remarks()).as(what).isEmpty();
        assertThat(report.incidents()).contains(3L);
        assertThat(report.reportedDomain()).contains("example.com");
        assertThat(report.sourceIp()).contains(InetAddress.getByName(client));
        assertThat(report.spfDns().isEmpty()).isEqualTo(!failed.contains("spf"));
        assertThat(report.dkimSelector().isPresent()).isEqualTo(signature.equals("bad") || signature.equals("both"));
        assertThat(report.arrivalDate()).contains(NOW);
        assertThat(report.feedbackType().keyword()).contains("auth-failure");
    }

    @DisplayName("No report: not asked for, not to be known, to a public suffix, about what may be a report")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no ruf                              | p=reject; fo=1                                     | a@example.com
        RFC 9991 §2: a public suffix        | p=reject; fo=1; psd=y; ruf=mailto:r@example.com    | a@example.com
        the null reverse-path               | p=reject; fo=1; ruf=mailto:r@example.com           | ''
        SPF could not be checked            | p=reject; fo=1; ruf=mailto:r@example.com           | a@lost.example.com
        """)
    void none(String what, String tags, String mailFrom) throws Exception {
        assertThat(notice(tags, "none", "192.0.2.9", mailFrom)).as(what).isEmpty();
    }

    @Test
    @DisplayName(
            "RFC 6590, RFC 9991 §7.3: no local part, no name, no working link, no body; the same hash for the same")
    void redaction() throws Exception {
        byte[] mail = REPORTS.mail(
                notice("p=reject; ruf=mailto:r@example.com", "bad", "192.0.2.9", "ann.smith@example.com")
                        .orElseThrow(),
                "r@example.com",
                1,
                NOW);
        String text = new String(mail, US_ASCII);
        assertThat(text)
                .doesNotContainIgnoringCase("smith")
                .doesNotContainIgnoringCase("victim")
                .doesNotContainIgnoringCase("carol")
                .doesNotContainIgnoringCase("dave")
                .doesNotContainIgnoringCase("bob@")
                .doesNotContain("Body of", "HTTPS://", "X-Secret")
                .contains("hxxpS://evil.example/x");
        String hash = new Redaction(SECRET).hash("ann.smith");
        assertThat(text)
                .contains("From: " + hash + "@example.com, ", "Original-Mail-From: <" + hash + "@example.com>")
                .contains("SPF-DNS: txt : example.com : \"v=spf1 ip4:192.0.2.1 -all\"");
        FailureReport report = read(mail);
        assertThat(report.originalMailFrom()).contains(hash + "@example.com");
        assertThat(report.dkimDomain()).contains("example.com");
        assertThat(report.sample().orElseThrow().wholeMessage()).isFalse();
        assertThat(text.lines()).allMatch(line -> line.length() <= 998 && line.matches("[ -~\t]*"));
        assertThat(read(mail)).isEqualTo(report);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        an encoded-word               | Subject: =?utf-8?B?YWxpY2VAb3RoZXIuZXhhbXBsZQ==?=
        its half in another           | Subject: =?utf-8?Q?ali?= =?utf-8?Q?ce=40other.example?=
        before the at sign            | Subject: =?utf-8?Q?alice?=@other.example
        of a character set of nobody  | Subject: =?x-none?Q?alice=40other.example?=
        a link in one                 | Subject: =?utf-8?Q?alice@x_https=3A//evil.example/?=
        a full-width at sign          | Subject: =?utf-8?Q?alice=EF=BC=A0other.example?=
        an encoded at sign            | Subject: alice%40other.example
        white space                   | Message-ID: <alice @other.example>
        a comment                     | Message-ID: <alice(x)@other.example>
        brackets                      | Subject: [alice]@other.example
        copied fields of a signature  | DKIM-Signature: v=1; d=x; z=From:Alice=20A=20<alice=40x>|To:a; s=y
        a file                        | Content-Type: application/pdf; name="Letter to Alice.pdf"
        """)
    @DisplayName("RFC 6590: local parts are found where they hide")
    void redactionOfWhatHides(String what, String field) throws Exception {
        byte[] octets = Messages.crlf("From: a@example.com\n" + field + "\n\nx\n");
        FailureNotice notice = about("p=reject; ruf=mailto:r@example.com", octets, "192.0.2.9", "a@example.com")
                .orElseThrow();
        String text = new String(REPORTS.mail(notice, "r@example.com", 1, NOW), US_ASCII);
        assertThat(text)
                .doesNotContainIgnoringCase("alice")
                .doesNotContain("YWxpY2V", "=3A//")
                .contains(field.substring(0, field.indexOf(':') + 1));
    }

    @Test
    @DisplayName("RFC 6590: nor does a name that SPF made of a local part tell it")
    void namesOfMacros() throws Exception {
        byte[] octets = Messages.crlf("From: a@example.com\n\nx\n");
        String text = String.join(
                "\n",
                about("p=reject; ruf=mailto:r@example.com", octets, "192.0.2.9", "Ali-ce@macros.example")
                        .orElseThrow()
                        .report());
        assertThat(text)
                .doesNotContainIgnoringCase("ali-ce")
                .doesNotContain("ce.ali", "192.0.2.3")
                .contains(
                        "SPF-DNS: txt : macros.example : ", "SPF-DNS: txt : plain.example : \"v=spf1 ip4:192.0.2.2\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        a@x.example                       | [a]@x.example
        "a b@c"@x.example                 | [a b@c]
        <a@x.example>; <b@y.example>      | [a]@x.example, [b]@y.example
        nobody                            | redacted
        @                                 | redacted
        a@@b                              | [a]
        """)
    void hostileAddresses(String value, String ignored) {
        Redaction redaction = new Redaction(SECRET);
        assertThat(redaction.addresses(value)).matches("[ -~]+").doesNotContain("a@x", "b@c", "a b");
        assertThat(redaction.text(value)).matches("[ -~]*").doesNotContain("a@x", "a b@");
    }

    @Test
    @Tag("slow")
    void anyHeaderGivesAMailThatIsRead() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] octets = Messages.crlf(HEADER);
            for (int j = random.nextInt(20); j > 0; j--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            Optional<FailureNotice> notice =
                    about("p=reject; ruf=mailto:r@example.com", octets, "192.0.2.9", "a\u0000\"\u00e4@example.com");
            if (notice.isPresent()) {
                byte[] mail = REPORTS.mail(notice.get(), "r@example.com", 1, NOW);
                assertThat(new String(mail, US_ASCII).lines()).allMatch(line -> line.matches("[ -~\t]*"));
                assertThat(read(mail).problems()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("RFC 9991 §2 and §8.1: a rate limit, and Incidents for what it held back")
    void rateLimit() throws Exception {
        AtomicReference<Instant> time = new AtomicReference<>(NOW);
        FailureRateLimit limit = FailureRateLimit.of(2, 3, time::get);
        FailureNotice one = notice("p=reject; ruf=mailto:r@example.com", "none", "192.0.2.9", "a@example.com")
                .orElseThrow();
        FailureNotice two = notice("p=reject; ruf=mailto:r@example.com", "none", "192.0.2.10", "a@example.com")
                .orElseThrow();
        FailureNotice three = notice("p=reject; ruf=mailto:r@example.com", "bad", "192.0.2.9", "a@example.com")
                .orElseThrow();
        assertThat(limit.admit("r@example.com", one)).isEqualTo(OptionalLong.of(1));
        assertThat(limit.admit("r@example.com", one)).isEmpty();
        assertThat(limit.admit("r@example.com", one)).isEmpty();
        assertThat(limit.admit("r@example.com", two)).isEqualTo(OptionalLong.of(1));
        assertThat(limit.admit("r@example.com", three)).isEmpty();
        assertThat(limit.admit("s@example.com", one)).isEqualTo(OptionalLong.of(1));
        assertThat(limit.admit("t@example.com", one)).isEmpty();
        time.set(NOW.plus(Duration.ofHours(1)));
        assertThat(limit.admit("r@example.com", one)).isEqualTo(OptionalLong.of(3));
        assertThat(limit.admit("r@example.com", three)).isEqualTo(OptionalLong.of(2));
        assertThat(limit.admit("R@example.com", one)).isEmpty();
        // A clock that is set back holds nothing up for longer than an hour.
        time.set(NOW.minus(Duration.ofDays(365)));
        assertThat(limit.admit("r@example.com", two)).isEmpty();
        time.set(NOW.minus(Duration.ofDays(365)).plus(Duration.ofHours(1)));
        assertThat(limit.admit("r@example.com", two)).isEqualTo(OptionalLong.of(2));
        assertThatThrownBy(() -> FailureRateLimit.of(0, 1, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final FailureReports UNREDACTED = FailureReports.unredacted(
            ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example"),
            ReportMailTest.signer("receiver.example"));

    private static String unredacted(byte[] octets, DkimOptions options) throws Exception {
        FailureNotice notice = checked(
                        "p=reject; ruf=mailto:r@example.com", octets, "192.0.2.9", "ann@example.com", options)
                .about(UNREDACTED)
                .orElseThrow();
        byte[] mail = UNREDACTED.mail(notice, "r@example.com", 1, NOW);
        FailureReport report = read(mail);
        assertThat(report.problems()).isEmpty();
        assertThat(report.remarks()).isEmpty();
        assertThat(report.originalMailFrom()).contains("ann@example.com");
        assertThat(DkimVerifier.using(
                                FakeDns.zone("k1._domainkey.receiver.example TXT \"" + ReportMailTest.keyText() + "\""))
                        .verify(Message.of(mail)))
                .singleElement()
                .satisfies(each -> assertThat(each.result()).isEqualTo(DkimResult.PASS));
        return new String(mail, ISO_8859_1);
    }

    @Test
    @DisplayName("RFC 6591 §3.2.3, unredacted: the message as it is, and the very octets that were signed and hashed")
    void unredacted() throws Exception {
        byte[] octets = spoiled(sign(Messages.crlf(HEADER), "example.com"));
        String text = unredacted(octets, DkimOptions.DEFAULT.withDiagnosis(100_000));
        assertThat(text)
                .contains("Content-Type: message/rfc822\r\n\r\n" + new String(octets, ISO_8859_1) + "\r\n--")
                .doesNotContain("replaced by hashes");
        assertThat(text.lines()).allMatch(line -> line.length() <= 998);
        // The header is as it was signed: its signature verifies by the JDK, with nothing of ours.
        byte[] header = decoded(text, "DKIM-Canonicalized-Header:");
        String field = text.substring(text.lastIndexOf("DKIM-Signature: v=1"));
        Matcher b = Pattern.compile("[ ;]b=([^;]*?)\r\n[^ \t]", Pattern.DOTALL).matcher(field);
        assertThat(b.find()).isTrue();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KEY.publicKey());
        signature.update(MessageDigest.getInstance("SHA-256").digest(header));
        assertThat(signature.verify(Base64.getMimeDecoder().decode(b.group(1)))).isTrue();
        // The body is what came: changed in one octet.
        assertThat(new String(decoded(text, "DKIM-Canonicalized-Body:"), ISO_8859_1))
                .isEqualTo("Body of eve@example.co!\r\n");
    }

    private static List<String> report(FailureReports reports, byte[] octets, String client, String mailFrom)
            throws Exception {
        return checked("p=reject; fo=1; ruf=mailto:r@example.com", octets, client, mailFrom, DkimOptions.DEFAULT)
                .about(reports)
                .orElseThrow()
                .report();
    }

    @Test
    @DisplayName("RFC 6591 §3.1, §3.2, RFC 9991 §4: each field in its place")
    void wholeReport() throws Exception {
        byte[] octets = spoiled(sign(Messages.crlf(HEADER), "example.com"));
        List<String> expected = List.of(
                "Feedback-Type: auth-failure",
                "Version: 1",
                "User-Agent: Signet",
                "Auth-Failure: dmarc",
                "Authentication-Results: receiver.example; dmarc=fail header.from=example.com; spf=fail"
                        + " smtp.mailfrom=example.com; dkim=fail header.d=example.com header.s=s1",
                "Identity-Alignment: dkim, spf",
                "Reported-Domain: example.com",
                "Original-Mail-From: <ann@example.com>",
                "Source-IP: 192.0.2.9",
                "Arrival-Date: Fri, 2 Jan 2026 00:01:00 +0000",
                "Delivery-Result: reject",
                "DKIM-Domain: example.com",
                "DKIM-Identity: @example.com",
                "DKIM-Selector: s1",
                "SPF-DNS: txt : example.com : \"v=spf1 ip4:192.0.2.1 -all\"");
        assertThat(report(UNREDACTED, octets, "192.0.2.9", "ann@example.com")).isEqualTo(expected);
        String hash = new Redaction(SECRET).hash("ann");
        assertThat(report(REPORTS, octets, "192.0.2.9", "ann@example.com"))
                .isEqualTo(expected.stream()
                        .map(each -> each.replace("<ann@", "<" + hash + "@"))
                        .toList());
        // SPF is not told where it did its part, nor is a signature where there is none.
        assertThat(report(UNREDACTED, Messages.crlf(HEADER), "192.0.2.1", "ann@example.com"))
                .containsSequence("Identity-Alignment: dkim", "Reported-Domain: example.com")
                .endsWith("Delivery-Result: delivered");
    }

    @DisplayName("RFC 9991 §4: of the signatures that failed one of the author's organization is told")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        other.example example.com     | example.com
        example.com other.example     | example.com
        other.example sub.example.com | sub.example.com
        other.example                 | other.example
        other.example badexample.com  | badexample.com
        """)
    void signatureOfTheAuthor(String domains, String told) throws Exception {
        byte[] octets = Messages.crlf(HEADER);
        for (String domain : domains.split(" ", -1)) {
            octets = sign(octets, domain);
        }
        assertThat(report(REPORTS, spoiled(octets), "192.0.2.9", "a@example.com"))
                .contains("DKIM-Domain: " + told, "DKIM-Identity: @" + told);
    }

    @Test
    @DisplayName("RFC 6376 §3.5 i=: the identity is an address, or a domain")
    void identityOfASignature() throws Exception {
        byte[] octets = spoiled(DkimSigner.builder("example.com", "s1", SigningKey.fromPem(KEY.pkcs8Pem()))
                .identity("ann@sub.example.com")
                .build()
                .sign(Message.of(Messages.crlf(HEADER)))
                .prependTo(Messages.crlf(HEADER)));
        assertThat(report(UNREDACTED, octets, "192.0.2.9", "a@example.com"))
                .contains("DKIM-Identity: ann@sub.example.com");
        assertThat(report(REPORTS, octets, "192.0.2.9", "a@example.com"))
                .contains("DKIM-Identity: " + new Redaction(SECRET).hash("ann") + "@sub.example.com");
    }

    @Test
    @DisplayName("Ten signatures are told of, whatever came")
    void manySignatures() throws Exception {
        byte[] octets = Messages.crlf(HEADER);
        for (int i = 0; i < 11; i++) {
            octets = sign(octets, "d" + i + ".example");
        }
        String results = String.join("\n", report(REPORTS, octets, "192.0.2.9", "a@example.com"));
        assertThat(results.split("dkim=", -1)).hasSize(11);
        byte[] longer = Messages.crlf(HEADER);
        for (int i = 0; i < 10; i++) {
            longer = sign(longer, ("x".repeat(60) + ".").repeat(3) + i + ".example");
        }
        assertThat(report(REPORTS, longer, "192.0.2.9", "a@example.com"))
                .filteredOn(line -> line.startsWith("Authentication-Results: "))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(1000).endsWith("..."));
    }

    @Test
    @DisplayName("RFC 9990 §3.5.2: a signature that is not aligned, and a key that is too short, make no reports")
    void whatMakesNoReports() {
        ReportSubmitter submitter = ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example");
        for (String domain : List.of("other.example", "low.receiver.example")) {
            assertThatThrownBy(() -> FailureReports.unredacted(submitter, ReportMailTest.signer(domain)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not aligned");
            assertThatThrownBy(() -> FailureReports.of(submitter, ReportMailTest.signer(domain), SECRET))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not aligned");
        }
        assertThatThrownBy(() -> FailureReports.of(submitter, ReportMailTest.signer("receiver.example"), new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key for redaction has 16 octets or more");
    }

    @Test
    @DisplayName("RFC 6522: the parts of the mail")
    void wholeMail() throws Exception {
        FailureNotice notice = notice("p=reject; ruf=mailto:r@example.com", "none", "192.0.2.9", "a@example.com")
                .orElseThrow();
        assertThat(notice).hasToString("dmarc failure, reported to example.com");
        assertThat(notice.policyDomain()).hasToString("example.com");
        assertThat(notice.record().ruf()).hasSize(1);
        assertThat(notice.type().keyword()).isEqualTo("dmarc");
        String mail = new String(REPORTS.mail(notice, "r@example.com", 1, NOW), US_ASCII).replace("\r\n", "\n");
        int from = mail.indexOf("boundary=\"") + "boundary=\"".length();
        String boundary = mail.substring(from, mail.indexOf('"', from));
        assertThat(mail.replace(boundary, "BOUNDARY")
                        .replaceAll("(?s)^DKIM.*?\n(?=From)", "")
                        .replaceAll("Message-ID: <[0-9a-f]+\\.", "Message-ID: <ID."))
                .startsWith("""
                    From: dmarc@receiver.example
                    To: r@example.com
                    Date: Fri, 2 Jan 2026 00:01:00 +0000
                    Subject: DMARC failure report for example.com
                    Message-ID: <ID.1767312060@receiver.example>
                    Auto-Submitted: auto-generated
                    MIME-Version: 1.0
                    Content-Type: multipart/report; report-type=feedback-report;
                     boundary="BOUNDARY"

                    --BOUNDARY
                    Content-Type: text/plain; charset=us-ascii

                    This is an authentication failure report (RFC 9991) of receiver.example
                    on mail that it received in the name of a domain of yours.
                    Names are left out, and local parts of addresses are replaced by hashes.

                    The domain asks for such reports in its DNS, by ruf= at _dmarc.example.com.

                    --BOUNDARY
                    Content-Type: message/feedback-report

                    Feedback-Type: auth-failure
                    """)
                .contains("""
                    Incidents: 1

                    --BOUNDARY
                    Content-Type: text/rfc822-headers

                    """ + "From: ")
                .endsWith("""
                    Message-ID: <%s@example.com>

                    --BOUNDARY--
                    """.formatted(new Redaction(SECRET).hash("1")));
        assertThatThrownBy(() -> REPORTS.mail(notice, "r@example.com", 0, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a report stands for 1 failure or more, not 0");
        assertThatThrownBy(() -> REPORTS.mail(notice, "r@", 1, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a plain mail address: r@");
    }

    @Test
    @DisplayName("The same reports of the same receiver; two of a kind are of one problem of one signature")
    void sameAndAlike() throws Exception {
        ReportSubmitter submitter = ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example");
        DkimSigner signer = ReportMailTest.signer("receiver.example");
        FailureNotice none = notice("p=reject; ruf=mailto:r@example.com", "none", "192.0.2.9", "a@example.com")
                .orElseThrow();
        assertThat(FailureReports.of(submitter, signer, SECRET).mail(none, "r@example.com", 1, NOW))
                .isEqualTo(REPORTS.mail(none, "r@example.com", 1, NOW));
        assertThat(FailureReports.unredacted(submitter, signer).mail(none, "r@example.com", 1, NOW))
                .isEqualTo(UNREDACTED.mail(none, "r@example.com", 1, NOW));
        assertThat(none.kind()).isEqualTo("dmarc example.com 192.0.2.9");
        assertThat(notice("p=reject; ruf=mailto:r@example.com", "bad", "192.0.2.9", "b@example.com"))
                .map(FailureNotice::kind)
                .contains("dmarc example.com 192.0.2.9 example.com dkim-body-hash-mismatch");
    }

    @ParameterizedTest
    @CsvSource({"998, 1048576, true", "999, 1048576, false", "998, 1048577, false"})
    @DisplayName("RFC 5322 §2.1.1: how much a message may have to be sent as it is")
    void howMuchIsWhole(int line, int octets, boolean whole) {
        StringBuilder message = new StringBuilder(new String(Messages.crlf(HEADER), ISO_8859_1));
        message.append("x".repeat(line)).append("\r\n");
        while (message.length() < octets - 1000) {
            message.append("y".repeat(998)).append("\r\n");
        }
        while (message.length() < octets - 2) {
            message.append('z');
        }
        message.append("\r\n");
        assertThat(message.length()).isEqualTo(octets);
        String seed = FailureSampleText.whole(Message.of(message.toString().getBytes(ISO_8859_1)))
                .seed();
        // A hash of the octets, or the lines of the header.
        assertThat(seed.matches("[0-9a-f]{64}")).isEqualTo(whole);
        assertThat(seed.startsWith("From: \"Ann Smith\" <ann")).isEqualTo(!whole);
    }

    private static byte[] decoded(String mail, String name) {
        int from = mail.indexOf(name) + name.length();
        Matcher end = Pattern.compile("\r\n[^ ]").matcher(mail);
        assertThat(end.find(from + 2)).isTrue();
        return Base64.getMimeDecoder().decode(mail.substring(from, end.start()));
    }

    @Test
    @DisplayName(
            "RFC 6591 §3.2.3: a body of which not all is known is left out, and without a diagnosis the header, too")
    void partOfABody() throws Exception {
        byte[] octets = spoiled(sign(Messages.crlf(HEADER), "example.com"));
        assertThat(unredacted(octets, DkimOptions.DEFAULT.withDiagnosis(10)))
                .contains("DKIM-Canonicalized-Header:")
                .doesNotContain("DKIM-Canonicalized-Body:");
        assertThat(unredacted(octets, DkimOptions.DEFAULT)).doesNotContain("DKIM-Canonicalized");
        FailureNotice redacted = checked(
                        "p=reject; ruf=mailto:r@example.com",
                        octets,
                        "192.0.2.9",
                        "a@example.com",
                        DkimOptions.DEFAULT.withDiagnosis(100_000))
                .about(REPORTS)
                .orElseThrow();
        assertThat(new String(REPORTS.mail(redacted, "r@example.com", 1, NOW), US_ASCII))
                .doesNotContain("DKIM-Canonicalized");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "8bit, FC, true",
        "a NUL, 00, false",
        "a lone CR, 0D78, false",
        "a lone LF, 0A78, false",
        "long, L, false"
    })
    @DisplayName("A message that mail cannot carry as it is is told by its header")
    void whatMailCannotCarry(String what, String odd, boolean whole) throws Exception {
        String body =
                odd.equals("L") ? "x".repeat(999) : new String(HexFormat.of().parseHex(odd), ISO_8859_1);
        byte[] octets = (new String(Messages.crlf(HEADER), ISO_8859_1) + body + "\r\n").getBytes(ISO_8859_1);
        String text = unredacted(octets, DkimOptions.DEFAULT);
        assertThat(text.contains("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + new String(octets, ISO_8859_1)))
                .isEqualTo(whole);
        assertThat(text.contains("Content-Type: text/rfc822-headers\r\n")).isEqualTo(!whole);
        assertThat(text).contains("Subject: see HTTPS://evil.example/x and write to carol@other.example");
        assertThat(read(text.getBytes(ISO_8859_1)).sample().orElseThrow().wholeMessage())
                .isEqualTo(whole);
    }

    private static FailureReport read(byte[] mail) {
        ReadOutcome outcome = ReportReader.DEFAULT.read(Message.of(mail));
        assertThat(outcome.refusals()).isEmpty();
        return (FailureReport) outcome.reports().get(0);
    }

    private static Optional<FailureNotice> notice(String tags, String signature, String client, String mailFrom)
            throws Exception {
        byte[] octets = Messages.crlf(HEADER);
        byte[] message = switch (signature) {
            case "good" -> sign(octets, "example.com");
            case "bad" -> spoiled(sign(octets, "example.com"));
            case "both" -> {
                byte[] spoiled = spoiled(sign(octets, "other.example"));
                yield sign(spoiled, "example.com");
            }
            default -> octets;
        };
        return about(tags, message, client, mailFrom);
    }

    private static byte[] spoiled(byte[] octets) {
        byte[] changed = octets.clone();
        changed[changed.length - 3] = '!';
        return changed;
    }

    private static byte[] sign(byte[] octets, String domain) {
        return DkimSigner.builder(domain, "s1", SigningKey.fromPem(KEY.pkcs8Pem()))
                .build()
                .sign(Message.of(octets))
                .prependTo(octets);
    }

    private static Optional<FailureNotice> about(String tags, byte[] octets, String client, String mailFrom)
            throws Exception {
        return checked(tags, octets, client, mailFrom, DkimOptions.DEFAULT).about(REPORTS);
    }

    /** A message with what was found out about it. */
    private record Checked(Message message, Authentication found) {
        Optional<FailureNotice> about(FailureReports reports) {
            return reports.about(found, message, NOW);
        }
    }

    private static Checked checked(String tags, byte[] octets, String client, String mailFrom, DkimOptions options)
            throws Exception {
        FakeDns dns = FakeDns.zone("""
            _dmarc.example.com           TXT  "v=DMARC1; %s"
            example.com                  TXT  "v=spf1 ip4:192.0.2.1 -all"
            other.example                TXT  "v=spf1 ip4:192.0.2.1 -all"
            lost.example.com             TXT  !SERVFAIL
            macros.example               TXT  "v=spf1 include:Plain.example. include:%%{l}.x.example include:%%{lr-}.x.example -all"
            plain.example                TXT  "v=spf1 ip4:192.0.2.2"
            ali-ce.x.example             TXT  "v=spf1 ip4:192.0.2.3"
            ce.ali.x.example             TXT  "v=spf1 ip4:192.0.2.3"
            s1._domainkey.example.com    TXT  "%s"
            s1._domainkey.other.example  TXT  "%2$s"
            """.formatted(tags, KEY.txt()));
        Message message = Message.of(octets);
        return new Checked(
                message,
                MailAuthenticator.using(dns)
                        .withDkim(options)
                        .authenticate(
                                message,
                                Envelope.from(InetAddress.getByName(client))
                                        .helo("mx.example.net")
                                        .mailFrom(mailFrom)));
    }
}
