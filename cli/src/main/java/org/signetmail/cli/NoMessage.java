package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file may be that is no message, with what to do instead. */
enum NoMessage {
    UNREADABLE("cannot be read"),
    EMPTY("is empty; save the message again, with all its header fields"),
    BLANK_LINE(
            "begins with an empty line, so that nothing in it is a header field; remove what is above the first field"),
    NO_FIELD("has no header field, such as From:; save the message with its source"),
    OUTLOOK(
            "is a message in Outlook's own format (.msg), which does not have the octets that were signed; save it as .eml,"
                    + " or get the source from the mailbox itself"),
    UTF_16("is UTF-16 text, whose octets are not those of a message; save the source as it is, or as ASCII or UTF-8 (a"
            + " redirection in Windows PowerShell makes UTF-16)"),
    UTF_32("is UTF-32 text, whose octets are not those of a message; save the source as it is, or as ASCII or UTF-8"),
    WEB_PAGE(
            "is a web page, not the message in it; where the mailbox shows the original, use its download, or copy the text"
                    + " to a file"),
    SHOWN_TABLE(
            "begins with the table that a mailbox shows above the original, which is no part of the message; remove what is above"
                    + " the first field, such as Delivered-To: or Received:, or use the download"),
    QUOTED("is a message quoted with >, not the message itself; save its source"),
    BASE64("is a message in base64 as a whole; decode it first, as base64 -d does"),
    QUOTED_PRINTABLE(
            "is a message in quoted-printable as a whole (=3D, and = where lines end), as a part of a saved web page is;"
                    + " decode it first, as \"perl -MMIME::QuotedPrint -ne 'print decode_qp($_)'\" does, or save the source"),
    OUTLOOK_STORE("is a store of Outlook with many messages (.pst or .ost); save the message from it as .eml"),
    PDF("is a PDF file, not a message; download the source of the message, do not print it"),
    ZIP("is a zip archive; unpack it and name what is in it"),
    PACKED("is packed in another way than gzip (bzip2, xz, zstd, 7z, rar or tar); unpack it and name what is in it"),
    APPLE_MAIL(
            "is a message in Apple Mail's own format (.emlx), with a number above it and a list of properties below; save it with"
                    + " its \"Raw Message Source\""),
    JSON(
            "is JSON, as programs get a message from a mailbox's interface; take the message itself out of it, and decode it if it"
                    + " is base64"),
    RTF("is a text with its layout (.rtf), not a message; save the source of the message, as .eml"),
    CR_LINE_ENDS(
            "ends its lines with CR alone, which is no line end of mail; make them CRLF, as \"perl -pe 's/\\r/\\r\\n/g'\" does"),
    DOUBLE_CR("ends its lines with CR CR LF, as a transfer as text leaves them; make them CRLF, as"
            + " \"perl -pe 's/\\r\\r\\n/\\r\\n/'\" does"),
    BINARY("has octets of 0 in its first line, as no text has them; save the source of the message, as .eml"),
    BAD_GZIP("is gzip data that is damaged or cut off"),
    GZIP_TWICE("is gzip data in gzip data; unpack it once"),
    TOO_LARGE("unpacks to more than 64 MiB");

    /** As far as a file is looked at. */
    static final int HEAD = 4096;

    private static final List<String> TAGS =
            List.of("<!doctype", "<html", "<head", "<body", "<div", "<pre", "<table", "<script", "<?xml", "<!--");

    private static final String BASE64_SIGNS = "+/-_";

