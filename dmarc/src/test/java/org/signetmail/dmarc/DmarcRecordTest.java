package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;

class DmarcRecordTest {

    @DisplayName("RFC 9989 §4.7, §4.8: what is a DMARC record (rules R2, R3)")
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', emptyValue = "", textBlock = """
        v=DMARC1                 | yes
        v=DMARC1;                | yes
        v = DMARC1 ;p=none       | yes
        v\t=\tDMARC1\t;p=none    | yes
        V=DMARC1;p=none          | yes
        v=DMARC1;;;              | yes
        v=dmarc1; p=none         | no
        v=DMARC10; p=none        | no
        v=DMARC1x; p=none        | no
        v=DMARC1 p=none          | no
        v=DMARC1, p=none         | no
        v:DMARC1; p=none         | no
        v="DMARC1"; p=none       | no
        p=none; v=DMARC1         | no
        § v=DMARC1; p=none§      | no
        §\tv=DMARC1; p=none§     | no
        ;v=DMARC1; p=none        | no
        v=                       | no
        v                        | no
        §§                       | no
        v=spf1 -all              | no
        §v=DMARC1\n; p=none§     | no
        §v=DMARC1\0; p=none§     | no
        """)
    void version(String text, String is) {
        assertThat(DmarcRecord.parse(text).record().isPresent()).isEqualTo(is.equals("yes"));
    }

    @DisplayName("RFC 9989 §4.7, §4.8: policies, alignment, flags (rules R3, R4, R5, R7)")
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', emptyValue = "", textBlock = """
        R3 upper case          | P=Reject; SP=NONE; ADKIM=S; PSD=Y; T=Y  | p=reject sp=none adkim=s psd=yes t=y
        R4 unknown tag         | p=reject; foo=bar                       | p=reject
        R4 no equals sign      | reject; p=none                          | p=none
        R4 empty segments      | ;; p=none ;; ; sp=reject;;              | p=none sp=reject
        R4 bad alignment       | p=none; adkim=x; aspf=strict            | p=none
        R4 bad flags           | p=none; psd=yes; t=1                    | p=none
        R4 empty values        | p=none; adkim=; t=; psd=                | p=none
        R4 names of non-letters | p=none; s-p=reject; sp2=reject; =x      | p=none
        R4 no prefixes         | p=rej                                   | invalid=[p]
        R4 no other separators | p:reject                                | invalid=[p]
        R4 quoted value        | p="reject"                              | invalid=[p]
        R4 inner space         | p=rej ect                               | invalid=[p]
        R4 8-bit octets        | p=none; sp=\u00e9                       | p=none invalid=[sp]
        R5 p at the end        | rua=mailto:a@b.example; aspf=s; p=reject | p=reject aspf=s
        R7 historic tags       | p=reject; pct=50; rf=afrf; ri=86400     | p=reject pct=50
        R7 bad pct             | p=reject; pct=101                       | p=reject
        R7 pct of 20 digits    | p=reject; pct=00000000000000000050      | p=reject pct=50
        R7 pct that overflows  | p=reject; pct=4294967296                | p=reject
        P6 no p                | sp=reject                               | sp=reject invalid=[p]
        P6 bad sp and np       | p=none; sp=a; np=b                      | p=none invalid=[np, sp]
        white space            | p = reject ;\tsp\t=\tnone               | p=reject sp=none
        psd=u, t=n             | p=none; psd=u; t=n                      | p=none
        """)
    void tags(String rule, String tags, String expected) {
        DmarcRecord record = parse(tags);
        StringBuilder shown = new StringBuilder();
        record.p().ifPresent(policy -> shown.append(" p=").append(policy.keyword()));
        record.sp().ifPresent(policy -> shown.append(" sp=").append(policy.keyword()));
        record.np().ifPresent(policy -> shown.append(" np=").append(policy.keyword()));
        shown.append(record.adkim() == AlignmentMode.STRICT ? " adkim=s" : "");
        shown.append(record.aspf() == AlignmentMode.STRICT ? " aspf=s" : "");
        shown.append(
                record.psd() == PublicSuffixFlag.UNDECIDED
                        ? ""
                        : " psd=" + record.psd().name().toLowerCase(Locale.ROOT));
        shown.append(record.testMode() ? " t=y" : "");
        record.pct().ifPresent(pct -> shown.append(" pct=").append(pct));
        if (!record.invalidPolicies().isEmpty()) {
            shown.append(" invalid=")
                    .append(record.invalidPolicies().stream().sorted().toList());
        }
        assertThat(shown.toString().strip()).isEqualTo(expected);
    }

    @DisplayName("RFC 6376 §3.2: a tag that is there twice makes the list invalid (rule R6)")
    @ParameterizedTest
    @ValueSource(
            strings = {"p=none; p=none", "p=none; P=reject", "p=x; p=none", "p=none; foo=1; foo=2", "p=none; v=DMARC1"})
    void duplicates(String tags) {
        Parsed<DmarcRecord> parsed = DmarcRecord.parse("v=DMARC1; " + tags);
        assertThat(parsed.kind()).isEqualTo(Parsed.Kind.INVALID);
        assertThat(parsed.findings().get(0).code()).isEqualTo("dmarc-duplicate-tag");
        assertThat(DmarcRecordParser.parse("v=DMARC1; " + tags).hasVersion()).isTrue();
    }

    @DisplayName("RFC 9989 §4.7: fo counts with ruf only (rule R4)")
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', emptyValue = "", textBlock = """
        fo=1                                | ALL_FAIL
        ruf=mailto:a@b.example              | ALL_FAIL
        ruf=mailto:a@b.example; fo=0        | ALL_FAIL
        ruf=mailto:a@b.example; fo=1        | ANY_FAIL
        ruf=mailto:a@b.example; fo=1:d:s    | ANY_FAIL DKIM SPF
        ruf=mailto:a@b.example; fo=d:1      | ANY_FAIL DKIM
        ruf=mailto:a@b.example; fo=S:D      | DKIM SPF
        ruf=mailto:a@b.example; fo=0:1      | ALL_FAIL
        ruf=mailto:a@b.example; fo=d:d      | ALL_FAIL
        ruf=mailto:a@b.example; fo=x        | ALL_FAIL
        ruf=mailto:a@b.example; fo=1:       | ALL_FAIL
        ruf=mailto:a@b.example; fo=         | ALL_FAIL
        ruf=mailto:a@b.example; fo=1d       | ALL_FAIL
        """)
    void failureOptions(String tags, String expected) {
        assertThat(parse(tags).fo().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @DisplayName("RFC 9989 §4.6, §4.8, RFC 9990 §4: URIs (rule R8)")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', emptyValue = "", textBlock = """
        mailto:a@b.example                       | a@b.example @b.example
        MAILTO:DMARC-Reports@B.Example           | DMARC-Reports@B.Example @b.example
        mailto:a@b.example , mailto:c@d.example  | a@b.example @b.example, c@d.example @d.example
        mailto:a@b.example!10m                   | a@b.example @b.example
        mailto:a@b.example!10                    | a@b.example @b.example
        mailto:a@b.example!5T,mailto:c@d.example!1k | a@b.example @b.example, c@d.example @d.example
        mailto:a@b.example?subject=x             | a@b.example @b.example
        mailto:a%2Bx@b.example                   | a+x@b.example @b.example
        mailto:a%21x@b.example                   | a!x@b.example @b.example
        mailto:a%40c@b.example                   | §§
        https://r.b.example/x?y                  | https://r.b.example/x?y @r.b.example
        https://u@r.b.example:8443/x             | https://u@r.b.example:8443/x @r.b.example
        urn:x-reports                            | urn:x-reports @
        a@b.example                              | §§
        mailto:                                  | §§
        mailto:a                                 | §§
        mailto:@b.example                        | §§
        mailto:a@[192.0.2.1]                     | a@[192.0.2.1] @
        mailto:a@[192.0.2.1                      | §§
        mailto:%22not%40me%22@b.example          | "not@me"@b.example @b.example
        mailto:%22a%5C%22b%22@b.example          | "a\\"b"@b.example @b.example
        mailto:%22a%2C%20b%22@b.example          | "a, b"@b.example @b.example
        mailto:%22a@b.example                    | §§
        mailto:%22a%22x@b.example                | §§
        mailto:%22a%0D%0A%22@b.example           | §§
        mailto:.a@b.example                      | §§
        mailto:a..b@b.example                    | §§
        mailto:a@b.example#c                     | a@b.example @b.example
        mailto:a@b.example?subject=x#c           | a@b.example @b.example
        mailto:a@xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.example | a@xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.example @
        https://b.example/x#y                    | https://b.example/x @b.example
        https://b.example#@c.example             | https://b.example @b.example
        https://b.example:x/                     | §§
        https://b.example:65536/                 | §§
        https://b.example:/                      | https://b.example:/ @b.example
        https://u:p@b.example:443/               | https://u:p@b.example:443/ @b.example
        https://u@c.example@b.example/           | §§
        https://[u]@b.example/                   | §§
        https://[2001:db8::1]:443/               | https://[2001:db8::1]:443/ @
        https://[2001:db8::1]x/                  | §§
        mailto:a!x@b.example                     | §§
        mailto:a@b.example!x                     | §§
        mailto:a%2Cb@c.example@b.example         | §§
        mailto:a@b.example%2Cc@d.example         | §§
        mailto:a%0D%0ABcc:x@b.example            | §§
        mailto:a%00@b.example                    | §§
        mailto:a%zz@b.example                    | §§
        mailto:a%4                               | §§
        mailto:a%C3%28@b.example                 | §§
        mailto:<a@b.example>                     | §§
        mailto:a b@b.example                     | §§
        mailto:a\u00e9@b.example                 | §§
        1x:abc                                   | §§
        :abc                                     | §§
        ,, mailto:a@b.example,,                  | a@b.example @b.example
        junk,mailto:a@b.example                  | a@b.example @b.example
        """)
    void uris(String value, String expected) {
        for (String tag : List.of("rua", "ruf")) {
            DmarcRecord record = parse("p=none; " + tag + "=" + value);
            List<ReportUri> uris = tag.equals("rua") ? record.rua() : record.ruf();
            assertThat(uris.stream().map(DmarcRecordTest::show).collect(Collectors.joining(", ")))
                    .isEqualTo(expected);
        }
    }

    private static String show(ReportUri uri) {
        return (uri.isMail() ? uri.address() : uri.text()) + " @"
                + uri.host().map(Object::toString).orElse("");
    }

    @Test
    void urisAreCapped() {
        String most = "p=none; rua=mailto:a@b.example" + ",mailto:a@b.example".repeat(9);
        assertThat(parse(most).rua()).hasSize(10);
        assertThat(parse(most).findings()).isEmpty();
        assertThat(parse(most + ",mailto:a@b.example").rua()).hasSize(10);
        assertThat(parse(most + ",mailto:a@b.example").findings())
                .extracting(Finding::code)
                .containsExactly("dmarc-too-many-uris");
        DmarcRecord record = parse("p=none; rua=" + "mailto:a@b.example,".repeat(1000));
        assertThat(record.rua()).hasSize(ReportUriParser.MAX_URIS);
        assertThat(record.findings()).extracting(Finding::code).containsExactly("dmarc-too-many-uris");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        v=DMARC1; p=none      | RECORD
        v=DMARC1; p=x         | RECORD
        v=DMARC1; p=none; P=x | INVALID
        v:DMARC1; p=none      | NEAR_MISS
        v=dmarc1; p=none      | NEAR_MISS
        DMARC1; p=none        | NEAR_MISS
        v=spf1 -all           | UNRELATED
        anything              | UNRELATED
        """)
    void kinds(String text, Parsed.Kind kind) {
        assertThat(DmarcRecord.parse(text).kind()).isEqualTo(kind);
    }

