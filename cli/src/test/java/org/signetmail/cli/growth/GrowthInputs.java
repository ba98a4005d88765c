package org.signetmail.cli.growth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.ReceivedResults;
import org.signetmail.core.ResultsFilter;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.LineEndPolicy;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.spf.ReceivedSpf;
import org.signetmail.spf.SpfOptions;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/**
 * The nastiest inputs of each parser, and of the whole call. Where nothing else is said, a size of 8 stays within the bounds of messages, so that the
 * parser sees all of it: a header field of less than 262,144 octets, less than 5000 fields.
 */
public final class GrowthInputs implements Supplier<Map<String, IntFunction<Runnable>>> {

    private static final int TEXT = 2_000;
    private static final int FIELDS = 600;

    private static final String FROM = "From: bob@example.com\r\n";

    private final SizedInputs inputs = new SizedInputs();

    @Override
    public Map<String, IntFunction<Runnable>> get() {
        from();
        results();
        signatures();
        bodies();
        whole();
        longFields();
        MessageInputs.addTo(inputs);
        DnsInputs.addTo(inputs);
        RecordInputs.addTo(inputs);
        ReportInputs.addTo(inputs);
        return inputs.all();
    }

    private void from() {
        inputs.add(
                "From",
                SizedInputs.FIELD,
                text -> {
                    AuthorDomain.of(fields("From: " + text));
                    AuthorDomain.of(fields("From: x, " + text + " ?=<a@b>"));
                },
                "(",
                ")",
                "()",
                "\"",
                "\\",
                "<",
                ">",
                "[",
                "@",
                "a@b,",
                "g:",
                "g:;,",
                ".",
                "a.",
                " ",
                "\r\n ",
                "=?",
                "=?a?b?YQ?=,",
                "=?utf-8?q?a?= ",
                "<@a,",
                ",",
                ";",
                "\u00fc",
                "\u00fc@",
                "a@b(c).",
                "@[1.");
        inputs.put("From fields", times -> {
            Message message = SizedInputs.message(FROM.repeat(FIELDS * times));
            return () -> AuthorDomain.of(message.fields());
        });
    }

    private void results() {
        inputs.add(
                "Authentication-Results",
                SizedInputs.FIELD,
                ReceivedResults::parse,
                "(",
                ";",
                "; spf=pass",
                "; dkim=pass header.d=a",
                "\"",
                "\\",
                ".",
                "=",
                " ",
                "\r\n ",
                "a",
                "/",
                "x; a=b (",
                "@");
        inputs.add(
                "Authentication-Results behind an id",
                SizedInputs.FIELD,
                text -> ReceivedResults.parse("mx.example; spf=pass " + text),
                "reason=\"",
                "smtp.mailfrom=a ",
                "(",
                "policy.",
                "x=\"y\" ",
                "=");
        inputs.add(
                "ResultsFilter",
                SizedInputs.FIELD,
                text -> ResultsFilter.of("mx", ".", ".x.", "-")
                        .clean(SizedInputs.message("A: b\r\nAuthentication-Results: x" + text + "; none\r\n" + FROM)),
                ".",
                "-",
                "(",
                "\r",
                "\n",
                "\r\n ",
                "\nAuthentication-Results: mx; none",
                " ",
                "\"");
        inputs.put("ResultsFilter fields", times -> {
            Message message = SizedInputs.message(
                    "Authentication-Results: mx; none\r\nX: y\r\n".repeat(FIELDS / 2 * times) + FROM);
            return () -> ResultsFilter.of("mx").clean(message);
        });
        inputs.add(
                "Received-SPF",
                SizedInputs.FIELD,
                ReceivedSpf::parse,
                "(",
                ";",
                "=",
                "pass ",
                "\"",
                "\\",
                "a=b; ",
                " ",
                "pass (",
                "\r\n ");
    }

    private void signatures() {
        FakeDns dns = FakeDns.zone(
                "s._domainkey.example.com TXT \"" + TestKeys.ed25519().txt() + "\"");
        DkimVerifier verifier = DkimVerifier.using(dns);
        for (String field : List.of(
                "DKIM-Signature: x\r\n",
                "DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s; h=From; bh=AA==; b=AA==\r\n",
                "DKIM-Signature\r\n",
                "X: y\r\n")) {
            inputs.put("DKIM fields " + SizedInputs.shown(field), times -> {
                Message message = SizedInputs.message(field.repeat(FIELDS * times) + FROM);
                return () -> verifier.verify(message);
            });
        }
        inputs.add(
                "DKIM signature field",
                TEXT,
                text -> verifier.verify(SizedInputs.message(
                        "DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s; h=From; bh=AA==; " + text
                                + "; b=AA==\r\n" + FROM)),
                "x=1;",
                ";",
                "=",
                "z=From:a|",
                "\r\n ",
                " ",
                "i=a@",
                "b=",
                "h=From:",
                "\u00fc");
        inputs.put("DKIM names in h=", times -> {
            Message message = SizedInputs.message("X: y\r\n".repeat(500 * times)
                    + "DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s; bh=AA==; b=AA==; h=From"
                    + ":X".repeat(120 * times) + "\r\n" + FROM);
            return () -> verifier.verify(message);
        });
    }

