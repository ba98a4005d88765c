package org.signetmail.bench;

import java.util.List;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.spf.SpfResult;

/** A message as a mail server gets it, sent through a service, with two signatures, and all checks of it. */
final class Inbound {

    /** SPF with three look-ups beside its record, and DMARC for an author of three labels. */
    private static final String ZONE = """
            bounce.news.example.com  TXT "v=spf1 include:_spf.esp.example mx a:out.esp.example -all"
            bounce.news.example.com  MX 10 mx.example.com
            mx.example.com           A 203.0.113.1
            out.esp.example          A 203.0.113.2
            _spf.esp.example         TXT "v=spf1 ip4:198.51.100.0/28 -all"
            _dmarc.example.com       TXT "v=DMARC1; p=reject; sp=quarantine; np=reject"
            news.example.com         A 203.0.113.3
            """;

    private static final String HEADER = """
            Date: Thu, 1 Jan 2026 12:00:00 +0000
            From: News <news@news.example.com>
            To: Alice Example <alice@example.org>
            Subject: News
            """.replace("\n", "\r\n");

    private static final Envelope ENVELOPE =
            Mail.envelope("203.0.113.2", "out.esp.example", "b-1@bounce.news.example.com");

    /** The service's and the author's. RSA, as jDKIM knows no other. */
    private static final List<String> SIGNERS = List.of("esp.example", "mail.example.com");

    private Inbound() {}

    static Operation authenticate(DnsResolver dns) {
        MailAuthenticator authenticator = Mail.authenticator(dns);
        byte[] message = message();
        return () -> {
            Authentication result = authenticator.authenticate(Message.of(message), ENVELOPE);
            SignetDkim.passes(result.dkim());
            if (result.spf().result() != SpfResult.PASS || result.dmarc().result() != DmarcResult.PASS) {
                throw new IllegalStateException(result.explain());
            }
            return result;
        };
    }

    /** One after the other, as their callers have them. There is no DMARC to ask for. */
    static Operation spfAndKeys(PeerDns dns) {
        Operation spf = JspfEngine.verify(dns, ENVELOPE, "pass");
        Operation dkim = JdkimEngine.verifyCore(message(), dns, SIGNERS.size());
        return () -> List.of(spf.run(), dkim.run());
    }

    static byte[] message() {
        byte[] message = Mail.message(HEADER, BodyKind.PROSE, 2 * Mail.KB);
        for (String domain : SIGNERS) {
            message = Mail.signer(domain, SigningKey.of(Mail.RSA.privateKey()), Canonicalization.RELAXED)
                    .build()
                    .sign(Message.of(message))
                    .prependTo(message);
        }
        return message;
    }

    static String zone() {
        StringBuilder zone = new StringBuilder(ZONE);
        for (String domain : SIGNERS) {
            zone.append(Mail.keyName(domain) + " TXT \"" + Mail.RSA.txt() + "\"\n");
        }
        return zone.toString();
    }
}
