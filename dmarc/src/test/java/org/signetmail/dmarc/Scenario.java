package org.signetmail.dmarc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.spf.SpfResult;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * A whole message on its way in, told in one sentence:
 *
 * <pre>{@code
 * Scenario.of("RFC 9989 §4.4: DKIM saves a forwarded message")
 *     .zone("""...""").from("192.0.2.9", "forward.example", "bob@example.com")
 *     .message("""...""").signed("example.com", "s1")
 *     .expect(FAIL, List.of(PASS), PASS, NONE);
 * }</pre>
 */
final class Scenario {

    private final String name;
    private final StringBuilder zone = new StringBuilder();
    private Envelope envelope;
    private String message;
    private UnaryOperator<DnsResolver> resolver = UnaryOperator.identity();
    private UnaryOperator<MailAuthenticator> options = UnaryOperator.identity();
    private MessageLimits limits = MessageLimits.DEFAULT;

    private Scenario(String name) {
        this.name = name;
    }

    static Scenario of(String name) {
        return new Scenario(name);
    }

    Scenario zone(String text) {
        zone.append(text).append('\n');
        return this;
    }

    Scenario from(String clientIp, String helo, String mailFrom) {
        try {
            envelope = Envelope.from(InetAddress.getByName(clientIp)).helo(helo).mailFrom(mailFrom);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    Scenario message(String text) {
        message = new String(Messages.crlf(text), ISO_8859_1);
        return this;
    }

    /** Signs what the message is by now, and publishes the key. */
    Scenario signed(String domain, String selector) {
        return signed(domain, selector, TestKeys.ed25519()).publish(domain, selector, TestKeys.ed25519());
    }

    /** Signs what the message is by now. */
    Scenario signed(String domain, String selector, TestKey key) {
        DkimSigner signer = DkimSigner.builder(domain, selector, SigningKey.of(key.privateKey(), key.publicKey()))
                .build();
        byte[] octets = message.getBytes(ISO_8859_1);
        message = new String(signer.sign(Message.of(octets)).prependTo(octets), ISO_8859_1);
        return this;
    }

    Scenario publish(String domain, String selector, TestKey key) {
        String txt = key.txt();
        int half = txt.length() / 2;
        return zone(selector + "._domainkey." + domain + " TXT \"" + txt.substring(0, half) + "\" \""
                + txt.substring(half) + "\"");
    }

    /** What happens to the message on its way, behind the signer. */
    Scenario changed(UnaryOperator<String> change) {
        message = change.apply(message);
        return this;
    }

    Scenario through(UnaryOperator<DnsResolver> newResolver) {
        resolver = newResolver;
        return this;
    }

    /** How the receiver goes about it, from the defaults. */
    Scenario with(UnaryOperator<MailAuthenticator> newOptions) {
        options = newOptions;
        return this;
    }

    /** How much of the message the receiver takes. */
    Scenario limits(MessageLimits newLimits) {
        limits = newLimits;
        return this;
    }

    FakeDns dns() {
        return FakeDns.zone(zone.toString());
    }

    byte[] octets() {
        return message.getBytes(ISO_8859_1);
    }

    Message message() {
        try {
            return Message.read(new ByteArrayInputStream(octets()), LineEnds.AS_IS, limits);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Envelope envelope() {
        return envelope;
    }

    Authentication authenticate() {
        return authenticator().authenticate(message(), envelope);
    }

    private MailAuthenticator authenticator() {
        return options.apply(MailAuthenticator.using(resolver.apply(dns())));
    }

    Authentication authenticate(DispositionPolicy policy) {
        return authenticator().withDispositionPolicy(policy).authenticate(message(), envelope);
    }

    Authentication expect(SpfResult spf, List<DkimResult> dkim, DmarcResult dmarc, Disposition disposition) {
        Authentication authentication = authenticate();
        String shown = authentication.spf().result() + " "
                + authentication.dkim().stream().map(each -> each.result()).collect(Collectors.toList()) + " "
                + authentication.dmarc().result() + " " + authentication.dmarc().disposition();
        assertThat(shown)
                .as(() -> name + "\n" + authentication.explain())
                .isEqualTo(spf + " " + dkim + " " + dmarc + " " + disposition);
        return authentication;
    }
}
