package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.Finding;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;

/** What a signer has to say about the lines of a message: why it refuses them, or what may happen to them on the way. */
final class LineReport {

    private static final int SHOWN = 80;

    private static final String MBOX = "From ";

    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private LineReport() {}

    /** RFC 6376 §5.3: a CR or LF that stands alone. */
    static DkimSigningException lone(LineCheck.Place place, LineEndPolicy policy) {
        String wayOut = policy == LineEndPolicy.NORMALIZE
                ? "; a session cannot change what it is given: LineEndPolicy.NORMALIZE takes a whole message"
                : "; LineEndPolicy.NORMALIZE makes them CRLF, in the message that is sent too";
        return new DkimSigningException(
                DkimSigningProblem.LINE_ENDS,
                "line " + place.line() + " has " + which(place) + quoted(place.shown()) + wayOut);
    }

    private static Finding loneAsIs(LineCheck.Place place) {
        return Finding.warning(
                        "dkim-lone-line-end",
                        "RFC 6376 §5.3",
                        "Line " + place.line() + " of the message has " + which(place) + quoted(place.shown())
                                + ". Servers on the way make it a CRLF, and break the signature.")
                .remedy("Sign with LineEndPolicy.NORMALIZE, which makes them CRLF in the message that is sent too.");
    }

    private static String which(LineCheck.Place place) {
        return place.octet() == '\n' ? "an LF without a CR before it" : "a CR without an LF behind it";
    }

    private static String quoted(String shown) {
        return shown.isEmpty() ? "" : ": \"" + shown + "\"";
    }

    /**
     * RFC 5322 §2.2: a line of the header section that is no field.
     *
     * @param field the malformed field
     * @param line the number of its first line
     */
    static DkimSigningException malformed(HeaderField field, long line) {
        int end = 0;
        while (end < field.length() && field.octetAt(end) != '\r' && field.octetAt(end) != '\n') {
            end++;
        }
        byte[] octets = new byte[Math.min(end, 2 * SHOWN)];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = field.octetAt(i);
        }
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        boolean colon = false;
        for (int i = 0; i < end; i++) {
            colon |= field.octetAt(i) == ':';
        }
        return new DkimSigningException(
                DkimSigningProblem.HEADER,
                "line " + line + " is \"" + Ascii.printable(text, SHOWN) + "\"; " + advice(text, colon, line == 1));
    }

    private static String advice(String text, boolean colon, boolean first) {
        if (text.startsWith(MBOX) || text.startsWith(">" + MBOX)) {
            return "such a line is of an mbox file, and no part of the message: take it off";
        }
        if (text.startsWith(BYTE_ORDER_MARK)) {
            return "it begins with a byte order mark: take these three octets off";
        }
        if (first && !text.isEmpty() && Ascii.isWsp(text.charAt(0))) {
            return "white space at its start continues the field above, and there is none";
        }
        return colon
                ? "what stands before its first colon is no name of a field, which has printing ASCII without spaces"
                : "a header field has a name and a colon; if the body begins here, the empty line before it is missing";
    }

    /** All that may happen to the lines on the way, each kind once. */
    static List<Finding> findings(LineCheck lines) {
        List<Finding> findings = new ArrayList<>(0);
        LineCheck.Place lone = lines.lone();
        if (lone != null) {
            findings.add(loneAsIs(lone));
        }
        if (lines.longLines() > 0) {
            findings.add(longLines(lines));
        }
        LineCheck.Place header = lines.eightBitHeader();
        if (header != null) {
            findings.add(eightBitHeader(header));
        }
        LineCheck.Place body = lines.eightBitBody();
        if (body != null) {
            findings.add(eightBitBody(body));
        }
        return findings;
    }

    static Finding longLines(LineCheck lines) {
        String first = "Line " + lines.firstLongLine() + " of the message has " + lines.firstLongLength()
                + " octets, and a line has " + LineCheck.MAX_LINE + " at most";
        String count = lines.longLines() > 1 ? " (" + lines.longLines() + " lines have more)" : "";
        return Finding.warning(
                        "dkim-long-line",
                        "RFC 5322 §2.1.1",
                        first + count + ": a server on the way may break it, and the signature with it.")
                .remedy("Encode the body as quoted-printable or base64, or fold the header field, before signing.");
    }

    static Finding eightBitHeader(LineCheck.Place place) {
        return Finding.warning(
                        "dkim-eight-bit-header",
                        "RFC 6376 §5.3",
                        "Line " + place.line() + " of the message, in its header, has octets beyond ASCII: \""
                                + place.shown()
                                + "\". A server on the way that has no SMTPUTF8 may change or refuse it.")
                .remedy("Write it as encoded words (RFC 2047) before signing.");
    }

    static Finding eightBitBody(LineCheck.Place place) {
        return Finding.warning(
                        "dkim-eight-bit-body",
                        "RFC 6376 §5.3",
                        "Line " + place.line() + " of the message, in its body, has octets beyond ASCII: \""
                                + place.shown()
                                + "\". A server on the way that has no 8BITMIME may encode it, and break the signature.")
                .remedy("Encode the body as quoted-printable or base64 before signing.");
    }

    /** The same as a refusal. */
    static DkimSigningException refusal(DkimSigningProblem problem, Finding finding) {
        return new DkimSigningException(problem, finding.message() + " " + finding.remedy());
    }

    /** Nobody has signed, and nobody wanted to know. */
    static Finding unsigned(AuthorDomain author) {
        return Finding.info(
                "dkim-no-signer", "", "The message goes unsigned, as there is no signer for it. " + noSigner(author));
    }

    /** Why nobody signs: each of several domains may have signers, and still no one may sign for all of them. */
    static String noSigner(AuthorDomain author) {
        return author.reason()
                + switch (author.domains().size()) {
                    case 0 -> "";
                    case 1 -> " No signer is of it, or of a domain above it.";
                    default -> " Not all of them have the same signers.";
                };
    }
}
