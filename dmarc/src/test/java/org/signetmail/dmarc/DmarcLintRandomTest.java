package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.testkit.FakeDns;

/** The lint on records with faults of its own making, and on what nobody would publish. */
class DmarcLintRandomTest {

    private static final DomainName EXAMPLE = DomainName.of("example.com");

    /** A fault, and the code that tells of it. */
    private record Fault(String record, String code) {}

    private static Fault plant(Random random) {
        List<String> tags = new ArrayList<>(List.of("p=reject", "rua=mailto:r@example.com"));
        String[] more = {"sp=reject", "adkim=s", "aspf=r", "ruf=mailto:f@example.com", "np=reject"};
        for (int i = random.nextInt(4); i > 0; i--) {
            String tag = more[random.nextInt(more.length)];
            if (!tags.contains(tag)) {
                tags.add(tag);
            }
        }
        String good = "v=DMARC1" + "; " + String.join("; ", tags);
        int at = random.nextInt(tags.size());
        String tag = tags.get(at);
        String name = tag.substring(0, tag.indexOf('='));
        return switch (random.nextInt(12)) {
            case 0 -> new Fault(good.replaceFirst("=", pick(random, ":", "-", " ")), "dmarc-not-a-record");
            case 1 ->
                new Fault(good.replaceFirst("DMARC1", pick(random, "dmarc1", "DMARC", "DMRAC1")), "dmarc-not-a-record");
            case 2 -> new Fault(pick(random, " ", "\"", "\u00a0") + good, "dmarc-not-a-record");
            case 3 -> new Fault(good.replaceFirst(";", pick(random, "", ",", ":")), "dmarc-not-a-record");
            case 4 -> new Fault(good + "; " + tag, "dmarc-duplicate-tag");
            case 5 -> new Fault(good + "; " + pick(random, "pct=50", "ri=86400", "rf=afrf"), "dmarc-historic-tag");
            case 6 -> new Fault(good + "; " + pick(random, "xyz=1", "dmarcx=y", "foo=bar"), "dmarc-unknown-tag");
            case 7 -> new Fault(good.replace("p=reject; rua", "p=reject rua"), "dmarc-missing-semicolon");
            case 8 -> new Fault(good.replace("rua=mailto:", "rua="), "dmarc-bad-uri");
            case 9 -> new Fault(good.replace("; p=reject", "; p=rejct"), "dmarc-bad-value");
            case 10 -> new Fault(good.replace("; p=reject", ""), "dmarc-no-policy");
            default ->
                new Fault(
                        good.replace("; " + tag, "; " + name + tag.substring(name.length() + 1)),
                        "dmarc-malformed-tag");
        };
    }

    private static String pick(Random random, String... choice) {
        return choice[random.nextInt(choice.length)];
    }

    @Test
    @DisplayName(
            "Of 300 records with one fault each, the fault is among the first two findings, and none is told twice")
    void plantedFaults() {
        Random random = new Random(15);
        for (int round = 0; round < 300; round++) {
            Fault fault = plant(random);
            List<Finding> findings = DmarcLint.of(fault.record);
            assertThat(findings).as(fault.record).doesNotHaveDuplicates();
            assertThat(findings.subList(0, Math.min(2, findings.size())))
                    .as("%s: %s", fault.record, findings)
                    .extracting(Finding::code)
                    .contains(fault.code);
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("Any octets are taken, and all that is said can be printed")
    void anyOctets() {
        Random random = new Random(16);
        String[] pieces = {
            "v=DMARC1;",
            "v:",
            "DMARC1",
            "p=",
            "none",
            "reject",
            ";",
            " ",
            "rua=",
            "mailto:",
            "a@b.example",
            ",",
            "!10m",
            "fo=1",
            "=",
            "\"",
            "\u00e2\u0080\u009c",
            "\u00ff",
            "\u0000",
            "t=y",
            "psd=y",
            "np=",
            "pct=",
            ":",
            "v"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "v=DMARC1; " : "");
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            List<Finding> findings = DmarcLint.of(text.toString());
            assertThat(findings).as(text.toString()).doesNotHaveDuplicates();
            for (Finding finding : findings) {
                assertThat(finding.message() + finding.remedy()).matches("[ -~]+");
            }
        }
    }

    @Tag("slow")
    @DisplayName("Records of 16 KiB of one thing: few findings, and short ones")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "a=b;",
                "p=none;",
                "x;",
                ";",
                "p=none rua=x ",
                "p=none sp=none ",
                "rua=mailto:a@b.example,",
                "rua=x:fo=1;",
                "=",
                " ",
                "p = ",
                "mailto:a@b.example,",
                "v=DMARC1;",
                "\u00e2\u0080\u009c",
                "abcdefghijklmnop=;",
                "!1k,",
                "p=none:sp=none:np=none:"
            })
    void long16KiB(String piece) {
        for (String start : List.of("v=DMARC1; ", "v:DMARC1 ", "", "v=DMARC1; rua=")) {
            String text = start + piece.repeat((16 << 10) / piece.length());
            List<Finding> findings = DmarcLint.of(text, EXAMPLE);
            assertThat(findings).hasSizeLessThan(40).doesNotHaveDuplicates();
            assertThat(findings)
                    .allSatisfy(finding ->
                            assertThat(finding.message() + finding.remedy()).hasSizeLessThan(1500));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("A text far beyond any record needs neither a deep stack nor a large heap")
    void farBeyondAnyRecord() {
        assertThat(DmarcLint.of("v=DMARC1; " + "p=none sp=none ".repeat(40_000)))
                .extracting(Finding::code)
                .contains("dmarc-missing-semicolon");
        assertThat(DmarcLint.of("v=DMARC1; " + "a".repeat(600_000) + "=; p=none; rua=mailto:a@b.example"))
                .extracting(Finding::code)
                .contains("dmarc-unknown-tag");
    }

    @Test
    @DisplayName("A hostile zone costs a bounded number of questions, and a hostile number of records few findings")
    void hostileZone() {
        StringBuilder zone = new StringBuilder();
        String deep = "a.b.c.d.e.f.g.h.i.example.com";
        StringBuilder uris = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            uris.append(i == 0 ? "" : ",").append("mailto:x@h").append(i).append(".a.b.c.d.e.f.g.h.i.example.com");
        }
        zone.append("_dmarc.example.com TXT ")
                .append(strings("v=DMARC1; p=none; rua=" + uris + "; ruf=" + uris + "; np=none"))
                .append('\n');
        for (int i = 0; i < 200; i++) {
            zone.append("_dmarc.")
                    .append(deep)
                    .append(" TXT \"v:DMARC1; p=none; x")
                    .append(i)
                    .append("=y\"\n");
            zone.append(deep).append(" TXT \"v=DMARC1; x=").append(i).append("\"\n");
        }
        FakeDns dns = FakeDns.zone(zone.toString());
        DmarcReport report = DmarcLint.using(dns).check(DomainName.of(deep));
        assertThat(dns.queries()).hasSizeLessThan(120);
        assertThat(report.findings()).hasSizeLessThan(80).doesNotHaveDuplicates();
        assertThat(report.walk()).hasSize(8);
    }

    private static String strings(String text) {
        StringBuilder strings = new StringBuilder();
        for (int i = 0; i < text.length(); i += 200) {
            strings.append('"')
                    .append(text, i, Math.min(text.length(), i + 200))
                    .append("\" ");
        }
        return strings.toString();
    }
}
