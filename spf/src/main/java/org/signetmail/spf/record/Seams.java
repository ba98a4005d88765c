package org.signetmail.spf.record;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.internal.Ascii;

/** Finds words that two strings of a TXT record make where they meet (RFC 7208 §3.3: they are joined with nothing). */
final class Seams {

    private static final int MAX_SHOWN = 80;

    private Seams() {}

    /** What was parsed, with the seams that explain a fault or have changed the sense of a term. */
    static Parsed<SpfRecord> look(DnsRecord.Txt txt, Parsed<SpfRecord> parsed) {
        if (txt.seams().isEmpty() || parsed.kind() == Parsed.Kind.UNRELATED) {
            return parsed;
        }
        List<Finding> findings = new ArrayList<>(parsed.findings());
        for (int seam : txt.seams()) {
            if (hasJoined(txt.octets(), seam)) {
                findings.add(finding(txt.octets(), seam));
                break;
            }
        }
        return switch (parsed.kind()) {
            case RECORD -> Parsed.record(parsed.record().orElseThrow(), findings);
            case INVALID -> Parsed.invalid(findings);
            default -> Parsed.nearMiss(findings);
        };
    }

    private static boolean hasJoined(String text, int seam) {
        int start = text.lastIndexOf(' ', seam - 1) + 1;
        int end = text.indexOf(' ', seam);
        end = end < 0 ? text.length() : end;
        if (start == seam || end == seam) {
            return false;
        }
        if (start == 0) {
            return SpfRecordParser.isSpf(text.substring(0, seam)) && SpfRecordParser.isTerm(text, seam, end);
        }
        // A name that was split within may leave a, mx or ptr on the right: alone they say nothing.
        return end - seam > 3 && SpfRecordParser.isTerm(text, start, seam) && SpfRecordParser.isTerm(text, seam, end);
    }

    private static Finding finding(String text, int seam) {
        int start = text.lastIndexOf(' ', seam - 1) + 1;
        int end = text.indexOf(' ', seam);
        end = end < 0 ? text.length() : end;
        return Code.STRINGS_JOINED.finding(
                text,
                seam,
                0,
                "Two strings of the TXT record meet within "
                        + Ascii.printable(text.substring(start, end), MAX_SHOWN)
                        + ", and are joined without a space.",
                "Put a space at the end of the first or at the beginning of the second string.");
    }
}
