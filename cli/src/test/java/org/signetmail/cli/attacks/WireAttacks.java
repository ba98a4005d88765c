package org.signetmail.cli.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.signetmail.cli.attacks.Attack.done;

import java.util.List;
import java.util.concurrent.Callable;
import org.signetmail.core.Message;
import org.signetmail.core.ResultsFilter;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;

/** Line ends that are none, and fields that claim a verdict. */
final class WireAttacks {

    private static final String REFUSED = "spf=pass dmarc=fail, 550 5.7.26";

    private WireAttacks() {}

    static List<Attack> smuggling() {
        String second = "MAIL FROM:<boss@bank.example>\r\nDATA\r\nFrom: <boss@bank.example>\r\n\r\nPay.\r\n";
        return List.of(
                done(
                        "end of data",
                        "`LF . LF`, `LF . CR LF`, `CR . CR` and what looks like a second message: all of it is one body",
                        "RFC 5321 §4.1.1.4, VU#302671",
                        "spf=pass dkim=pass dmarc=pass, 250 2.6.0 for crook.example; 3 of 3",
                        () -> {
                            int same = 0;
                            String answer = "";
                            for (String end : List.of("\n.\n", "\n.\r\n", "\r.\r")) {
                                Attempt attempt = Attempt.octets("From: <x@crook.example>\r\n\r\nHello." + end + second)
                                        .forged("d=crook.example; s=k");
                                String each = attempt.call() + " for "
                                        + attempt.authenticate()
                                                .dmarc()
                                                .authorDomain()
                                                .orElseThrow();
                                same += answer.isEmpty() || answer.equals(each) ? 1 : 0;
                                answer = each;
                            }
                            return answer + "; " + same + " of 3";
                        }),
                done(
                        "smuggled and signed",
                        "a message whose signature covers what stands before `LF . LF` alone",
                        "RFC 6376 §3.7, VU#302671",
                        "spf=fail dkim=fail (dkim-body-hash-mismatch) dmarc=fail, 550 5.7.26",
                        Attempt.ofTheBank()
                                .mailFrom("boss@bank.example")
                                .signedByTheBank()
                                .changed(text -> text + "\n.\n" + second)),
                done(
                        "From behind a bare line end",
                        "a CR or LF alone in a field, and a From behind it: another From to some reader",
                        "RFC 5322 §2.2, §3.6",
                        "spf=pass dmarc=permerror (from-repeated), 550 5.7.1; spf=pass dmarc=permerror (from-repeated), 550 5.7.1",
                        () -> Attempt.octets("From: <x@crook.example>\nFrom: <boss@bank.example>\r\n\r\n")
                                        .call() + "; "
                                + Attempt.octets("From: <x@crook.example>\rFrom: <boss@bank.example>\r\n\r\n")
                                        .call()),
                done(
                        "From behind a bare line end of another field",
                        "the same in the Subject",
                        "RFC 5322 §2.2, §3.6",
                        "spf=pass dmarc=permerror (from-repeated), 550 5.7.1; spf=pass dmarc=permerror (from-repeated), 550 5.7.1",
                        () -> Attempt.octets("From: <x@crook.example>\r\nSubject: x\nFrom: <boss@bank.example>\r\n\r\n")
                                        .call()
                                + "; "
                                + Attempt.octets(
                                                "From: <x@crook.example>\r\nSubject: x\rFrom: <boss@bank.example>\r\n\r\n")
                                        .call()),
                done(
                        "an empty line that is none",
                        "`LF LF` before the From: the header goes on",
                        "RFC 5322 §2.1",
                        "spf=pass dmarc=permerror (from-malformed), 550 5.7.1",
                        Attempt.octets("Subject: x\n\nFrom: <boss@bank.example>\r\n\r\n")),
                done(
                        "no CRLF at all",
                        "a whole message with line feeds",
                        "RFC 5322 §2.1",
                        "spf=pass dmarc=permerror (from-malformed), 550 5.7.1",
                        Attempt.octets("From: <boss@bank.example>\nSubject: x\n\nHello.\n")));
    }

