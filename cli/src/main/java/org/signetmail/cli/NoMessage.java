package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    WEB_PAGE(
            "is a web page, not the message in it; where the mailbox shows the original, use its download, or copy the text"
                    + " to a file"),
    PDF("is a PDF file, not a message; download the source of the message, do not print it"),
    ZIP("is a zip archive; unpack it and name what is in it"),
    BAD_GZIP("is gzip data that is damaged or cut off"),
    GZIP_TWICE("is gzip data in gzip data; unpack it once"),
    TOO_LARGE("unpacks to more than 64 MiB");

    /** As far as a file is looked at. */
    static final int HEAD = 4096;

    private static final List<String> TAGS =
            List.of("<!doctype", "<html", "<head", "<body", "<div", "<pre", "<table", "<script", "<?xml", "<!--");

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
        if (isUtf16(head)) {
            return Optional.of(UTF_16);
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
        return blankLine ? Optional.of(BLANK_LINE) : Optional.empty();
    }

    private static boolean isWebPage(byte[] head, int start) {
        String text = new String(head, start, Math.min(16, head.length - start), US_ASCII).toLowerCase(Locale.ROOT);
        return TAGS.stream().anyMatch(text::startsWith);
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
