package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.OctetSink;

/**
 * Tries after each line of the canonical body whether it is the last one that was signed: text may have been added behind
 * it, also inside of a multipart body, whose closing line is the same then.
 */
final class FooterProbe implements OctetSink {

    /** Enough for a megabyte of text; a body with more lines keeps its secret. */
    private static final int MOST_LINES = 20_000;

    private static final int SHOWN = 60;

    private final MessageDigest digest;
    private final byte[] wanted;

    /** What may close a body whose last part text was added to, or that got a part; none when it has no parts. */
    private final List<byte[]> closings;

    private final StringBuilder added = new StringBuilder();
    private long octets;
    private int lines;
    private long signedOctets = -1;
    private byte @Nullable [] closing;

    FooterProbe(MessageDigest digest, byte[] wanted, String boundary) {
        this.digest = digest;
        this.wanted = wanted;
        String last = "--" + boundary + "--\r\n";
        this.closings = boundary.isEmpty() ? List.of() : List.of(octets(last), octets("\r\n" + last));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (signedOctets >= 0) {
                if (added.length() >= SHOWN) {
                    return;
                }
                added.append((char) (buffer[i] & 0xFF));
            } else if (buffer[i] == '\n' && lines < MOST_LINES) {
                lines++;
                octets += i + 1 - from;
                digest.update(buffer, from, i + 1 - from);
                from = i + 1;
                probe();
            }
        }
        if (signedOctets < 0) {
            octets += end - from;
            digest.update(buffer, from, end - from);
        }
    }

    private void probe() {
        if (hasHash(new byte[0])) {
            signedOctets = octets;
        }
        for (byte[] candidate : closings) {
            if (signedOctets < 0 && hasHash(candidate)) {
                signedOctets = octets;
                closing = candidate;
            }
        }
    }

    private boolean hasHash(byte[] tail) {
        try {
            MessageDigest copy = (MessageDigest) digest.clone();
            copy.update(tail);
            return Arrays.equals(copy.digest(), wanted);
        } catch (CloneNotSupportedException e) {
            lines = MOST_LINES; // A provider's digest that cannot be copied tells nothing about footers.
            return false;
        }
    }

    /** Where the text was added and how it begins; null when none was. */
    @Nullable
    String found() {
        if (signedOctets < 0 || added.isEmpty()) {
            return null;
        }
        String start = Respacing.collapsed(added.toString());
        String where = closing == null ? "" : " and the closing line of the multipart";
        return "the first " + signedOctets + " octets" + where + " are those signed; what follows begins \""
                + start.substring(0, Math.min(start.length(), SHOWN)) + "\"";
    }
}
