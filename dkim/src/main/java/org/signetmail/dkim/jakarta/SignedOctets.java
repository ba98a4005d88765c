package org.signetmail.dkim.jakarta;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningSession;
import org.signetmail.dkim.SignatureHeader;

/** A message with its signatures, in octets that are in memory once. Immutable and thread-safe. */
final class SignedOctets {

    private static final String CONTENT_LENGTH = "Content-Length";

    private final Octets octets;
    private final Head head;
    private final List<Finding> findings;

    /** The values of the Bcc field that the message had, and has no more. */
    private final List<String> blind;

    /**
     * The header section of a message, with the line that ends it.
     *
     * @param message the header section alone
     * @param length where the body begins
     */
    private record Head(Message message, long length) {

        static Head of(Octets octets) {
            OctetStream in = octets.stream();
            try {
                return new Head(Message.readHead(in, MessageLimits.NONE), in.getPosition());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private SignedOctets(Octets octets, List<Finding> findings, List<String> blind) {
        this.octets = octets;
        this.head = Head.of(octets);
        this.findings = findings;
        this.blind = blind;
    }

    /** Saves a message if it has to be, and signs it. */
    static SignedOctets of(MimeMessage message, DkimSigners signers) throws MessagingException {
        String[] blind = message.getHeader(MessageOctets.BCC);
        return of(MessageOctets.of(message), signers, blind == null ? List.of() : List.of(blind));
    }

    /** Signs octets that have no lone CR or LF, or are not to be changed for one. */
    private static SignedOctets of(Octets unsigned, DkimSigners signers, List<String> blind) {
        Head head = Head.of(unsigned);
        DkimSigningSession session = signers.begin(head.message.fields());
        unsigned.handTo(head.length, session::body);
        SignatureHeader signatures = session.finish();
        return new SignedOctets(unsigned.below(signatures.octets()), signatures.findings(), blind);
    }

    /** Signs a message as it is, or changed as the signers' line end policy has it. */
    static SignedOctets of(byte[] message, DkimSigners signers) {
        if (!hasLoneLineEnd(message)) {
            return of(Octets.of(List.of(message)), signers, List.of());
        }
        SignatureHeader signatures = signers.sign(Message.of(message, LineEnds.AS_IS, MessageLimits.NONE));
        return new SignedOctets(Octets.of(List.of(signatures.prependTo(message))), signatures.findings(), List.of());
    }

    private static boolean hasLoneLineEnd(byte[] octets) {
        boolean afterCr = false;
        for (byte octet : octets) {
            if (afterCr != (octet == '\n')) {
                return true;
            }
            afterCr = octet == '\r';
        }
        return afterCr;
    }

    SignedOctets signedBy(DkimSigners signers) {
        return of(octets, signers, blind);
    }

    List<Finding> findings() {
        return findings;
    }

    List<String> blind() {
        return blind;
    }

    InputStream stream() {
        return octets.stream();
    }

    void writeTo(OutputStream out, String @Nullable [] ignoreList) throws IOException {
        if (ignoreList == null) {
            octets.handTo(0, out::write);
        } else {
            List<HeaderField> ignored = head.message.fields().stream()
                    .filter(field -> isIgnored(field, ignoreList))
                    .toList();
            out.write(head.message.without(ignored).octets());
            octets.handTo(head.length, out::write);
        }
        out.flush();
    }

    private static boolean isIgnored(HeaderField field, String[] ignoreList) {
        return Arrays.stream(ignoreList).anyMatch(field::is) && !field.is(CONTENT_LENGTH);
    }
}
