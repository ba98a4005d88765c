package org.signetmail.examples.james;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.james.metrics.logger.DefaultMetricFactory;
import org.apache.james.protocols.netty.NettyServer;
import org.apache.james.protocols.smtp.MailEnvelope;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPProtocolHandlerChain;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.MessageHook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsResolver;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.FakeDns;

/** The hook in a server of James, over SMTP. */
class AuthenticationHookTest {

    private static final DnsResolver DNS = FakeDns.zone("""
            good.example           TXT "v=spf1 ip4:127.0.0.1 -all"
            _dmarc.good.example    TXT "v=DMARC1; p=reject"
            _dmarc.silent.example  TXT !TIMEOUT
            """);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<MailEnvelope> accepted = new CopyOnWriteArrayList<>();
    private NettyServer server;

    @BeforeEach
    void start() throws Exception {
        MessageHook check = new AuthenticationHook(MailAuthenticator.using(DNS), result -> log.add(result.summary()));
        MessageHook inbox = new MessageHook() {
            @Override
            public HookResult onMessage(SMTPSession session, MailEnvelope mail) {
                accepted.add(mail);
                return HookResult.OK;
            }
        };
        SMTPProtocolHandlerChain chain = new SMTPProtocolHandlerChain(new DefaultMetricFactory());
        chain.addAll(0, List.of(check, inbox));
        chain.wireExtensibleHandlers();
        server = new NettyServer.Factory()
                .protocol(new SMTPProtocol(chain, new SMTPConfigurationImpl() {
                    @Override
                    public boolean isRelayingAllowed(String client) {
                        return true;
                    }
                }))
                .build();
        server.setListenAddresses(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.bind();
    }

    @AfterEach
    void stop() {
        server.unbind();
    }

    /** Says a whole session, and gives the reply to the data. */
    private String deliver(String from) throws IOException {
        InetSocketAddress address = server.getListenAddresses().get(0);
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(60_000);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            OutputStream out = socket.getOutputStream();
            String reply = reply(in);
            for (String line : List.of(
                    "HELO mail.good.example",
                    "MAIL FROM:<ann@good.example>",
                    "RCPT TO:<bob@example.org>",
                    "DATA",
                    "From: " + from + "\r\nSubject: hello\r\n\r\nHello.\r\n.")) {
                assertThat(reply).matches("[23].*");
                out.write((line + "\r\n").getBytes(US_ASCII));
                out.flush();
                reply = reply(in);
            }
            return reply;
        }
    }

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    @DisplayName("What passes goes on to the next hook")
    void accepts() throws IOException {
        assertThat(deliver("ann@good.example")).startsWith("250 ");
        assertThat(accepted).hasSize(1);
        assertThat(log).singleElement().asString().contains("helo=\"mail.good.example\"", "spf=pass", "dmarc=pass");
    }

    @Test
    @DisplayName("What has two authors is refused, with the words of the reply")
    void refuses() throws IOException {
        assertThat(deliver("ann@good.example\r\nFrom: eve@evil.example")).startsWith("550 5.7.1 ");
        assertThat(accepted).isEmpty();
    }

    @Test
    @DisplayName("What cannot be looked up is deferred")
    void defers() throws IOException {
        assertThat(deliver("eve@silent.example")).startsWith("451 4.4.3 ");
        assertThat(accepted).isEmpty();
    }
}