    /** xz, zstd, 7z and rar. */
    private static final List<byte[]> PACKERS = List.of(
            new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0},
            new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD},
            new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C},
            new byte[] {'R', 'a', 'r', '!', 0x1A, 7});

    private static final byte[] OLE = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };

    private final String sentence;

    NoMessage(String sentence) {
        this.sentence = sentence;
    }

    /** A stable word for programs. */
    String code() {
        return "mail-" + JsonParts.word(this);
    }

    /** What a file of that kind is, to be read behind its name. */
    String sentence() {
        return sentence;
    }

    /**
     * What octets are that are no message; empty when they may be one.
     *
     * @param head the first octets, {@link #HEAD} of them if there are that many
     */
    static Optional<NoMessage> of(byte[] head) {
        if (head.length == 0) {
            return Optional.of(EMPTY);
        }
        if (startsWith(head, OLE)) {
            return Optional.of(OUTLOOK);
        }
        if (startsWith(head, new byte[] {'P', 'K', 3, 4})) {
            return Optional.of(ZIP);
        }
        if (startsWith(head, "%PDF-".getBytes(US_ASCII))) {
            return Optional.of(PDF);
        }
        if (startsWith(head, "!BDN".getBytes(US_ASCII))) {
            return Optional.of(OUTLOOK_STORE);
        }
        if (isPacked(head)) {
            return Optional.of(PACKED);
        }
        if (startsWith(head, "{\\rtf".getBytes(US_ASCII))) {
            return Optional.of(RTF);
        }
        if (isUtf32(head)) {
            return Optional.of(UTF_32);
        }
        if (isUtf16(head)) {
            return Optional.of(UTF_16);
        }
        NoMessage lines = ofFirstLine(head);
        if (lines != null) {
            return Optional.of(lines);
        }
        int text = 0;
        boolean blankLine = false;
        while (text < head.length && isSpace(head[text])) {
            blankLine |= head[text] == '\n';
            text++;
        }
        if (isWebPage(head, text)) {
            return Optional.of(WEB_PAGE);
        }
        if (isTable(head, text)) {
            return Optional.of(SHOWN_TABLE);
        }
        if (text < head.length && head[text] == '>' && beginsField(head, skipQuotes(head, text), head.length)) {
            return Optional.of(QUOTED);
        }
        if (isBase64(head, text)) {
            return Optional.of(BASE64);
        }
        if (isQuotedPrintable(new String(head, text, head.length - text, ISO_8859_1))) {
            return Optional.of(QUOTED_PRINTABLE);
        }
        return blankLine ? Optional.of(BLANK_LINE) : Optional.empty();
    }

    private static boolean isPacked(byte[] head) {
        boolean isTar = head.length > 262 && new String(head, 257, 5, US_ASCII).equals("ustar");
        boolean isBzip2 = startsWith(head, new byte[] {'B', 'Z', 'h'})
                && head.length > 4
                && head[3] >= '1'
                && head[3] <= '9'
                && head[4] == '1';
        return isTar || isBzip2 || PACKERS.stream().anyMatch(magic -> startsWith(head, magic));
    }

    private static @Nullable NoMessage ofFirstLine(byte[] head) {
        int end = 0;
        boolean hasZero = false;
        while (end < head.length && head[end] != '\n') {
            hasZero |= head[end] == 0;
            end++;
        }
        if (hasZero) {
            return BINARY;
        }
        String line = new String(head, 0, end, ISO_8859_1);
        boolean isWhole = end < head.length;
        if (!isWhole && line.strip().indexOf('\r') >= 0) {
            return CR_LINE_ENDS;
        }
        if (isWhole && line.endsWith("\r\r") && line.length() > 2) {
            return DOUBLE_CR;
        }
        String text = line.strip();
        if (isWhole && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return beginsField(head, end + 1, head.length) ? APPLE_MAIL : null;
        }
        String start = new String(head, 0, Math.min(head.length, 200), ISO_8859_1).replaceAll("\\s+", "");
        return start.startsWith("{\"") || start.startsWith("[{") || start.startsWith("{}") ? JSON : null;
    }

    /** What Gmail shows above the original, pasted with it: "Message ID", which is no name of a field, and a tab. */
    private static boolean isTable(byte[] head, int start) {
        String text = new String(head, start, Math.min(32, head.length - start), US_ASCII);
        return text.startsWith("Message ID\t")
                || text.startsWith("Message ID <")
                || text.startsWith("Original Message\n")
                || text.startsWith("Original Message\r\n");
    }

    private static int skipQuotes(byte[] head, int start) {
        int i = start;
        while (i < head.length && (head[i] == '>' || head[i] == ' ')) {
            i++;
        }
        return i;
    }

    /** Whether a name and a colon stand there (RFC 5322 §3.6.8). */
    private static boolean beginsField(byte[] octets, int start, int end) {
        int i = start;
        while (i < end && octets[i] > ' ' && octets[i] != ':' && octets[i] < 0x7F) {
            i++;
        }
        return i > start && i < end && octets[i] == ':';
    }

    /** Whether the first line is base64 of what begins with a field. */
    private static boolean isBase64(byte[] head, int start) {
        int end = start;
        while (end < head.length && (Character.isLetterOrDigit(head[end]) || BASE64_SIGNS.indexOf(head[end]) >= 0)) {
            end++;
        }
        int length = (end - start) / 4 * 4;
        if (length < 40) {
            return false;
        }
        try {
            // Interfaces of mailboxes have the alphabet of URLs (RFC 4648 §5).
            String text =
                    new String(head, start, length, US_ASCII).replace('-', '+').replace('_', '/');
            byte[] decoded = Base64.getDecoder().decode(text);
            return beginsField(decoded, 0, decoded.length);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Whether the header is encoded: a tag of a signature as {@code v=3D1}, or a line that ends with = and goes on in one that is
     * no field, beside other octets so written. Words in a field may be so, and what a signature ends with.
     */
    private static boolean isQuotedPrintable(String head) {
        boolean softBreak = false;
        boolean octet = false;
        boolean inSignature = false;
        String before = "";
        for (String line : (Iterable<String>) head.lines()::iterator) {
            if (line.isEmpty()) {
                break;
            }
            boolean goesOn = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            boolean isField = beginsField(line.getBytes(ISO_8859_1), 0, line.length());
            inSignature = (goesOn || !isField) ? inSignature : line.regionMatches(true, 0, "DKIM-Signature:", 0, 15);
            if (inSignature && line.contains("v=3D1")) {
                return true;
            }
            softBreak |= before.endsWith("=") && !goesOn && !isField;
            octet |= line.contains("=3D") || line.contains("=20") || line.contains("=09");
            before = line;
        }
        return softBreak && octet;
    }

    private static boolean isWebPage(byte[] head, int start) {
        String text = new String(head, start, Math.min(16, head.length - start), US_ASCII).toLowerCase(Locale.ROOT);
        return TAGS.stream().anyMatch(text::startsWith);
    }

    /** With its byte order mark, or ASCII in it: one octet of four is not 0. */
    private static boolean isUtf32(byte[] head) {
        if (head.length < 8) {
            return false;
        }
        boolean big = head[0] == 0 && head[1] == 0 && head[4] == 0 && head[5] == 0 && head[7] != 0;
        boolean little = head[2] == 0 && head[3] == 0 && head[6] == 0 && head[7] == 0 && head[4] != 0;
        return (big && (isMark(head[2], head[3]) || (head[2] == 0 && head[3] != 0)))
                || (little && (isMark(head[1], head[0]) || (head[1] == 0 && head[0] != 0)));
    }

    private static boolean isMark(byte high, byte low) {
        return (high & 0xFF) == 0xFE && (low & 0xFF) == 0xFF;
    }

    /** With its byte order mark, or ASCII in it: every second octet is 0. */
    private static boolean isUtf16(byte[] head) {
        if (head.length < 2) {
            return false;
        }
        int first = head[0] & 0xFF;
        int second = head[1] & 0xFF;
        if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF)) {
            return true;
        }
        return head.length >= 4
                && (first == 0) == (head[2] == 0)
                && (second == 0) == (head[3] == 0)
                && (first == 0) != (second == 0);
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    private static boolean startsWith(byte[] octets, byte[] prefix) {
        if (octets.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (octets[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
