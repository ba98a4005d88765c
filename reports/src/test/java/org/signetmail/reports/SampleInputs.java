package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A good input of every kind, and how to spoil it. */
final class SampleInputs {

    static final List<String> KINDS = List.of("xml", "utf-16", "gzip", "zip", "mail", "failure", "json");

    private static final String ODD = "<>&;'\"/! \0=:{}[]\\%\r\n";

    private static final String TLS = """
            {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z",\
            "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"x@a.example","report-id":"t2","policies":[{"policy":\
            {"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"example.org","mx-host":["mx"]},\
            "summary":{"total-successful-session-count":3,"total-failure-session-count":1},"failure-details":\
            [{"result-type":"certificate-expired","sending-mta-ip":"2001:db8::1","failed-session-count":1}]}]}""";

    private static final String FAILURE = """
            Subject: FW\r
            Content-Type: multipart/report; report-type=feedback-report; boundary=b\r
            \r
            --b\r
            Content-Type: message/feedback-report\r
            \r
            Feedback-Type: auth-failure\r
            Version: 1\r
            User-Agent: A/1\r
            Auth-Failure: dmarc\r
            Identity-Alignment: dkim, spf (both)\r
            Authentication-Results: mx; dmarc=fail\r
            Source-IP: 192.0.2.1\r
            Arrival-Date: Fri, 02 Jan 2026 03:00:00 +0100\r
            \r
            --b\r
            Content-Type: text/rfc822-headers\r
            \r
            From: =?utf-8?q?J=C3=BCrgen?= <j@example.org>\r
            --b--\r
            """;

    private SampleInputs() {}

    /** A good input of a kind of {@link #KINDS}. */
    static byte[] of(String kind) throws IOException {
        byte[] xml = RandomReport.of(42).getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (kind) {
            case "xml" -> out.write(xml);
            case "utf-16" ->
                out.write(("\uFEFF" + new String(xml, UTF_8).replace("encoding=\"UTF-8\"", "")).getBytes(UTF_16LE));
            case "gzip" -> {
                try (OutputStream zip = new GZIPOutputStream(out)) {
                    zip.write(xml);
                }
            }
            case "zip" -> {
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                    zip.putNextEntry(new ZipEntry("a.xml"));
                    zip.write(xml);
                    zip.putNextEntry(new ZipEntry("b.xml"));
                    zip.write(RandomReport.of(43).getBytes(UTF_8));
                }
            }
            case "mail" ->
                out.write(("Subject: Report Domain: example.org Submitter: a Report-ID: 1\r\nContent-Type:"
                                + " multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/gzip\r\n"
                                + "Content-Transfer-Encoding: base64\r\n\r\n"
                                + Base64.getMimeEncoder().encodeToString(of("gzip")) + "\r\n--b--\r\n")
                        .getBytes(UTF_8));
            case "failure" -> out.write(FAILURE.getBytes(UTF_8));
            default -> out.write(TLS.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    /** The same with up to four changes: octets replaced, cut, moved or blanked. */
    static byte[] changed(byte[] good, Random random) {
        byte[] bad = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bad.length);
            int length = Math.min(random.nextInt(20), bad.length - at);
            switch (random.nextInt(5)) {
                case 0 -> bad[at] = (byte) random.nextInt();
                case 1 -> bad[at] = (byte) ODD.charAt(random.nextInt(ODD.length()));
                case 2 -> bad = Arrays.copyOf(bad, at + 1);
                case 3 -> System.arraycopy(bad, at, bad, random.nextInt(bad.length - length + 1), length);
                default -> Arrays.fill(bad, at, at + length, (byte) ' ');
            }
        }
        return bad;
    }
}
