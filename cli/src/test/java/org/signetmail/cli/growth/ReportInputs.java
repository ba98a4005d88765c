package org.signetmail.cli.growth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.signetmail.reports.ReportReader;

/** Reports, in all that they come in. */
final class ReportInputs {

    private final SizedInputs inputs;

    private ReportInputs(SizedInputs inputs) {
        this.inputs = inputs;
    }

    static void addTo(SizedInputs inputs) {
        ReportInputs reports = new ReportInputs(inputs);
        reports.reports();
        reports.containers();
    }

    private void reports() {
        String head = "<feedback><report_metadata><org_name>R</org_name>";
        inputs.add(
                "report in XML",
                SizedInputs.FIELD,
                text -> ReportReader.DEFAULT.read(SizedInputs.octets(head + text)),
                "<",
                "<a ",
                "<a b='",
                "&",
                "&#",
                "]]>",
                "<!--",
                "</",
                "<?",
                "<![CDATA[",
                "<record><row>",
                "<record/>",
                " ",
                "\u00fc");
        inputs.add(
                "report in a mail",
                SizedInputs.FIELD,
                text -> ReportReader.DEFAULT.read(
                        SizedInputs.octets("Subject: " + text + "\r\nContent-Type: multipart/mixed; boundary=b; " + text
                                + "\r\n\r\n--b\r\nContent-Disposition: " + text + "\r\n\r\n" + text)),
                "=?",
                "=?a?q?",
                "a;",
                "a=\"",
                "a*0=",
                "\r\n ",
                "(",
                "--b\r\n",
                "--");
        inputs.add(
                "report in JSON",
                SizedInputs.FIELD,
                text -> ReportReader.DEFAULT.read(SizedInputs.octets("{\"policies\":[" + text)),
                "{",
                "[",
                "{},",
                "\"a\",",
                "1",
                "\\u0000",
                "{\"policy\":{\"policy-string\":[\"a\"]}},",
                " ");
    }

    private void containers() {
        String head = "<feedback><report_metadata><org_name>R</org_name>";
        for (String piece :
                List.of("<record/>", "<", " ", "<record><row><source_ip>192.0.2.1</source_ip></row></record>")) {
            inputs.put("report in gzip " + piece, times -> {
                byte[] packed = gzip(head + piece.repeat(SizedInputs.FIELD * times / piece.length()));
                return () -> ReportReader.DEFAULT.read(packed);
            });
        }
        inputs.put("report in zip, entries", times -> {
            byte[] packed = zip(20 * times);
            return () -> ReportReader.DEFAULT.read(packed);
        });
        inputs.put("report in gzip, members", times -> {
            ByteArrayOutputStream members = new ByteArrayOutputStream();
            for (int i = 0; i < 100 * times; i++) {
                members.writeBytes(gzip(" "));
            }
            byte[] packed = members.toByteArray();
            return () -> ReportReader.DEFAULT.read(packed);
        });
        inputs.put("report in a mail, parts", times -> {
            String part = "--b\r\nContent-Type: text/xml\r\n\r\n<feedback>\r\n";
            byte[] octets = SizedInputs.octets(
                    "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part.repeat(20 * times) + "--b--\r\n");
            return () -> ReportReader.DEFAULT.read(octets);
        });
        inputs.add(
                "mailbox",
                SizedInputs.FIELD,
                text -> ReportReader.DEFAULT.read(SizedInputs.octets("From a\n" + text)),
                "From a\n",
                "\nFrom a\n\n",
                ">From a\n",
                "a: b\n\n");
        inputs.put("report in a mail, parts in parts", times -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60 * times; i++) {
                text.append("Content-Type: multipart/mixed; boundary=b")
                        .append(i)
                        .append("\r\n\r\n--b")
                        .append(i)
                        .append("\r\n");
            }
            byte[] octets = SizedInputs.octets(text.toString());
            return () -> ReportReader.DEFAULT.read(octets);
        });
        inputs.add(
                "report in a mail, in base64 ",
                SizedInputs.FIELD,
                text -> ReportReader.DEFAULT.read(SizedInputs.octets(
                        "Content-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + text)),
                "A",
                "=",
                "\r\n",
                "H4sI");
        inputs.add(
                "failure report",
                SizedInputs.FIELD,
                text -> ReportReader.DEFAULT.read(SizedInputs.octets(
                        "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report"
                                + "\r\n\r\nFeedback-Type: auth-failure\r\n" + text)),
                "A: b\r\n",
                "Auth-Failure: dmarc\r\n",
                ":",
                "\r\n ",
                "Authentication-Results: mx; dkim=fail\r\n");
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(SizedInputs.octets(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zip(int entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream packed = new ZipOutputStream(out)) {
            for (int i = 0; i < entries; i++) {
                packed.putNextEntry(new ZipEntry(i + ".xml"));
                packed.write(SizedInputs.octets("<feedback><record/></feedback>"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
