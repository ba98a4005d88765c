package org.signetmail.reports.mime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.Consumer;
import org.signetmail.core.internal.Ascii;

/** The contents of a part, its transfer encoding taken off (RFC 2045 §6) while they are read. */
public final class PartStream {

    private PartStream() {}

    /**
     * Opens a part.
     *
     * @param octets of the mail
     * @param part of that mail
     * @param problems told each deviation
     * @return its contents; an unknown encoding is taken for none
     */
    public static InputStream open(byte[] octets, MailPart part, Consumer<String> problems) {
        return switch (part.encoding()) {
            case "base64" -> new Base64(octets, part.start(), part.end(), problems);
            case "quoted-printable" -> new QuotedPrintable(octets, part.start(), part.end());
            default -> new ByteArrayInputStream(octets, part.start(), part.end() - part.start());
        };
    }

    /**
     * Whether the contents of a part are others than its octets.
     *
     * @param part any part
     * @return false when they stand in the mail as they are
     */
    public static boolean isEncoded(MailPart part) {
        return part.encoding().equals("base64") || part.encoding().equals("quoted-printable");
    }

    /**
     * How long the contents of a part can be.
     *
     * @param part any part
     * @return in octets
     */
    public static int mostOctets(MailPart part) {
        int length = part.end() - part.start();
        return part.encoding().equals("base64") ? length / 4 * 3 + 3 : length;
    }

    private abstract static class Decoded extends InputStream {
        final byte[] octets;
        final int end;
        int pos;

        Decoded(byte[] octets, int start, int end) {
            this.octets = octets;
            this.pos = start;
            this.end = end;
        }

        abstract int next();

        @Override
        public int read() {
            return next();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int n = 0;
            while (n < length) {
                int octet = next();
                if (octet < 0) {
                    return n == 0 ? -1 : n;
                }
                target[offset + n++] = (byte) octet;
            }
            return n;
        }
    }

    /** RFC 2045 §6.8: characters outside of the alphabet are ignored; padding ends it. */
    private static final class Base64 extends Decoded {
        private final Consumer<String> problems;
        private int bits;
        private int count;
        private boolean noise;

        Base64(byte[] octets, int start, int end, Consumer<String> problems) {
            super(octets, start, end);
            this.problems = problems;
        }

        @Override
        int next() {
            while (pos < end) {
                int c = octets[pos++];
                int value = Base64Text.value(c);
                if (value >= 0) {
                    bits = (bits << 6 | value) & 0xFFFF;
                    count += 6;
                    if (count >= 8) {
                        count -= 8;
                        return bits >> count & 0xFF;
                    }
                } else if (c == '=') {
                    padding();
                } else if (c > ' ' || c < 0) {
                    told();
                }
            }
            return -1;
        }

        private void padding() {
            while (pos < end) {
                int c = octets[pos++];
                if ((c > ' ' || c < 0) && c != '=') {
                    told();
                    pos = end;
                }
            }
        }

        private void told() {
            if (!noise) {
                noise = true;
                problems.accept("base64-noise");
            }
        }
    }

    /** RFC 2045 §6.7; what is no code is text. */
    private static final class QuotedPrintable extends Decoded {

        QuotedPrintable(byte[] octets, int start, int end) {
            super(octets, start, end);
        }

        @Override
        int next() {
            while (pos < end) {
                int c = octets[pos++] & 0xFF;
                if (c != '=') {
                    return c;
                }
                int lineEnd = softBreak();
                if (lineEnd >= 0) {
                    pos = lineEnd;
                    continue;
                }
                int high = pos + 1 < end ? digit(octets[pos]) : -1;
                int low = high < 0 ? -1 : digit(octets[pos + 1]);
                if (low < 0) {
                    return c;
                }
                pos += 2;
                return high << 4 | low;
            }
            return -1;
        }

        private static int digit(byte c) {
            return c < 0 ? -1 : Character.digit(c, 16);
        }

        /** Behind white space and a line end, or -1. */
        private int softBreak() {
            int i = pos;
            while (i < end && Ascii.isWsp(octets[i])) {
                i++;
            }
            if (i < end && octets[i] == '\r') {
                i++;
            }
            return i < end && octets[i] == '\n' ? i + 1 : i == end ? end : -1;
        }
    }
}
