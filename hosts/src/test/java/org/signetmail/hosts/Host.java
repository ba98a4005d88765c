package org.signetmail.hosts;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.FakeDns;

/** A host: signs a message with Ed25519, checks it, and checks one "signed" by a point of small order. */
public final class Host {

    /** The key of RFC 8463 appendix A.1. */
    private static final String KEY = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

    private static final String ZONE = """
            s._domainkey.example.net     TXT  "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            weak._domainkey.example.net  TXT  "v=DKIM1; k=ed25519; p=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            _dmarc.example.net           TXT  "v=DMARC1; p=reject"
            """;

    private Host() {}

    /**
     * Prints what came of it.
     *
     * @param args none
     * @throws Exception when something is wrong with this JVM
     */
    public static void main(String[] args) throws Exception {
        byte[] message = "From: ann@example.net\r\nSubject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);
        DkimSigner signer =
                DkimSigner.builder("example.net", "s", SigningKey.fromPem(KEY)).build();
        byte[] signed = signer.sign(Message.of(message)).prependTo(message);
        String forged = new String(signed, StandardCharsets.ISO_8859_1).replace(" s=s;", " s=weak;");
        System.out.println("signed: " + checked(signed));
        System.out.println("forged: " + checked(forged.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String checked(byte[] octets) throws Exception {
        Envelope envelope = Envelope.from(InetAddress.getByName("192.0.2.1"))
                .helo("mail.example.net")
                .mailFrom("ann@example.net");
        Authentication result = MailAuthenticator.using(FakeDns.zone(ZONE)).authenticate(Message.of(octets), envelope);
        return result.dkim().stream().map(each -> each.result().keyword()).collect(Collectors.joining(" ")) + ", dmarc "
                + result.dmarc().result().keyword();
    }
}