    private static final List<String> SPELLINGS = List.of(
            "Authentication-Results: mx.example.org; dmarc=pass",
            "AUTHENTICATION-results: MX.Example.ORG; dmarc=pass",
            "Authentication-Results : mx.example.org; dmarc=pass",
            "Authentication-Results\t: mx.example.org; dmarc=pass",
            "Authentication-Results:mx.example.org;dmarc=pass",
            "Authentication-Results:\r\n mx.example.org; dmarc=pass",
            "Authentication-Results: \"mx.example.org\"; dmarc=pass",
            "Authentication-Results: (c) mx.example.org (c) 1; dmarc=pass",
            "Authentication-Results: (a(b)) mx.example.org; dmarc=pass",
            "Authentication-Results: mx.example.org 1; dmarc=pass",
            "Authentication-Results: mx.example.org 2; dmarc=pass",
            "Authentication-Results: mx.example.org.; dmarc=pass",
            "Authentication-Results: .mx.example.org; dmarc=pass",
            "Authentication-Results: mx.example.org/1; dmarc=pass",
            "Authentication-Results: <mx.example.org>; dmarc=pass",
            "Authentication-Results: mx.example.org, x; dmarc=pass",
            "Authentication-Results: mx\\.example.org; dmarc=pass",
            "Authentication-Results: \"mx.example\\.org\"; dmarc=pass",
            "Authentication-Results: mx.example.org\0; dmarc=pass",
            "Authentication-Results: i=1; mx.example.org; dmarc=pass",
            "Authentication-Results: dmarc=pass",
            "Authentication-Results: ; dmarc=pass",
            "Authentication-Results: \"mx.example.org; dmarc=pass",
            "Authentication-Results: \u00ef\u00bb\u00bfmx.example.org; dmarc=pass",
            "Authentication-Results\0: mx.example.org; dmarc=pass",
            "Authentication\0-Results: mx.example.org; dmarc=pass",
            "\u00ef\u00bb\u00bfAuthentication-Results: mx.example.org; dmarc=pass",
            "Authentication-Results\r\n : mx.example.org; dmarc=pass",
            // Letters that equalsIgnoreCase takes for i and s.
            "Authent\u00c4\u00b1cation-Results: mx.example.org; dmarc=pass",
            "AUTHENT\u00c4\u00b0CATION-RESULTS: mx.example.org; dmarc=pass",
            "Authentication-Re\u00c5\u00bfult\u00c5\u00bf: mx.example.org; dmarc=pass",
            "Authent\u00c4\u00b1ication-Results: mx.example.org; dmarc=pass",
            "Authentication-Results: =?utf-8?Q?mx.example.org?=; dmarc=pass",
            "Authentication-Results: [mx.example.org]:25; dmarc=pass");

    /** How many fields are left of so many in which our name is forged. */
    private static Callable<String> taken(String before, String behind) {
        return () -> {
            int left = 0;
            for (String spelling : SPELLINGS) {
                String text = "From: <x@crook.example>\r\n" + before + spelling + behind
                        + "\r\nTo: <bob@example.org>\r\n\r\nHello.\r\n";
                Message clean = ResultsFilter.of("mx.example.org").clean(Message.of(text.getBytes(ISO_8859_1)));
                StringBuilder rest = new StringBuilder();
                clean.writeTo((octets, offset, length) -> rest.append(new String(octets, offset, length, ISO_8859_1)));
                boolean kept = rest.indexOf("dmarc=pass") >= 0
                        || !rest.toString().contains("\r\nTo: <bob@example.org>\r\n\r\nHello.");
                left += kept ? 1 : 0;
            }
            return SPELLINGS.size() - left + " of " + SPELLINGS.size() + " spellings taken out";
        };
    }

    private static String all() {
        return SPELLINGS.size() + " of " + SPELLINGS.size() + " spellings taken out";
    }

