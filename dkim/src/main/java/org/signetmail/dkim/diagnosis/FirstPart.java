package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import org.signetmail.core.OctetSink;
import org.signetmail.core.internal.Ascii;

/** Leaves of a multipart body the content of its first part: what it was before a server put parts around it. */
final class FirstPart extends LineFilter {

    private final String boundary;
    private State state = State.BEFORE;
    private boolean heldCrlf;

    private enum State {
        BEFORE,
        HEADER,
        CONTENT,
        BEHIND
    }

    FirstPart(String boundary, OctetSink out) {
        super(out);
        this.boundary = boundary;
    }

    @Override
    void line(byte[] octets, int count, boolean start, boolean end) {
        int text = textLength(octets, count, end);
        boolean atBoundary = start && startsWith(octets, count, "--") && isBoundary(octets, text);
        switch (state) {
            case BEFORE -> state = atBoundary ? State.HEADER : state;
            case HEADER -> state = start && end && text == 0 ? State.CONTENT : state;
            case CONTENT -> {
                if (atBoundary) {
                    state = State.BEHIND;
                } else {
                    content(octets, count, end);
                }
            }
            case BEHIND -> {}
        }
    }

    private boolean isBoundary(byte[] octets, int text) {
        String line = Ascii.trimWsp(new String(octets, 2, text - 2, StandardCharsets.ISO_8859_1));
        return line.equals(boundary) || line.equals(boundary + "--");
    }

    private void content(byte[] octets, int count, boolean end) {
        if (heldCrlf) {
            out.accept(new byte[] {'\r', '\n'}, 0, 2);
        }
        int text = beforeCrlf(octets, count, end);
        out.accept(octets, 0, text);
        heldCrlf = text < count;
    }
}
