package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.OctetSink;
import org.signetmail.core.internal.Ascii;

/** Changes the parts of a multipart body (RFC 2046 §5.1), and what their headers say of their encoding. */
final class PartFilter extends LineFilter {

    private static final String ENCODING = "content-transfer-encoding:";
    private static final String TYPE = "content-type:";

    /** The header of a part may be as long; a part with a longer one is left as it is. */
    private static final int LONGEST_HEADER = 16 << 10;

    private static final int DEEPEST = 8;

    private final Choice choice;

    /** From the outermost one inwards. */
    private final List<String> boundaries = new ArrayList<>();

    private final StringBuilder header = new StringBuilder();
    private boolean inHeader;
    private @Nullable BodyFilter filter;

    /** A CRLF before a boundary belongs to it (RFC 2046 §5.1.1), so each waits for what follows. */
    private boolean heldCrlf;

    /** Which parts to change, and how. */
    interface Choice {
        /**
         * Chooses.
         *
         * @return null to leave a part as it is
         */
        @Nullable
        Change of(BodyType part);
    }

    /**
     * What to do with a part.
     *
     * @param encoding the Content-Transfer-Encoding to write; empty to leave it as it is
     * @param undoing makes the filter
     */
    record Change(String encoding, Undoing undoing) {}

    PartFilter(String boundary, Choice choice, OctetSink out) {
        super(out);
        this.choice = choice;
        boundaries.add(boundary);
    }

    @Override
    void line(byte[] octets, int count, boolean start, boolean end) {
        if (start
                && startsWith(octets, count, "--")
                && isBoundary(octets, textLength(octets, count, end), count, end)) {
            return;
        }
        if (inHeader) {
            headerLine(octets, count, start, end);
        } else {
            content(octets, count, end);
        }
    }

    private boolean isBoundary(byte[] octets, int text, int count, boolean end) {
        String line = Ascii.trimWsp(new String(octets, 2, text - 2, StandardCharsets.ISO_8859_1));
        for (int i = boundaries.size() - 1; i >= 0; i--) {
            boolean closes = line.equals(boundaries.get(i) + "--");
            if (closes || line.equals(boundaries.get(i))) {
                endPart();
                boundaries
                        .subList(i + (closes && i > 0 ? 0 : 1), boundaries.size())
                        .clear();
                int held = count - beforeCrlf(octets, count, end);
                out.accept(octets, 0, count - held);
                heldCrlf = held > 0;
                inHeader = !closes;
                header.setLength(0);
                return true;
            }
        }
        return false;
    }

    private void headerLine(byte[] octets, int count, boolean start, boolean end) {
        header.append(new String(octets, 0, count, StandardCharsets.ISO_8859_1));
        boolean empty = start && end && textLength(octets, count, true) == 0;
        if (empty || header.length() > LONGEST_HEADER) {
            inHeader = false;
            releaseCrlf();
            startPart(empty);
        }
    }

    private void startPart(boolean known) {
        Change change = known ? changeOfPart() : null;
        String text = header.toString();
        int at = change == null || change.encoding.isEmpty() ? -1 : valueStart(text, ENCODING);
        if (change != null && at >= 0) {
            int lineEnd = text.indexOf('\n', at);
            lineEnd -= text.charAt(lineEnd - 1) == '\r' ? 1 : 0;
            text = text.substring(0, at) + " " + change.encoding + text.substring(lineEnd);
        }
        byte[] octets = FieldText.octets(text);
        out.accept(octets, 0, octets.length);
        filter = change == null ? null : change.undoing.undo(out);
    }

    private @Nullable Change changeOfPart() {
        BodyType part = BodyType.of(field(TYPE), field(ENCODING));
        if (!part.isMultipart()) {
            return choice.of(part);
        }
        if (boundaries.size() < DEEPEST) {
            boundaries.add(part.boundary());
        }
        return null;
    }

    /** The value of a field of the part's header, unfolded. There is an empty line at the end of that. */
    private String field(String name) {
        String text = header.toString();
        int at = valueStart(text, name);
        if (at < 0) {
            return "";
        }
        int end = text.indexOf('\n', at);
        while (Ascii.isWsp(text.charAt(end + 1))) {
            end = text.indexOf('\n', end + 1);
        }
        return Ascii.trimWsp(Respacing.unfolded(text.substring(at, end), " "));
    }

    private static int valueStart(String header, String name) {
        int at = ('\n' + Ascii.lowerCase(header)).indexOf('\n' + name);
        return at < 0 ? -1 : at + name.length();
    }

    private void content(byte[] octets, int count, boolean end) {
        releaseCrlf();
        int text = beforeCrlf(octets, count, end);
        sink().accept(octets, 0, text);
        heldCrlf = text < count;
    }

    private void releaseCrlf() {
        if (heldCrlf) {
            sink().accept(new byte[] {'\r', '\n'}, 0, 2);
            heldCrlf = false;
        }
    }

    private OctetSink sink() {
        return filter == null ? out : filter;
    }

    private void endPart() {
        if (inHeader) {
            byte[] octets = FieldText.octets(header.toString());
            releaseCrlf();
            out.accept(octets, 0, octets.length);
        }
        if (filter != null) {
            filter.finish();
            filter = null;
        }
        releaseCrlf();
    }

    @Override
    public void finish() {
        super.finish();
        endPart();
    }
}
