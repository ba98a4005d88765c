package org.signetmail.reports;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An aggregate report of as many records as one likes, never in memory as a whole. Its rule is that of the suite's generator:
 * record i has the source 10.(i&gt;&gt;16).(i&gt;&gt;8).(i), i % 7 + 1 messages, a disposition by i % 3, an aligned DKIM pass when i
 * is even and an aligned SPF pass when 5 divides it.
 */
public final class GeneratedReport extends InputStream {

    private static final String[] DISPOSITIONS = {"none", "quarantine", "reject"};

    private final int records;
    private int next = -1;
    private byte[] piece = new byte[0];
    private int pos;

    /**
     * A report.
     *
     * @param records how many it has
     */
    public GeneratedReport(int records) {
        this.records = records;
    }

    static long messages(int records) {
        long sum = 0;
        for (int i = 0; i < records; i++) {
            sum += i % 7 + 1;
        }
        return sum;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (pos == piece.length) {
            if (next > records) {
                return -1;
            }
            piece = piece(next++).getBytes(StandardCharsets.US_ASCII);
            pos = 0;
        }
        int n = Math.min(length, piece.length - pos);
        System.arraycopy(piece, pos, target, offset, n);
        pos += n;
        return n;
    }

    private String piece(int i) {
        if (i < 0) {
            return String.format(Locale.ROOT, """
                <?xml version="1.0" encoding="UTF-8"?>
                <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">
                <version>1.0</version><report_metadata><org_name>Receiver Example</org_name>\
                <email>dmarc@receiver.example</email><report_id>generated-%d</report_id>\
                <date_range><begin>1767225600</begin><end>1767311999</end></date_range></report_metadata>
                <policy_published><domain>example.org</domain><p>reject</p></policy_published>
                """, records);
        }
        if (i == records) {
            return "</feedback>\n";
        }
        String dkim = i % 2 == 0 ? "pass" : "fail";
        String spf = i % 5 == 0 ? "pass" : "fail";
        return "<record><row><source_ip>10." + (i >> 16 & 255) + "." + (i >> 8 & 255) + "." + (i & 255)
                + "</source_ip><count>" + (i % 7 + 1) + "</count><policy_evaluated><disposition>"
                + DISPOSITIONS[i % 3] + "</disposition><dkim>" + dkim + "</dkim><spf>" + spf
                + "</spf></policy_evaluated></row><identifiers><header_from>example.org</header_from></identifiers>"
                + "<auth_results><dkim><domain>example.org</domain><selector>s1</selector><result>" + dkim
                + "</result></dkim><spf><domain>example.org</domain><scope>mfrom</scope><result>" + spf
                + "</result></spf></auth_results></record>\n";
    }
}
