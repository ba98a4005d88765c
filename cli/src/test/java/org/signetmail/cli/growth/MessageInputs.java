package org.signetmail.cli.growth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.ResultsFilter;

/** Messages as octets, names, and fields that look like a trusted one. */
final class MessageInputs {

    private static final String FROM = "From: bob@example.com\r\n";

    private final SizedInputs inputs;

    private MessageInputs(SizedInputs inputs) {
        this.inputs = inputs;
    }

    static void addTo(SizedInputs inputs) {
        MessageInputs messages = new MessageInputs(inputs);
        messages.messages();
        messages.names();
        messages.filter();
    }

    private void messages() {
        inputs.add(
                "message",
                SizedInputs.FIELD,
                text -> {
                    byte[] octets = SizedInputs.octets(text);
                    for (LineEnds lineEnds : LineEnds.values()) {
                        Message message = Message.of(octets, lineEnds, MessageLimits.DEFAULT);
                        message.without(message.fields("a")).octets();
                        message.fields().forEach(HeaderField::value);
                    }
                    try {
                        Message.readHead(new ByteArrayInputStream(octets)).fields("from");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "a: b\r\n",
                "a: b\r\n\r\n",
                "a:\r\n b\r\n",
                "\r\n ",
                "\r",
                "\n",
                "\r\r\n",
                "x",
                ":",
                " \r\n",
                "a :b\n");
    }

    private void names() {
        inputs.add(
                "names",
                SizedInputs.FIELD,
                text -> {
                    DomainName.parse(text);
                    DomainName.ofOctets(text);
                    Envelope.from(client()).helo(text).mailFrom(text);
                    Envelope.from(client()).mailFrom("\"" + text + "@" + text);
                },
                ".",
                "a.",
                "a",
                "\u00e9",
                "\u3002",
                "xn--",
                "xn--a.",
                "\\",
                " ",
                "@",
                "\"",
                "<@");
    }

    private void filter() {
        inputs.add(
                "ResultsFilter behind an id",
                SizedInputs.FIELD,
                text -> {
                    ResultsFilter filter = ResultsFilter.of("mx", "mx.example.org", "x");
                    Message message = SizedInputs.message("Authentication-Results: \"mx" + text + "\r\n" + FROM);
                    filter.forged(message.fields());
                    filter.hiding(message.fields());
                    ResultsFilter.trusted(message.fields(), "mx");
                    filter.clean(message).octets();
                },
                ".mx",
                "mx mx ",
                "\\",
                "\u00c3",
                "\rAuthentication-Results: mx;",
                "\r\nX: y\nAuthentication-Results: mx;");
    }

    private static InetAddress client() {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
