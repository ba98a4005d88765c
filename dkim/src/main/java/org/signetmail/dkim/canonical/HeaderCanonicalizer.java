package org.signetmail.dkim.canonical;

import java.util.List;
import org.signetmail.core.HeaderField;
import org.signetmail.core.OctetSink;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.tags.OctetBuffer;

/**
 * Brings header fields into the form that is hashed (RFC 6376 §3.4.1, §3.4.2). Octets go in and octets come out: no
 * charset has a say in it.
 */
public final class HeaderCanonicalizer {

    private HeaderCanonicalizer() {}

    /**
     * Canonicalizes signed fields.
     *
     * @param form simple or relaxed
     * @param fields well-formed fields
     * @param to gets the canonical fields, each with its CRLF
     */
    public static void fields(Form form, List<HeaderField> fields, OctetBuffer to) {
        // RFC 6376 §3.4.1: simple changes a field in no way: neither letter case nor folding nor white space.
        OctetSink canonicalizer = form == Form.SIMPLE
                ? to::append
                : (buffer, offset, length) -> {
                    int colon = relaxedName(buffer, offset, to);
                    relaxedValue(buffer, colon + 1, offset + length, to);
                };
        for (HeaderField field : fields) {
            field.writeTo(canonicalizer);
            to.append((byte) '\r');
            to.append((byte) '\n');
        }
    }

    /**
     * Canonicalizes the signature's own field: without the value of {@code b=} and the white space around it, and
     * without a CRLF (RFC 6376 §3.7).
     *
     * @param form simple or relaxed
     * @param signature the field
     * @param to gets the canonical field
     */
    static void signature(Form form, OwnField signature, OctetBuffer to) {
        signature.field().writeTo((buffer, offset, length) -> {
            int cutStart = offset + signature.cutStart();
            int cutEnd = offset + signature.cutEnd();
            int end = offset + length;
            if (form == Form.SIMPLE) {
                to.append(buffer, offset, cutStart - offset);
                to.append(buffer, cutEnd, end - cutEnd);
            } else {
                // The cut is between "=" and ";" or the end: no white space there to be joined with other.
                int colon = relaxedName(buffer, offset, to);
                relaxedValue(buffer, colon + 1, cutStart, to);
                relaxedValue(buffer, cutEnd, end, to);
            }
        });
    }

    /**
     * Canonicalizes the field of a signature that is being made.
     *
     * @param form simple or relaxed
     * @param octets the field, with nothing behind {@code b=}
     * @param to gets the canonical field, without a CRLF
     */
    public static void signature(Form form, byte[] octets, OctetBuffer to) {
        if (form == Form.SIMPLE) {
            to.append(octets, 0, octets.length);
        } else {
            int colon = relaxedName(octets, 0, to);
            relaxedValue(octets, colon + 1, octets.length, to);
        }
    }

    /** RFC 6376 §3.4.2: the name in lower case, without white space before the colon. Gives the colon's index. */
    private static int relaxedName(byte[] octets, int from, OctetBuffer to) {
        int i = from;
        for (; octets[i] != ':' && !Ascii.isWsp(octets[i]); i++) {
            to.append((byte) Ascii.lowerCase((char) octets[i]));
        }
        to.append((byte) ':');
        while (octets[i] != ':') {
            i++;
        }
        return i;
    }

    /** RFC 6376 §3.4.2: the value unfolded, with one space for each run of WSP and none at its ends. */
    private static void relaxedValue(byte[] octets, int from, int end, OctetBuffer to) {
        // RFC 6376 §3.4.2: the white space behind the colon is deleted.
        int text = skipWhiteSpace(octets, from, end);
        while (text < end) {
            int textEnd = endOfText(octets, text, end);
            to.append(octets, text, textEnd - text);
            text = skipWhiteSpace(octets, textEnd, end);
            // RFC 6376 §3.4.2: line ends of folding are removed, and a run of white space, also one across them, is
            // one space; at the end of the value it is none.
            if (text < end) {
                to.append((byte) ' ');
            }
        }
    }

    /** WSP is space and tab: no other octet is white space here. Behind each CRLF there is WSP, or the field would end. */
    private static int skipWhiteSpace(byte[] octets, int from, int end) {
        int i = from;
        while (i < end && (Ascii.isWsp(octets[i]) || isCrlf(octets, i, end))) {
            i++;
        }
        return i;
    }

    /** The index of the first white space but single spaces between other octets, which stay as they are. */
    private static int endOfText(byte[] octets, int from, int end) {
        int i = from;
        while (i < end) {
            int octet = octets[i] & 0xFF;
            if (octet <= ' ') {
                boolean betweenWords = octet == ' ' && i + 1 < end && (octets[i + 1] & 0xFF) > ' ';
                if (!betweenWords && (Ascii.isWsp(octets[i]) || isCrlf(octets, i, end))) {
                    return i;
                }
            }
            i++;
        }
        return end;
    }

    /** Whether this is the CR or the LF of a CRLF. */
    private static boolean isCrlf(byte[] octets, int i, int end) {
        return octets[i] == '\r' ? i + 1 < end && octets[i + 1] == '\n' : octets[i] == '\n' && octets[i - 1] == '\r';
    }
}
