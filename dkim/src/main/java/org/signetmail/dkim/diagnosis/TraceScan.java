package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.signetmail.core.internal.Ascii;

/** Looks in a body for what servers are known to put there. */
final class TraceScan extends LineFilter {

    private static final int SHOWN = 60;

    /** Hosts of services that put themselves into links. */
    private static final List<String> LINK_CHECKERS = List.of(
            "safelinks.protection.outlook.com",
            "urldefense.",
            "url.emailprotection.link",
            "linkprotect.cudasvc.com",
            "secure-web.cisco.com",
            "protect.mimecast.com",
            "clicktime.symantec.com",
            "clicktime.trendmicro.com",
            "linklock.titanhq.com",
            "protect2.fireeye.com");

    private static final List<String> ON_TOP = List.of(
            "originated from outside",
            "originates from outside",
            "came from outside",
            "sent from outside",
            "external email",
            "external e-mail",
            "external sender",
            "[external]",
            "you don't often get email from");

    private static final List<String> AT_THE_END = List.of(
            "_______________________________________________",
            "to unsubscribe",
            "unsubscribe from this",
            "mailing list",
            "virus-free",
            "scanned for viruses",
            "has been scanned",
            "disclaimer",
            "is confidential",
            "intended recipient");

    private final BodyType type;

    /** One of a kind, the first seen. */
    private final Map<BodyTrace.Kind, String> traces = new EnumMap<>(BodyTrace.Kind.class);

    private boolean opened;
    private boolean closed;
    private boolean behindHtml;
    private String otherBoundary = "";
    private boolean eightBit;
    private boolean notUtf8;
    private int continuations;

    TraceScan(BodyType type) {
        super((buffer, offset, length) -> {});
        this.type = type;
    }

    @Override
    void line(byte[] octets, int count, boolean start, boolean end) {
        int text = textLength(octets, count, end);
        String line = new String(octets, 0, text, StandardCharsets.ISO_8859_1);
        charset(octets, count);
        if (start && line.startsWith("--") && line.length() > 2) {
            boundary(line);
        }
        if (line.contains("\u00ef\u00bf\u00bd") || line.contains("=EF=BF=BD")) {
            note(BodyTrace.Kind.CHARSET_CONVERTED, "the body has U+FFFD, which stands for characters that were lost");
        }
        String lower = Ascii.lowerCase(line);
        html(lower);
        phrase(lower, LINK_CHECKERS, BodyTrace.Kind.LINKS_REWRITTEN);
        boolean html = lower.indexOf('<') >= 0;
        phrase(lower, ON_TOP, html ? BodyTrace.Kind.HTML_CHANGED : BodyTrace.Kind.TEXT_ON_TOP);
        phrase(lower, AT_THE_END, html ? BodyTrace.Kind.HTML_CHANGED : BodyTrace.Kind.FOOTER);
    }

    private void boundary(String line) {
        behindHtml = false;
        String boundary = type.boundary();
        if (boundary.isEmpty() || line.length() > SHOWN + 20) {
            return;
        }
        opened |= line.startsWith("--" + boundary);
        closed |= line.startsWith("--" + boundary + "--");
        otherBoundary = otherBoundary.isEmpty() ? line : otherBoundary;
    }

    private void html(String lower) {
        int end = lower.indexOf("</html>");
        String behind = end < 0 ? lower : lower.substring(end + "</html>".length());
        if ((behindHtml || end >= 0) && !Ascii.trimWsp(behind).isEmpty() && !behind.startsWith("--")) {
            note(BodyTrace.Kind.HTML_CHANGED, "\"" + shown(behind) + "\" stands behind </html>");
        }
        behindHtml |= end >= 0;
    }

    private void phrase(String lower, List<String> phrases, BodyTrace.Kind kind) {
        if (traces.containsKey(kind)) {
            return;
        }
        for (String phrase : phrases) {
            int at = lower.indexOf(phrase);
            if (at >= 0) {
                note(kind, "the body has \"" + shown(lower.substring(Math.max(0, at - 10))) + "\"");
                return;
            }
        }
    }

    /** RFC 3629 §4, roughly: whether as many octets follow a first one as it says. */
    private void charset(byte[] octets, int count) {
        for (int i = 0; i < count; i++) {
            int octet = octets[i] & 0xFF;
            if (octet >= 0x80) {
                eightBit = true;
                boolean continues = octet < 0xC0;
                notUtf8 |= continues == (continuations == 0) || octet >= 0xF8;
                continuations = continues ? continuations - 1 : octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
            } else {
                notUtf8 |= continuations > 0;
                continuations = 0;
            }
        }
    }

    private void note(BodyTrace.Kind kind, String detail) {
        traces.putIfAbsent(kind, detail);
    }

    private static String shown(String text) {
        return Ascii.printable(Ascii.trimWsp(text), SHOWN);
    }

    @Override
    public void finish() {
        super.finish();
        String boundary = shown(type.boundary());
        if (!boundary.isEmpty() && !opened) {
            String seen = otherBoundary.isEmpty() ? "" : ", but one does with \"" + shown(otherBoundary) + "\"";
            note(
                    BodyTrace.Kind.OTHER_BOUNDARY,
                    "Content-Type has boundary=\"" + boundary + "\", and no line of the body begins with it" + seen);
        } else if (!boundary.isEmpty() && !closed) {
            note(BodyTrace.Kind.NOT_CLOSED, "the line \"--" + boundary + "--\" that ends it is not there");
        }
        if (eightBit && type.charset().equals("us-ascii")) {
            note(BodyTrace.Kind.CHARSET_CONVERTED, "Content-Type says us-ascii, and the body has other octets");
        } else if (notUtf8 && type.charset().equals("utf-8")) {
            note(BodyTrace.Kind.CHARSET_CONVERTED, "Content-Type says utf-8, and the body is none");
        }
    }

    /** What was seen; after {@link #finish}. */
    List<BodyTrace> traces() {
        List<BodyTrace> found = new ArrayList<>();
        traces.forEach((kind, detail) -> found.add(new BodyTrace(kind, detail)));
        return found;
    }
}
