package org.signetmail.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.xbill.DNS.Address;

/**
 * One bundled message of the demo, and how it came. The messages and their zone are written for this project; the
 * module's tests hold the maker that signs them.
 *
 * @param file the message's file among the resources
 * @param story what happened to the message
 * @param clientIp the address it came from
 * @param helo how the client greeted
 * @param mailFrom the reverse-path
 */
record Sample(String file, String story, String clientIp, String helo, String mailFrom) {

    /** All samples, in the order in which the demo tells their stories. */
    static final List<Sample> ALL = List.of(
            new Sample(
                    "aligned.eml",
                    "Sent through a cloud sender, with a MAIL FROM subdomain of its own and two signatures",
                    "192.0.2.10",
                    "out10.cloudsender.example",
                    "0101018f-2c@bounce.shop.example"),
            new Sample(
                    "unaligned-spf.eml",
                    "The same without the MAIL FROM subdomain: SPF speaks for the cloud sender only",
                    "192.0.2.10",
                    "out10.cloudsender.example",
                    "0101018f-2d@eu-west.cloudsender.example"),
            new Sample(
                    "forged.eml",
                    "A stranger writes in the name of a bank",
                    "203.0.113.66",
                    "mail.stranger.example",
                    "billing@stranger.example"),
            new Sample(
                    "forwarded.eml",
                    "Forwarded by the recipient's old university: another server, the same message",
                    "198.51.100.25",
                    "relay.alumni.example",
                    "anna@person.example"),
            new Sample(
                    "list-footer.eml",
                    "Sent on by a mailing list that adds a footer",
                    "198.51.100.40",
                    "lists.club.example",
                    "garden-bounces@club.example"),
            new Sample(
                    "rotated-key.eml",
                    "Signed with a key that was rotated out: an empty TXT record at the end of a CNAME",
                    "192.0.2.11",
                    "out11.cloudsender.example",
                    "0101018f-2e@eu-west.cloudsender.example"),
            new Sample(
                    "mistyped-record.eml",
                    "Forged, and the domain's DMARC record has a colon where an equals sign belongs",
                    "203.0.113.66",
                    "mail.stranger.example",
                    "billing@stranger.example"));

    Message message() {
        return Message.of(resource(file));
    }

    Envelope envelope() {
        try {
            return Envelope.from(Address.getByAddress(clientIp)).helo(helo).mailFrom(mailFrom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The zone in which all samples live. */
    static String zone() {
        return new String(resource("zone.txt"), StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Sample.class.getResourceAsStream("demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the sample " + name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