    private void bodies() {
        DkimSigner signer = DkimSigner.builder(
                        "example.com", "s", SigningKey.of(TestKeys.ed25519().privateKey()))
                .lineEnds(LineEndPolicy.NORMALIZE)
                .build();
        DkimVerifier verifier = DkimVerifier.using(FakeDns.zone(
                        "s._domainkey.example.com TXT \"" + TestKeys.ed25519().txt() + "\""))
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(1));
        // Line ends that stand alone, as they came; below they are signed as CRLF.
        inputs.add(
                "body with a signature that fails",
                SizedInputs.FIELD,
                text -> verifier.verify(SizedInputs.message(
                                "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=s; h=From;"
                                        + " bh=QUJD; b=QUJD\r\n" + FROM + "\r\n" + text))
                        .forEach(DkimOutcome::explain),
                " \r",
                "\r",
                "\n",
                " \n");
        inputs.add(
                "body signed, changed and verified",
                SizedInputs.FIELD,
                text -> {
                    Message message = SizedInputs.message(FROM + "\r\n" + text + "\r\n");
                    byte[] signed = signer.sign(message).prependTo(message.octets());
                    verifier.verify(Message.of(signed)).forEach(DkimOutcome::explain);
                    signed[signed.length - 3] ^= 1;
                    verifier.verify(Message.of(signed)).forEach(DkimOutcome::explain);
                },
                "\r\n",
                " \r\n",
                "\t \r\n",
                " \r",
                "\r",
                "\n",
                " ",
                "a",
                "a \r\n",
                "\t",
                "a  b\r\n",
                "--x\r\n",
                "=?",
                "=\r\n",
                "<a>");
    }

    private void whole() {
        MailAuthenticator authenticator = MailAuthenticator.using(FakeDns.zone("""
                        example.com         TXT  "v=spf1 exists:%{i}.%{l}.%{o}.example.com -all exp=why.example.com"
                        why.example.com     TXT  "%{s} %{i} %{h}"
                        _dmarc.example.com  TXT  "v=DMARC1; p=reject; rua=mailto:a@example.com"
                        """))
                .withSpf(SpfOptions.DEFAULT.withTrace(true))
                .withDkim(DkimOptions.DEFAULT.withDiagnosis(1));
        inputs.add(
                "authenticate, a field of",
                SizedInputs.FIELD,
                text -> all(authenticator, text.replace("\r\n ", "\r\nX: "), "bob@example.com"),
                "a",
                " ",
                "(",
                "\"",
                "a\r\n ",
                "\u00fc",
                "\r",
                "\n",
                ":");
        for (String field : List.of(
                "DKIM-Signature: x\r\n",
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=From; bh=AA==; b=x\r\n",
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s; h=From; bh=AA==; b=AA==\r\n",
                "Authentication-Results: mx.example; dmarc=pass\r\n",
                "Received: x\r\n",
                FROM)) {
            inputs.put("authenticate, fields " + SizedInputs.shown(field), times -> {
                String fields = field.repeat(FIELDS * times);
                return () -> all(authenticator, "y\r\n" + fields.substring(0, fields.length() - 2), "bob@example.com");
            });
        }
        inputs.add(
                "MAIL FROM",
                TEXT,
                text -> all(authenticator, "y", text + "@example.com"),
                "a",
                "-",
                ".",
                "\"",
                "@",
                "\u00fc",
                " ");
    }

    /** Up to the limit of a field (262,144 octets), and from below it to far beyond. */
    private void longFields() {
        MailAuthenticator authenticator = MailAuthenticator.using(FakeDns.zone("""
                        example.com         TXT  "v=spf1 -all"
                        _dmarc.example.com  TXT  "v=DMARC1; p=reject"
                        """));
        for (String field :
                List.of("X: ", "From: x ", "DKIM-Signature: v=1; ", "Authentication-Results: mx.example; ")) {
            for (String piece : List.of("a", "\"", "(", ";", "\r\n ")) {
                for (int base : new int[] {32_000, 100_000}) {
                    inputs.put("a field of " + base + ", " + field + SizedInputs.shown(piece), times -> {
                        String text = field + piece.repeat(base * times / piece.length());
                        return () -> all(authenticator, "y\r\n" + text, "bob@example.com");
                    });
                }
            }
        }
    }

    private static void all(MailAuthenticator authenticator, String value, String mailFrom) {
        Authentication result = authenticator.authenticate(
                SizedInputs.message("X: " + value + "\r\n" + FROM),
                Envelope.from(client()).helo(mailFrom).mailFrom(mailFrom));
        result.explain();
        result.summary();
        result.reply().line();
        result.toReceivedSpf("mx.example").toField();
        result.toAuthenticationResults("mx.example").toField();
    }

    private static List<org.signetmail.core.HeaderField> fields(String field) {
        return SizedInputs.message(field + "\r\n").fields();
    }

    private static InetAddress client() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
