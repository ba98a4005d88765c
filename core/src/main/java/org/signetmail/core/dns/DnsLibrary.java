package org.signetmail.core.dns;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** The dnsjava that the host brings, which may be another one than we were built with. */
public final class DnsLibrary {

    /** The oldest that does what we need and has no known hole of its own (CVE-2023-50387, CVE-2024-25638). */
    private static final String NEEDED = "3.6.0";

    private static final String VERSION_FILE = "/META-INF/maven/dnsjava/dnsjava/pom.properties";

    /** An answer about {@code a.} that holds each type that we read, and an SOA record as negative answers have it. */
    private static final byte[] SAMPLE = HexFormat.of()
            .parseHex("00008180000100060001000001610000100001"
                    + "c00c0010000100000e10000403616263"
                    + "c00c0001000100000e100004c0000201"
                    + "c00c001c000100000e10001020010db8000000000000000000000001"
                    + "c00c000f000100000e100004000ac00c"
                    + "c00c000c000100000e100002c00c"
                    + "c00c0005000100000e100002c00c"
                    + "c00c0006000100000e100018c00cc00c0000000100000e1000000e1000000e1000000e10");

    private DnsLibrary() {}

    /**
     * Does once what every look-up does, so that a dnsjava that lacks something is told of when a resolver is made, and not
     * on the transport's thread.
     *
     * @throws IllegalStateException when it cannot be used
     */
    public static void check() {
        try {
            String read = read(SAMPLE);
            if (!read.equals("7 records")) {
                throw new IllegalStateException(complaint("reads a sample answer as " + read));
            }
        } catch (LinkageError e) {
            throw new IllegalStateException(complaint("lacks what Signet calls: " + e.getMessage()), e);
        }
    }

    private static String read(byte[] answer) {
        byte[] query = DnsWire.query(DomainName.of("a"), RecordType.TXT, 512);
        Message message = DnsWire.answers(answer, query) ? DnsWire.parse(answer) : null;
        if (message == null) {
            return "no message";
        }
        boolean plain = Rcode.string(message.getRcode()).equals("NOERROR")
                && !message.getHeader().getFlag(Flags.TC);
        int records = 0;
        for (Record record : message.getSection(Section.ANSWER)) {
            boolean whole = record.rdataToWireCanonical().length > 0 && DnsWire.ttl(record.getTTL()) > 0;
            boolean alias = record instanceof CNAMERecord cname
                    && DnsWire.name(cname.getTarget()).equals(DnsWire.name(record.getName()));
            records += whole && (alias || DnsWire.decode(record, DnsRecord.MAX_TEXT) != null) ? 1 : 0;
        }
        for (Record record : message.getSection(Section.AUTHORITY)) {
            records += record instanceof SOARecord soa && soa.getMinimum() > 0 ? 1 : 0;
        }
        return plain ? records + " records" : "truncated";
    }

    private static String complaint(String what) {
        String found = version();
        return "dnsjava " + (found == null ? "of unknown version" : found) + " " + what + ". Signet needs " + NEEDED
                + " or later: put dnsjava:dnsjava:" + NEEDED + " or later on the class path, before any older one";
    }

    private static @Nullable String version() {
        try (InputStream file = Message.class.getResourceAsStream(VERSION_FILE)) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version");
        } catch (IOException | IllegalArgumentException | LinkageError e) {
            // It would be but a hint, and there may be no dnsjava at all.
            return null;
        }
    }
}
