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

    /** What was parsed, with the first seam that explains a fault or has changed the sense of a term. */
    static Parsed<SpfRecord> look(DnsRecord.Txt txt, Parsed<SpfRecord> parsed) {
        if (txt.seams().isEmpty() || parsed.kind() == Parsed.Kind.UNRELATED) {
            return parsed;
        }
        Finding joined = null;
        for (int i = 0; i < txt.seams().size() && joined == null; i++) {
            int seam = txt.seams().get(i);
            int before = i == 0 ? 0 : txt.seams().get(i - 1);
            int next = i + 1 < txt.seams().size()
                    ? txt.seams().get(i + 1)
                    : txt.octets().length();
            joined = hasJoined(txt.octets(), before, seam, next) ? finding(txt.octets(), seam) : null;
        }
        return joined == null ? parsed : with(joined, parsed);
    }

    private static Parsed<SpfRecord> with(Finding joined, Parsed<SpfRecord> parsed) {
        List<Finding> findings = new ArrayList<>(parsed.findings());
        if (parsed.kind() == Parsed.Kind.RECORD) {
            findings.add(joined);
            return Parsed.record(parsed.record().orElseThrow(), findings);
        }
        // What is wrong at the seam is wrong because of it, and is said once.
        boolean sameCause = findings.get(0).position().equals(joined.position());
        if (sameCause) {
            findings.set(0, joined);
        } else {
            findings.add(joined);
        }
        return parsed.kind() == Parsed.Kind.INVALID ? Parsed.invalid(findings) : Parsed.nearMiss(findings);
    }

    /** Whether what stands on both sides of a seam, up to a space or another seam, is a term. */
    private static boolean hasJoined(String text, int before, int seam, int next) {
        int space = text.indexOf(' ', seam);
        int start = Math.max(before, text.lastIndexOf(' ', seam - 1) + 1);
        int end = space < 0 ? next : Math.min(next, space);
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
                        + ", and are joined without a space, so that a receiver reads one word.",
                "Put a space at the end of the first or at the beginning of the second string.");
    }
}