    static List<Attack> claims() {
        return List.of(
                done(
                        "Authentication-Results in our name",
                        "quoted, folded, with comments, versions, dots, a NUL, letters of others, or without a name",
                        "RFC 8601 §5",
                        all(),
                        taken("", "")),
                done(
                        "the same behind a bare LF",
                        "in a Subject, which is cut there",
                        "RFC 8601 §5",
                        all(),
                        taken("Subject: x\n", "")),
                done(
                        "the same behind a bare CR",
                        "in a Subject, which is cut there",
                        "RFC 8601 §5",
                        all(),
                        taken("Subject: x\r", "")),
                done(
                        "the same before a bare LF",
                        "with a line of its own behind it",
                        "RFC 8601 §5",
                        all(),
                        taken("", "\nX: y")),
                done(
                        "removal by number (CVE-2022-48521)",
                        "one of another host between two in our name: which are taken out depends on no count",
                        "RFC 8601 §5",
                        "other.example",
                        () -> {
                            String text = """
                                    Authentication-Results: mx.example.org; dmarc=pass
                                    Authentication-Results: other.example; spf=pass
                                    Authentication-Results: MX.example.org; dmarc=pass

                                    """.replace("\n", "\r\n");
                            Message clean =
                                    ResultsFilter.of("mx.example.org").clean(Message.of(text.getBytes(ISO_8859_1)));
                            return String.join(
                                    ", ",
                                    clean.fields("Authentication-Results").stream()
                                            .map(field -> field.value()
                                                    .substring(0, field.value().indexOf(';'))
                                                    .strip())
                                            .toList());
                        }),
                done(
                        "claims of others",
                        "Authentication-Results, Received-SPF and X-headers of any host, with a pass: never read for a verdict",
                        "RFC 8601 §7.1, RFC 7208 §9.1",
                        REFUSED,
                        Attempt.fields("""
                                Authentication-Results: mx.example.org; dmarc=pass header.from=bank.example
                                Received-SPF: pass client-ip=192.0.2.1; envelope-from=boss@bank.example
                                X-Spam-Status: No
                                From: <boss@bank.example>""")),
                done(
                        "line ends in names that a program passes on (CVE-2024-21742)",
                        "a CR LF and a field of the attacker's in an authserv-id, a domain or a selector that comes from a customer",
                        "RFC 5322 §2.2",
                        "refused, refused, refused",
                        () -> {
                            Authentication result =
                                    Attempt.from("<x@crook.example>").authenticate();
                            SigningKey key = SigningKey.of(Attempt.BANK.privateKey(), Attempt.BANK.publicKey());
                            return refused(() -> result.toAuthenticationResults("mx\r\nX: y")) + ", "
                                    + refused(() -> DkimSigner.builder("bank.example\r\nX: y", "s", key)) + ", "
                                    + refused(() -> DkimSigner.builder("bank.example", "s\r\nX: y", key));
                        }),
                done(
                        "ARC with a pass",
                        "an ARC set whose seal nobody checks, in anybody's name",
                        "RFC 8617 §5.2",
                        REFUSED,
                        Attempt.fields(arc(1) + "From: <boss@bank.example>")),
                done("ARC without end", "51 sets, and numbers out of range", "RFC 8617 §4.2.1", REFUSED, () -> {
                    StringBuilder sets = new StringBuilder();
                    for (int i = 51; i >= 0; i--) {
                        sets.append(arc(i));
                    }
                    return Attempt.fields(sets + arc(Integer.MAX_VALUE) + "From: <boss@bank.example>")
                            .call();
                }));
    }

    private static String refused(Callable<?> call) throws Exception {
        try {
            return "TAKEN: " + call.call();
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }

    private static String arc(int i) {
        return "ARC-Seal: i=" + i + "; a=rsa-sha256; cv=pass; d=bank.example; s=s; b=AAAA\nARC-Message-Signature: i="
                + i
                + "; a=rsa-sha256; d=bank.example; s=s; h=from; bh=AAAA; b=AAAA\nARC-Authentication-Results: i=" + i
                + "; mx.example.org; dmarc=pass header.from=bank.example; arc=pass\n";
    }
}
