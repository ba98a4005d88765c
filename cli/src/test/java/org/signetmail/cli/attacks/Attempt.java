package org.signetmail.cli.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.ReceivedResults;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.spf.SpfResult;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * A message of an attacker on its way in. bank.example asks for reject, sends from 192.0.2.1 and signs; crook.example belongs to the
 * attacker, who sends from 203.0.113.5, passes SPF there, and has a key.
 */
final class Attempt implements Callable<String> {

    static final TestKey BANK = TestKeys.ed25519(1);
    static final TestKey CROOK = TestKeys.ed25519(2);
    static final Instant NOW = Instant.ofEpochSecond(1_780_000_000);

    private final StringBuilder zone = new StringBuilder();
    private String client = "203.0.113.5";
    private String helo = "mail.crook.example";
    private String mailFrom = "x@crook.example";
    private String message = "";
    private Instant now = NOW;

    private Attempt() {
        zone("bank.example TXT \"v=spf1 ip4:192.0.2.1 -all\"");
        zone("mail.bank.example TXT \"v=spf1 ip4:192.0.2.1 -all\"");
        zone("_dmarc.bank.example TXT \"v=DMARC1; p=reject\"");
        zone("s._domainkey.bank.example TXT \"" + BANK.txt() + "\"");
        zone("crook.example TXT \"v=spf1 ip4:203.0.113.5 -all\"");
        zone("mail.crook.example TXT \"v=spf1 ip4:203.0.113.5 -all\"");
        zone("_dmarc.crook.example TXT \"v=DMARC1; p=none\"");
        zone("k._domainkey.crook.example TXT \"" + CROOK.txt() + "\"");
    }

    /** A message with these header fields, whose lines end with line feeds here and with CRLF on the wire. */
    static Attempt fields(String fields) {
        return octets((fields + "\n\nHello.\n").replace("\n", "\r\n"));
    }

    /** A message of these octets. */
    static Attempt octets(String octets) {
        Attempt attempt = new Attempt();
        attempt.message = octets;
        return attempt;
    }

    /** A message with this From. */
    static Attempt from(String from) {
        return fields("From: " + from);
    }

    /** One that the bank itself wrote. */
    static Attempt ofTheBank() {
        return fields("From: <boss@bank.example>\nTo: <bob@example.org>\nSubject: hello");
    }

    Attempt zone(String lines) {
        zone.append(lines).append('\n');
        return this;
    }

    Attempt mailFrom(String reversePath) {
        mailFrom = reversePath;
        return this;
    }

    Attempt helo(String name) {
        helo = name;
        return this;
    }

    Attempt client(String address) {
        client = address;
        return this;
    }

    Attempt at(Instant time) {
        now = time;
        return this;
    }

    /** Signs as the bank does. */
    Attempt signedByTheBank() {
        return signedBy(DkimSigner.builder("bank.example", "s", SigningKey.of(BANK.privateKey(), BANK.publicKey())));
    }

    Attempt signedBy(DkimSigner.Builder signer) {
        byte[] octets = message.getBytes(ISO_8859_1);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        message =
                new String(signer.clock(clock).build().sign(Message.of(octets)).prependTo(octets), ISO_8859_1);
        return this;
    }

    /** What becomes of the message behind the signer. */
    Attempt changed(UnaryOperator<String> change) {
        message = change.apply(message);
        return this;
    }

    /** Signs with the attacker's key what no signer would sign: the tags are as they are told. */
    Attempt forged(String tags) {
        int body = message.indexOf("\r\n\r\n") + 4;
        int from = message.indexOf("From:");
        String signedField = message.substring(from, message.indexOf("\r\n", from) + 2);
        String field = "DKIM-Signature: v=1; a=ed25519-sha256; c=simple/simple; " + tags + "; h=from; bh="
                + base64(sha256(message.substring(body))) + "; b=";
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(CROOK.privateKey());
            signature.update(sha256(signedField + field));
            message = field + base64(signature.sign()) + "\r\n" + message;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    Message message() {
        return Message.of(message.getBytes(ISO_8859_1));
    }

    Authentication authenticate() throws Exception {
        Envelope envelope =
                Envelope.from(InetAddress.getByName(client)).helo(helo).mailFrom(mailFrom);
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return MailAuthenticator.using(FakeDns.zone(zone.toString()))
                .withDkim(DkimOptions.DEFAULT.withClock(clock))
                .authenticate(message(), envelope);
    }

    /** The results and the reply, in a few words. */
    @Override
    public String call() throws Exception {
        return shown(authenticate());
    }

    /** The same with the number of questions that DNS was asked. */
    Callable<String> andQuestions() {
        return () -> {
            Authentication result = authenticate();
            return shown(result) + "; " + result.queries().size() + " questions";
        };
    }

    /** The same with whether a name was looked up that has this in it. */
    Callable<String> andWhetherAsked(String part) {
        return () -> {
            Authentication result = authenticate();
            boolean asked =
                    result.queries().stream().anyMatch(query -> query.toString().contains(part));
            return shown(result) + "; " + part + (asked ? " is asked" : " is not asked");
        };
    }

    /** The same with how often the field that is written for the next reader speaks of DMARC, and its lines that are no fields. */
    Callable<String> andField() {
        return () -> {
            Authentication result = authenticate();
            String field = result.toAuthenticationResults("mx.example.org").toField();
            String spf = result.toReceivedSpf("mx.example.org").toField();
            long read = ReceivedResults.parse(field.substring(field.indexOf(':') + 1)).results().stream()
                    .filter(each -> each.method().equals("dmarc"))
                    .count();
            boolean one = read == 1
                    && field.split("[\\s;(\"']dmarc=", -1).length == 2
                    && field.split("\r\n(?![ \t])", -1).length == 2
                    && spf.split("\r\n(?![ \t])", -1).length == 2
                    && result.summary().matches("[ -~]+");
            return shown(result) + (one ? "; one verdict in the field" : "; SEVERAL VERDICTS: " + field);
        };
    }

    static String shown(Authentication result) {
        StringBuilder shown = new StringBuilder();
        if (result.spf().result() != SpfResult.NONE) {
            shown.append("spf=").append(result.spf().result().keyword()).append(' ');
        }
        String dkim = result.dkim().stream()
                .filter(each -> !each.signature().value().isEmpty()
                        || each.domain().isPresent()
                        || each.problem().isPresent())
                .map(Attempt::shown)
                .filter(text -> !text.equals("none"))
                .distinct()
                .collect(Collectors.joining(", "));
        shown.append(dkim.isEmpty() ? "" : "dkim=" + dkim + " ");
        shown.append("dmarc=").append(result.dmarc().result().keyword());
        result.dmarc().author().problem().ifPresent(problem -> shown.append(" (" + problem.code() + ")"));
        return shown + ", " + result.reply().code() + " " + result.reply().enhancedCode();
    }

    private static String shown(DkimOutcome outcome) {
        return outcome.result().keyword()
                + outcome.problem()
                        .filter(problem -> !outcome.result().keyword().equals("none"))
                        .map(problem -> " (" + problem.code() + ")")
                        .orElse("");
    }
}
