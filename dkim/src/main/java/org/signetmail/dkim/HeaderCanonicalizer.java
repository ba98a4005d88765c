package org.signetmail.dkim;

import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;

/**
 * Brings header fields into the form that is hashed (RFC 6376 §3.4.1, §3.4.2). Octets go in and octets come out: no
 * charset has a say in it.
 */
final class HeaderCanonicalizer {

    private HeaderCanonicalizer() {}

    /**
     * Canonicalizes a signed field.
     *
     * @param canonicalization simple or relaxed
     * @param field a well-formed field
     * @param to gets the canonical field with its CRLF
     */
    static void field(Canonicalization canonicalization, HeaderField field, OctetBuffer to) {
        if (canonicalization == Canonicalization.SIMPLE) {
            field.writeTo(to::append);
        } else {
            field.writeTo((buffer, offset, length) -> relaxed(buffer, offset, length, field.valueStart(), to));
        }
        to.append((byte) '\r');
        to.append((byte) '\n');
    }

    /**
     * Canonicalizes the signature's own field: without the value of {@code b=} and the white space around it, and
     * without a CRLF (RFC 6376 §3.7).
     *
     * @param canonicalization simple or relaxed
     * @param signature the field
     * @param to gets the canonical field
     */
    static void signature(Canonicalization canonicalization, DkimSignatureField signature, OctetBuffer to) {
        HeaderField field = signature.field;
        int cut = signature.valueEnd - signature.valueStart;
        byte[] rest = new byte[field.length() - cut];
        field.writeTo((buffer, offset, length) -> {
            System.arraycopy(buffer, offset, rest, 0, signature.valueStart);
            System.arraycopy(
                    buffer, offset + signature.valueEnd, rest, signature.valueStart, length - signature.valueEnd);
        });
        signature(canonicalization, rest, field.valueStart(), to);
    }

    /**
     * Canonicalizes the field of a signature that is being made.
     *
     * @param canonicalization simple or relaxed
     * @param octets the field, with nothing behind {@code b=}
     * @param valueStart where its value starts
     * @param to gets the canonical field, without a CRLF
     */
    static void signature(Canonicalization canonicalization, byte[] octets, int valueStart, OctetBuffer to) {
        if (canonicalization == Canonicalization.SIMPLE) {
            to.append(octets, 0, octets.length);
        } else {
            relaxed(octets, 0, octets.length, valueStart, to);
        }
    }

    /** RFC 6376 §3.4.2: the name in lower case, a colon, and the value unfolded, with one space for each run of WSP and
     * none at its ends. WSP is space and tab: no other octet is white space here. */
    private static void relaxed(byte[] octets, int offset, int length, int valueStart, OctetBuffer to) {
        int i = offset;
        while (octets[i] != ':' && !Ascii.isWsp(octets[i])) {
            to.append((byte) Ascii.lowerCase((char) octets[i]));
            i++;
        }
        to.append((byte) ':');
        int end = offset + length;
        boolean space = false;
        boolean empty = true;
        for (i = offset + valueStart; i < end; i++) {
            byte octet = octets[i];
            if (Ascii.isWsp(octet)) {
                space = true;
            } else if (octet == '\r' && i + 1 < end && octets[i + 1] == '\n') {
                i++; // Folding: behind this CRLF there is WSP, or it would have ended the field.
            } else {
                if (space && !empty) {
                    to.append((byte) ' ');
                }
                to.append(octet);
                space = false;
                empty = false;
            }
        }
    }
}
