package org.signetmail.reports;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Inputs that were made to cost a reader memory or time, each with what has to come of it: the keyword of a refusal, with the
 * limit where it is one, or {@code report}. They are as large as the limits are, or a part of that for {@link #limits} that are
 * the same part.
 */
final class HostileInputs {

    static final String HEAD = "<feedback><report_metadata><org_name>A</org_name><email>a@a.example</email>"
            + "<report_id>1</report_id><date_range><begin>1767225600</begin><end>1767311999</end></date_range>"
            + "</report_metadata><policy_published><domain>example.org</domain><p>none</p></policy_published>";
    static final String ROW_START = "<record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>"
            + "<disposition>none</disposition><dkim>pass</dkim><spf>pass</spf>";
    static final String ROW_END = "</policy_evaluated></row><identifiers><header_from>example.org</header_from>"
            + "</identifiers><auth_results><spf><domain>example.org</domain><result>pass</result></spf></auth_results>"
            + "</record>";
    private static final String TLS = "{\"organization-name\":\"A\",\"report-id\":\"1\",\"date-range\":{},";

    private static final int MIB = 1 << 20;

    /** More than comes out of any input. */
    private static final int BOMB = 72 * MIB;

    private final int part;
    private final Path folder;
    private final Taker taker;

    private HostileInputs(int part, Path folder, Taker taker) {
        this.part = part;
        this.folder = folder;
        this.taker = taker;
    }

    /** The usual limits, those that make an input long divided. */
    static ReportLimits limits(int part) {
        ReportLimits usual = ReportLimits.DEFAULT;
        return usual.withInputOctets(usual.inputOctets() / part)
                .withOutputOctets(usual.outputOctets() / part)
                .withRecords(usual.records() / part);
    }

    private interface Writing {
        void write(OutputStream out) throws IOException;
    }

    /** Takes an input, which is deleted when it comes back. */
    interface Taker {
        void take(Path file, String expected) throws IOException;
    }

    /** Writes one after the other into a folder: together they are gigabytes, when the part is 1. */
    static void each(int part, Path folder, Taker taker) throws IOException {
        HostileInputs inputs = new HostileInputs(part, folder, taker);
        inputs.xml();
        inputs.encodings();
        inputs.gzip();
        inputs.zip();
        inputs.mail();
        inputs.json();
    }

    private void put(String name, String expectation, Writing writing) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            writing.write(out);
        }
        taker.take(file, expectation);
        Files.delete(file);
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The part of a number that is written. */
    private int some(int whole) {
        return whole / part;
    }

    /** Writes a text over and over, until the part of so many octets was written. */
    private void fill(OutputStream out, String text, int octets) throws IOException {
        byte[] piece = text.repeat(Math.max(1, 8192 / text.length())).getBytes(StandardCharsets.ISO_8859_1);
        for (int n = 0; n + piece.length <= some(octets); n += piece.length) {
            out.write(piece);
        }
    }

    private static Writing report(Writing inner) {
        return out -> {
            text(out, HEAD);
            inner.write(out);
            text(out, "</feedback>");
        };
    }

    private Writing report(String repeated, int octets) {
        return report(out -> fill(out, repeated, octets));
    }

    private static Writing shortReport() {
        return report(out -> {});
    }

    private void xml() throws IOException {
        put("rows-beyond-the-output.xml", "limit output", report(ROW_START + ROW_END, 65 * MIB));
        put("rows-to-the-output.xml", "report", report(ROW_START + ROW_END, 63 * MIB));
        put("rows-beyond-their-number.xml", "limit rows", report("<record/>", 5 * MIB));
        put("sources-of-ipv6.xml", "report", report(out -> {
            for (int i = 0; i < some(180_000); i++) {
                text(
                        out,
                        ROW_START.replace(
                                        "192.0.2.1",
                                        "2001:db8::" + Integer.toHexString(i >> 16) + ":"
                                                + Integer.toHexString(i & 0xFFFF))
                                + ROW_END);
            }
        }));
        put("text.xml", "limit text", report(out -> {
            text(out, "<record><row><source_ip>");
            fill(out, "x", 60 * MIB);
            text(out, "</source_ip></row></record>");
        }));
        put("text-of-an-unknown-element.xml", "report", report(out -> {
            text(out, "<x>");
            fill(out, "x", 60 * MIB);
            text(out, "</x>");
        }));
        put("comment.xml", "report", report(out -> {
            text(out, "<!--");
            fill(out, "x-", 60 * MIB);
            text(out, "-->");
        }));
        put("attributes-of-one-tag.xml", "limit text", report(out -> {
            text(out, "<x");
            for (int i = 0; i < some(1_000_000); i++) {
                text(out, " a" + i + "=''");
            }
            text(out, "/>");
        }));
        put("attributes-of-many-tags.xml", "limit text", report(out -> {
            for (int tag = 0; tag < some(500); tag++) {
                text(out, "<x");
                for (int i = 0; i < 5000; i++) {
                    text(out, " a" + (tag * 5000 + i) + "=''");
                }
                text(out, "/>");
            }
        }));
        put("names-of-elements.xml", "limit text", report(out -> {
            for (int i = 0; i < some(4_000_000); i++) {
                text(out, "<x" + i + "/>");
            }
        }));
        put("prefixes.xml", "limit text", report(out -> {
            for (int i = 0; i < some(1_500_000); i++) {
                text(out, "<x xmlns:p" + i + "='u" + i + "'/>");
            }
        }));
        put("deep.xml", "limit depth", report("<x>", 30 * MIB));
        put("entities.xml", "doctype", out -> {
            text(out, "<!DOCTYPE feedback [");
            for (int i = 0; i < some(1_000_000); i++) {
                text(out, "<!ENTITY e" + i + " '&e" + (i - 1) + ";&e" + (i - 1) + ";'>");
            }
            text(out, "]>" + HEAD + "</feedback>");
        });
        put("references.xml", "report", report("&#65;&lt;&amp;", 60 * MIB));
        put("references-that-are-none.xml", "report", report("&e;&", 60 * MIB));
        put("sections.xml", "report", report("<![CDATA[<]]>", 60 * MIB));
        put("brackets.xml", "report", report("]]>", 60 * MIB));
        put("less-than-signs.xml", "report", report("<", 60 * MIB));
        put("tags-that-do-not-end.xml", "report", report("<a b ", 60 * MIB));
        put("values-that-do-not-end.xml", "report", report("<a b='\" ", 60 * MIB));
        put("tags-broken-late.xml", "report", report("<a b='" + "x".repeat(60_000) + "' <", 20 * MIB));
        put("instructions.xml", "report", report("<?a?>", 20 * MIB));
        put("nothing-but-blanks.xml", "not-a-report", out -> fill(out, " ", 60 * MIB));
        put("wrappers.xml", "limit depth", out -> fill(out, "<a>", 20 * MIB));
        put("elements-before.xml", "not-a-report", out -> fill(out, "<a></a>", 60 * MIB));
        put("content-behind.xml", "report", out -> {
            text(out, HEAD + "</feedback>");
            fill(out, "<a b='c'>&</x>", 60 * MIB);
        });
        put("results-of-a-row.xml", "report", report(out -> {
            text(out, ROW_START + "</policy_evaluated></row><auth_results>");
            fill(out, "<dkim><domain>a.example</domain></dkim>", 60 * MIB);
            text(out, "</auth_results></record>");
        }));
        put("reasons-of-a-row.xml", "report", report(out -> {
            text(out, ROW_START);
            fill(out, "<reason><type>other</type></reason>", 60 * MIB);
            text(out, ROW_END);
        }));
        put("long-texts-of-every-row.xml", "report", report(out -> {
            for (int i = 0; i < some(200); i++) {
                String name = i + "x".repeat(60_000);
                text(out, (ROW_START + ROW_END).replace("example.org", name));
            }
        }));
    }

    private void encodings() throws IOException {
        put("utf-16.xml", "report", out -> {
            out.write(new byte[] {(byte) 0xFF, (byte) 0xFE});
            String rows = (ROW_START + ROW_END).repeat(some(40_000));
            out.write((HEAD + rows + "</feedback>").getBytes(StandardCharsets.UTF_16LE));
        });
        for (String declared : new String[] {"UTF-7", "UTF-16", "UTF-32", "IBM1047", "x-nobody", "a\0b"}) {
            put("declared-" + declared.replace('\0', '0') + ".xml", "report", out -> {
                text(out, "<?xml version='1.0' encoding='" + declared + "'?>" + HEAD);
                fill(out, "+ADw-x+AD4-\033$)C\016", 4 * MIB);
                text(out, "</feedback>");
            });
        }
        for (String charset : new String[] {"ISO-2022-JP", "GB18030", "Big5-HKSCS", "Shift_JIS"}) {
            put("octets-as-" + charset + ".xml", "report", out -> {
                text(out, "<?xml version='1.0' encoding='" + charset + "'?>" + HEAD);
                byte[] noise = new byte[some(4 * MIB)];
                new Random(7).nextBytes(noise);
                for (int i = 0; i < noise.length; i++) {
                    noise[i] |= (byte) 0x80;
                }
                out.write(noise);
                text(out, "\n\n\n\n</feedback>");
            });
        }
        put("octets-that-are-no-utf-8.xml", "report", report("\u00FE\u00C0\u0080", 60 * MIB));
        put("no-characters.xml", "report", report("\u00EF\u00BF\u00BF\0", 60 * MIB));
    }

    private static OutputStream gz(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 1 << 16);
    }

    private static byte[] octets(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.write(out);
        return out.toByteArray();
    }

    private static Writing compressed(Writing inner) {
        return out -> {
            try (OutputStream zip = gz(out)) {
                inner.write(zip);
            }
        };
    }

    private void gzip() throws IOException {
        put("bomb.gz", "limit ratio", compressed(report(" ", BOMB)));
        put("bomb-within-its-ratio.gz", "limit output", compressed(report(out -> {
            Random random = new Random(1);
            byte[] noise = new byte[1000];
            for (int i = 0; i < some(1000); i++) {
                random.nextBytes(noise);
                text(out, "<!--" + Base64.getEncoder().encodeToString(noise) + " ".repeat(100_000) + "-->");
            }
        })));
        put("bomb-in-a-bomb.gz", "limit ratio", compressed(compressed(report(" ", BOMB))));
        put("four-deep.gz", "limit nesting", compressed(compressed(compressed(compressed(shortReport())))));
        put("empty-members.gz", "empty", out -> {
            byte[] empty = octets(compressed(inner -> {}));
            for (int i = 0; i < some(1_000_000); i++) {
                out.write(empty);
            }
        });
        put("name-without-end.gz", "damaged-container", out -> {
            out.write(new byte[] {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 0});
            fill(out, "x", 30 * MIB);
        });
        put("data-behind.gz", "report", out -> {
            out.write(octets(compressed(shortReport())));
            fill(out, "\u001F", 30 * MIB);
        });
    }

    private static void zip(OutputStream out, int entries, String name, Writing inner) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (int i = 0; i < entries; i++) {
            zip.putNextEntry(new ZipEntry(name.replace("#", String.valueOf(i))));
            inner.write(zip);
        }
        zip.finish();
    }

    private void zip() throws IOException {
        put("bomb.zip", "limit ratio", out -> zip(out, 1, "a.xml", report(" ", BOMB)));
        put("bombs.zip", "limit ratio", out -> zip(out, 32, "#.xml", report(" ", 3 * MIB)));
        put("bomb-of-no-report.zip", "limit ratio", out -> zip(out, 1, "a.txt", inner -> fill(inner, "x", BOMB)));
        put("entries.zip", "limit entries", out -> zip(out, some(60_000), "#.xml", shortReport()));
        put("folders.zip", "limit entries", out -> zip(out, some(10_000), "#/", inner -> {}));
        put("names.zip", "report", out -> zip(out, 30, "../#/" + "x".repeat(65_000) + "\0.xml", shortReport()));
        put(
                "zips-in-zips.zip",
                "limit nesting",
                out -> zip(
                        out,
                        4,
                        "#",
                        second -> zip(
                                second,
                                4,
                                "#",
                                third -> zip(third, 4, "#", fourth -> zip(fourth, 4, "#", shortReport())))));
        // Newer versions of the JDK look at the sizes, and older ones at the data alone.
        put("zip64-that-lies.zip", "report or damaged-container", out -> entry(out, 45, 0xFFFF_FFFFL, zip64()));
        put("sizes-that-lie.zip", "damaged-container", out -> entry(out, 20, 5, new byte[0]));
        put("overlapping.zip", "report", HostileInputs::overlapping);
    }

    private static byte[] zip64() throws IOException {
        // Both sizes are nearly 2^63.
        byte[] extra = new byte[20];
        extra[0] = 1;
        extra[2] = 16;
        for (int at : new int[] {4, 12}) {
            for (int i = 0; i < 7; i++) {
                extra[at + i] = (byte) 0xFF;
            }
            extra[at + 7] = 0x7F;
        }
        return extra;
    }

    /** A local header whose sizes are others than those of its data. */
    private static void entry(OutputStream out, int version, long size, byte[] extra) throws IOException {
        byte[] plain = octets(shortReport());
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater =
                new DeflaterOutputStream(deflated, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            deflater.write(plain);
        }
        CRC32 crc = new CRC32();
        crc.update(plain);
        boolean descriptor = extra.length > 0;
        little(out, 0x0403_4B50L, 4);
        little(out, version, 2);
        little(out, descriptor ? 8 : 0, 2);
        little(out, 8, 2);
        little(out, 0, 4);
        little(out, descriptor ? 0 : crc.getValue(), 4);
        little(out, size, 4);
        little(out, size, 4);
        little(out, 5, 2);
        little(out, extra.length, 2);
        text(out, "a.xml");
        out.write(extra);
        out.write(deflated.toByteArray());
        if (descriptor) {
            little(out, 0x0807_4B50L, 4);
            little(out, crc.getValue(), 4);
            little(out, deflated.size(), 8);
            little(out, plain.length, 8);
        }
    }

    private static void little(OutputStream out, long value, int octets) throws IOException {
        for (int i = 0; i < octets; i++) {
            out.write((int) (value >> (8 * i)));
        }
    }

    /** One entry, which the directory names sixty thousand times. */
    private static void overlapping(OutputStream out) throws IOException {
        byte[] zip = octets(inner -> zip(inner, 1, "a.xml", shortReport()));
        int end = zip.length - 22;
        int directory = end;
        while (zip[directory] != 'P' || zip[directory + 2] != 1) {
            directory--;
        }
        out.write(zip, 0, directory);
        for (int i = 0; i < 60_000; i++) {
            out.write(zip, directory, end - directory);
        }
        out.write(zip, end, 22);
    }

    private void mail() throws IOException {
        String multipart = "Subject: r\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        String base64 = "Content-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        put(
                "header-without-end.eml",
                "not-a-report",
                out -> fill(out, "Subject: " + "x".repeat(900) + "\r\n", 31 * MIB));
        put("one-field.eml", "not-a-report", out -> {
            text(out, "Subject: ");
            fill(out, "=?a?q? ", 31 * MIB);
        });
        put("body.eml", "not-a-report", out -> {
            text(out, "Subject: r\r\n\r\n");
            fill(out, "x\n", 31 * MIB);
        });
        put("beyond-the-input.eml", "limit input", out -> {
            text(out, "Subject: r\r\n\r\n");
            fill(out, "x\n", 40 * MIB);
        });
        put("parts-without-end.eml", "limit parts", out -> {
            text(out, multipart);
            fill(out, "--b\r\n\r\n\r\n", 31 * MIB);
        });
        put("lines-like-a-boundary.eml", "not-a-report", out -> {
            text(out, multipart.replace("=b", "=\"" + "-".repeat(70_000) + "\""));
            fill(out, "-".repeat(70_000) + "x\r\n", 31 * MIB);
        });
        String words = "=?a?q? ".repeat(some(30_000));
        String good = "=?utf-8?q?a?= ".repeat(some(18_000));
        String[] names = {words, good, "a*0=b;".repeat(some(40_000)), "\\\"".repeat(some(100_000))};
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            put("names-of-files-" + i + ".eml", "not-a-report", out -> {
                text(out, multipart);
                for (int part = 0; part < 98; part++) {
                    text(out, "--b\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\nx\r\n");
                }
            });
        }
        put("attached-in-each-other.eml", "limit depth", out -> {
            for (int i = 0; i < 20; i++) {
                text(out, "Subject: x\r\nContent-Type: message/rfc822\r\n\r\n");
            }
            fill(out, "x\r\n", 30 * MIB);
        });
        put("attached-in-each-other-within-the-depth.eml", "not-a-report", out -> {
            for (int i = 0; i < 7; i++) {
                text(out, "Subject: x\r\nContent-Type: message/rfc822\r\n\r\n");
            }
            text(out, "Subject: x\r\n\r\n");
            fill(out, "x\r\n", 30 * MIB);
        });
        put("encoded-in-each-other.eml", "limit input", out -> {
            byte[] mail = octets(inner -> {
                text(inner, "Subject: x\r\n\r\n");
                fill(inner, "x\r\n", 9 * MIB);
            });
            for (int i = 0; i < 3; i++) {
                mail = (base64.replace("application/gzip", "message/rfc822")
                                + Base64.getMimeEncoder().encodeToString(mail))
                        .getBytes(StandardCharsets.US_ASCII);
            }
            out.write(mail);
        });
        put("bomb.eml", "limit ratio", out -> {
            text(out, base64);
            text(out, Base64.getMimeEncoder().encodeToString(octets(compressed(report(" ", BOMB)))));
        });
        put("noise-in-base64.eml", "empty", out -> {
            text(out, base64);
            fill(out, "!", 31 * MIB);
        });
        put("soft-breaks.eml", "report", out -> {
            text(out, "Content-Type: text/xml\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + HEAD);
            fill(out, "=\r\n", 20 * MIB);
            fill(out, "=  \t ", 5 * MIB);
            text(out, "</feedback>");
        });
        put("blanks-before-a-soft-break.eml", "report", out -> {
            text(out, "Content-Type: text/xml\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + HEAD);
            fill(out, "=" + " ".repeat(20_000), 25 * MIB);
            text(out, "</feedback>");
        });
        put("fields-of-a-failure.eml", "report", out -> {
            text(out, "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: auth-failure\r\n");
            fill(out, "Original-Rcpt-To: <a@b.example>\r\n", 20 * MIB);
        });
        // A part of a mail is too little for a ratio.
        put("mail-in-gzip.eml.gz", part == 1 ? "limit ratio" : "not-a-report", compressed(out -> {
            text(out, "Subject: r\r\n\r\n");
            fill(out, "x\n", 31 * MIB);
        }));
    }

    private void json() throws IOException {
        put("deep.json", "limit depth", out -> fill(out, "{\"a\":[", 30 * MIB));
        put("policies.json", "limit output", out -> {
            text(out, TLS + "\"policies\":[{}");
            fill(out, ",{}", 10 * MIB);
            text(out, "]}");
        });
        put("failures.json", "limit output", out -> {
            text(out, TLS + "\"policies\":[{\"failure-details\":[{}");
            for (int i = 0; i < some(300_000); i++) {
                text(
                        out,
                        ",{\"result-type\":\"r" + i + "\",\"sending-mta-ip\":\"s" + i + "\",\"receiving-ip\":\"i" + i
                                + "\",\"receiving-mx-hostname\":\"h" + i + "\",\"failure-reason-code\":\"c" + i
                                + "\"}");
            }
            text(out, "]}]}");
        });
        put("texts.json", "limit output", out -> {
            text(out, TLS + "\"policies\":[{\"policy\":{\"policy-string\":[\"a\"");
            fill(out, ",\"" + "x".repeat(60_000) + "\"", 60 * MIB);
            text(out, "]}}]}");
        });
        put("names.json", "report", out -> {
            text(out, TLS + "\"policies\":[],\"x\":{\"a\":1");
            for (int i = 0; i < some(3_000_000); i++) {
                text(out, ",\"n" + i + "\":1");
            }
            text(out, "}}");
        });
        put("unknown-keys.json", "report", out -> {
            text(out, TLS + "\"policies\":[]");
            for (int i = 0; i < some(3_000_000); i++) {
                text(out, ",\"n" + i + "\":1");
            }
            text(out, "}");
        });
        put("repeated-keys.json", "report", out -> {
            text(out, TLS + "\"policies\":[]");
            fill(out, ",\"policies\":[]", 30 * MIB);
            text(out, "}");
        });
        put("number.json", "limit text", out -> {
            text(out, TLS + "\"policies\":[{\"summary\":{\"total-successful-session-count\":1");
            fill(out, "0", 30 * MIB);
            text(out, "}}]}");
        });
        put("exponents.json", "report", out -> {
            text(out, TLS + "\"policies\":[{\"summary\":{\"total-successful-session-count\":1e999999999}}");
            fill(out, ",{\"summary\":{\"total-successful-session-count\":1e99999999}}", 10 * MIB);
            text(out, "]}");
        });
        put("text.json", "limit text", out -> {
            text(out, "{\"organization-name\":\"");
            fill(out, "\\u0041", 60 * MIB);
            text(out, "\"}");
        });
        put("name.json", "limit text", out -> {
            text(out, "{\"");
            fill(out, "x", 60 * MIB);
            text(out, "\":1}");
        });
        put("utf-16.json", "report", out -> {
            byte[] json =
                    (TLS + "\"policies\":[]" + " ".repeat(some(10 * MIB)) + "}").getBytes(Charset.forName("UTF-16BE"));
            out.write(json);
        });
        put("blanks.json", "report", out -> {
            text(out, TLS + "\"policies\":[]");
            fill(out, " \n", 60 * MIB);
            text(out, "}");
        });
    }
}