    @DisplayName("What is wrong with a record is told")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        p=none; x=y                  | UNKNOWN_TAG     | DMARC has no tag x.
        p=none; pct=50               | HISTORIC_TAG    | RFC 9989 has no use for the tag pct.
        p=none; oops                 | MALFORMED_TAG   | "oops" is not a tag and its value.
        p=none; adkim=x              | BAD_VALUE       | The tag adkim cannot have the value "x".
        adkim=s                      | NO_POLICY       | The record has no p tag, so receivers find no policy in it.
        p=none; rua=x                | BAD_URI         | The rua tag has "x", which is no URI.
        p=none; rua=mailto:a@b.c!1m  | URI_SIZE_LIMIT  | The size limit of "mailto:a@b.c!1m" is ignored.
        p=none; fo=1                 | FO_WITHOUT_RUF  | The fo tag has no effect without a ruf tag.
        """)
    void findings(String tags, DmarcCode code, String message) {
        assertThat(parse(tags).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).startsWith(message);
            assertThat(code.is(finding)).isTrue();
            assertThat(finding.code()).startsWith("dmarc-");
            assertThat(finding.section()).startsWith("RFC ");
            assertThat(finding.remedy()).endsWith(".");
            Position place = finding.position().orElseThrow();
            String there = place.text().substring(place.offset(), place.offset() + place.length());
            assertThat(tags).endsWith(there);
            assertThat(there.isEmpty()).isEqualTo(code == DmarcCode.NO_POLICY);
        });
    }

    @Test
    @DisplayName("Any octets are taken, in linear time, with a bounded number of lints")
    void totalOnRandomOctets() {
        Random random = new Random(11);
        String pieces = "v=DMARC1;p sn:,!%@amilto\t\0\u00ff";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "v=DMARC1;" : "");
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            Optional<DmarcRecord> record = DmarcRecord.parse(text.toString()).record();
            record.ifPresent(each ->
                    assertThat(each.findings()).allMatch(lint -> lint.message().matches("[ -~]+\\.")));
        }
        assertThat(parse("x=y;".repeat(1) + "a".repeat(60_000)).findings()).hasSizeLessThanOrEqualTo(20);
        assertThat(parse("=;".repeat(30_000)).findings()).hasSize(20);
    }

    private static DmarcRecord parse(String tags) {
        return DmarcRecord.parse("v=DMARC1; " + tags).record().orElseThrow();
    }
}
