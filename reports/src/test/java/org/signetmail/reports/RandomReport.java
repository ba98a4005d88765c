package org.signetmail.reports;

import java.util.List;
import java.util.Random;

/** Aggregate reports that no two are alike: optional elements there or not, either namespace or none, words right and wrong. */
final class RandomReport {

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final String prefix;
    private final boolean qualified;

    private RandomReport(long seed) {
        this.random = new Random(seed);
        this.qualified = random.nextInt(4) == 0;
        this.prefix = qualified ? "ns1:" : "";
    }

    static String of(long seed) {
        return new RandomReport(seed).write();
    }

    private String write() {
        if (random.nextBoolean()) {
            out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        }
        String uri = pick("urn:ietf:params:xml:ns:dmarc-2.0", "http://dmarc.org/dmarc-xml/0.1", "urn:x:odd");
        String attribute =
                qualified ? " xmlns:ns1=\"" + uri + "\"" : random.nextBoolean() ? " xmlns=\"" + uri + "\"" : "";
        out.append('<').append(prefix).append("feedback").append(attribute).append(" xmlns:ext=\"urn:x:ext\">");
        maybe("version", "1.0", "1", "2.0");
        open("report_metadata");
        text("org_name", "Receiver & Söhne <" + random.nextInt(9) + ">");
        text("email", "a@receiver.example");
        maybe("extra_contact_info", "", "https://receiver.example/");
        text("report_id", "id" + random.nextInt());
        open("date_range");
        text("begin", String.valueOf(1_767_225_600 + random.nextInt(1000)));
        text("end", String.valueOf(1_767_311_999));
        close("date_range");
        maybe("error", "two records");
        close("report_metadata");
        open("policy_published");
        text("domain", pick("example.org", "Example.ORG", "example.net"));
        maybe("adkim", "r", "s", "R");
        maybe("aspf", "r", "s");
        text("p", pick("none", "quarantine", "reject"));
        maybe("sp", "none", "reject", "");
        maybe("pct", "100", "0");
        maybe("fo", "1", "0:d");
        close("policy_published");
        if (random.nextInt(4) == 0) {
            out.append("<ext:record><ext:row><ext:count>7</ext:count></ext:row></ext:record>");
        }
        int records = random.nextInt(20);
        for (int i = 0; i < records; i++) {
            record();
        }
        close("feedback");
        return out.toString();
    }

    private void record() {
        open("record");
        open("row");
        text("source_ip", source());
        text("count", random.nextInt(12) == 0 ? pick("-1", "x", "", "9999999999999999999") : "" + random.nextInt(1000));
        open("policy_evaluated");
        maybe("disposition", "none", "quarantine", "reject", "None", "odd", "pass");
        maybe("dkim", "pass", "fail", "Pass");
        maybe("spf", "pass", "fail", "none");
        if (random.nextInt(5) == 0) {
            open("reason");
            text("type", pick("local_policy", "forwarded", "other", "odd"));
            maybe("comment", "", "because");
            close("reason");
        }
        close("policy_evaluated");
        close("row");
        open("identifiers");
        text("header_from", pick("example.org", "sub.example.org", "two, three"));
        maybe("envelope_from", "", "bounce.example.org");
        close("identifiers");
        open("auth_results");
        for (int i = random.nextInt(3); i > 0; i--) {
            open("dkim");
            text("domain", pick("example.org", "mailer.example", ""));
            maybe("selector", "s1");
            text("result", pick("pass", "fail", "none", "Pass"));
            close("dkim");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            open("spf");
            text("domain", pick("example.org", "mailer.example"));
            text("result", pick("pass", "softfail", "hardfail", "unknown"));
            close("spf");
        }
        close("auth_results");
        close("record");
    }

    private String source() {
        return random.nextInt(12) == 0
                ? pick("", "unknown", "1.2.3.04", "1.2.3.4:25", "fe80::1%0")
                : pick(
                        "192.0.2." + random.nextInt(5),
                        "2001:DB8::" + Integer.toHexString(random.nextInt(3)),
                        "::ffff:192.0.2.1",
                        "2001:db8:0:0:0:0:0:1");
    }

    private String pick(String... words) {
        return List.of(words).get(random.nextInt(words.length));
    }

    private void maybe(String name, String... words) {
        if (random.nextInt(4) != 0) {
            text(name, pick(words));
        }
    }

    private void open(String name) {
        out.append('<').append(prefix).append(name).append(pick(">", " >", "\n>"));
        space();
    }

    private void close(String name) {
        space();
        out.append("</").append(prefix).append(name).append('>');
        space();
    }

    private void space() {
        out.append(pick("", " ", "\n  ", "\t", "<!-- a < b -->"));
    }

    private void text(String name, String value) {
        out.append('<').append(prefix).append(name).append('>');
        if (random.nextInt(6) == 0) {
            out.append("<![CDATA[").append(value).append("]]>");
        } else {
            String space = pick("", "", " ", "\n");
            out.append(space)
                    .append(value.replace("&", "&amp;")
                            .replace("<", "&lt;")
                            .replace("ö", pick("ö", "&#246;", "&#xF6;")))
                    .append(space);
        }
        out.append("</").append(prefix).append(name).append('>');
    }
}
