package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;

/** What was meant as a DMARC record and is none: the octet that decides is named, and nothing else is taken for one. */
class DmarcNearMissTest {

    /** Blanks at the ends and odd octets are written as {@code \DDD}; the marked place is between brackets. */
    @DisplayName("RFC 9989 §4.8: what keeps a text from being a record")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            v[:]DMARC1; p=none               | there is ":" instead of "=" behind its v
            v [:] DMARC1; p=none             | there is ":" instead of "=" behind its v
            v[;]DMARC1; p=none               | there is ";" instead of "=" behind its v
            v[-]DMARC1; p=none               | there is "-" instead of "=" behind its v
            v[\\226\\128\\147]DMARC1; p=none | there is a dash that is no hyphen (\\226\\128\\147) instead of "=" behind its v
            v[]DMARC1; p=none                | there is no "=" behind its v
            v []DMARC1; p=none               | there is no "=" behind its v
            []DMARC1; p=                     | it does not begin with "v=DMARC1"
            []dmarc1;                        | it does not begin with "v=DMARC1"
            []DMARC1 p=none                  | it does not begin with "v=DMARC1"
            []DMARC1                         | it does not begin with "v=DMARC1"
            []DMARC; p=none                  | it does not begin with "v=DMARC1"
            \\032[]DMARC1; p=none            | it does not begin with "v=DMARC1"
            [p=reject; ]v=DMARC1             | it does not begin with "v=DMARC1"
            [token=abc ]v=DMARC1; p=none     | it does not begin with "v=DMARC1"
            [\\032]v=DMARC1; p=none          | a space stands in front of its v
            [\\009]v=DMARC1; p=none          | a tab (\\009) stands in front of its v
            ["]v=DMARC1; p=none"             | a quote (") stands in front of its v
            [\\092]"v=DMARC1; p=none         | "\\" stands in front of its v
            [\\226\\128\\156]v=DMARC1; p=none| a curly quote (\\226\\128\\156) stands in front of its v
            [\\147]v=DMARC1; p=none\\148     | a curly quote (\\147) stands in front of its v
            [\\239\\187\\191]v=DMARC1; p=none| a byte order mark (\\239\\187\\191) stands in front of its v
            [\\194\\160]v=DMARC1; p=none     | a no-break space (\\194\\160) stands in front of its v
            v=["]DMARC1"; p=none             | a quote (") stands in front of its version
            v=[\\194\\160]DMARC1; p=none     | a no-break space (\\194\\160) stands in front of its version
            v=DMARC[ ]1; p=none              | a space stands within its version
            v=DMARC[-]1; p=none              | "-" stands within its version
            v=DM[\\208\\144]RC1; p=none      | a character beyond ASCII (\\208\\144) stands within its version
            v=DMARC[\\226\\128\\139]1; p=none| an invisible character (\\226\\128\\139) stands within its version
            v=[dmarc1]; p=none               | its version is not "DMARC1" in upper case
            V=[dmarc1]                       | its version is not "DMARC1" in upper case
            v=[Dmarc1]                       | its version is not "DMARC1" in upper case
            v=[DMARC2]; p=none               | its version is not "DMARC1"
            v=[DMARC10]                      | its version is not "DMARC1"
            v=[DMARC]; p=none                | its version is not "DMARC1"
            v=[DMARCl]; p=none               | its version is not "DMARC1"
            v=[DMRAC1]; p=none               | its version is not "DMARC1"
            v=[DMAR1]; p=none                | its version is not "DMARC1"
            v=[DMAARC1]; p=none              | its version is not "DMARC1"
            v=[DNARC1]; p=none               | its version is not "DMARC1"
            v=DMARC1 []p=none                | there is no semicolon right behind "DMARC1"
            v=DMARC1[]p=none                 | there is no semicolon right behind "DMARC1"
            v=DMARC1[,] p=none               | there is "," instead of a semicolon behind "DMARC1"
            v=DMARC1[:] p=none               | there is ":" instead of a semicolon behind "DMARC1"
            v=DMARC1["]; p=none              | a quote (") stands behind "DMARC1", where a semicolon has to be
            v=DMARC1[\\194\\160]; p=none     | a no-break space (\\194\\160) stands behind "DMARC1", where a semicolon has to be
            """)
    void nearMisses(String marked, String why) {
        String text = octets(marked);
        int offset = text.indexOf('[');
        int length = text.indexOf(']') - 1 - offset;
        text = text.replace("[", "").replace("]", "");

        Parsed<DmarcRecord> parsed = DmarcRecord.parse(text);

        assertThat(parsed.kind()).isEqualTo(Parsed.Kind.NEAR_MISS);
        Finding finding = parsed.findings().get(0);
        assertThat(parsed.findings()).hasSize(1);
        assertThat(finding.message())
                .endsWith(" is not a DMARC record, because " + why + ".")
                .matches("[ -~]+");
        assertThat(finding.position()).contains(new Position(text, offset, length));
        assertThat(finding.remedy()).isNotEmpty();
    }

    @DisplayName("Records, and texts that are something else, whatever they speak of")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "v = DMARC1",
                "V=DMARC1;p=none",
                "v=DMARC1 ; p=none",
                "google-site-verification=dmarc-9e1c07",
                "dmarc-domain-verification=DMARC1",
                "v=spf1 include:dmarc.example -all",
                "v=spf1 include:_spf.dmarc1.example ~all",
                "v=DKIM1; p=MIGf",
                "v=TLSRPTv1; rua=mailto:dmarc@example.com",
                "v=BIMI1; l=https://dmarc.example/logo.svg",
                "DMARC records are managed by example.net",
                "dmarc1 is a host",
                "see https://dmarc.example/?v=DMARC1",
                "v",
                "v=",
                "v=d",
                "\"",
                "",
                "verification=dmarc1",
                "mailto:dmarc@example.com"
            })
    void noNearMisses(String text) {
        assertThat(DmarcRecord.parse(text).kind()).isIn(Parsed.Kind.RECORD, Parsed.Kind.UNRELATED);
    }

    @Test
    @DisplayName("Any octets are taken, and what is far behind the beginning is not looked at")
    void anyOctets() {
        Random random = new Random(7);
        String[] pieces = {
            "v", "=", "DMARC1", "dmarc", "1", ";", " ", "\"", "\t", "\u00e2\u0080\u009c", "\u00ff", "p=", ":"
        };
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(DmarcRecord.parse(text.toString()).findings())
                    .allMatch(each -> each.message().matches("[ -~]+\\."));
        }
        assertThat(DmarcRecord.parse(" ".repeat(60_000) + "v=DMARC1").kind()).isEqualTo(Parsed.Kind.UNRELATED);
        assertThat(DmarcRecord.parse("v=DM" + "\u0001".repeat(60_000) + "ARC1").kind())
                .isIn(Parsed.Kind.UNRELATED, Parsed.Kind.NEAR_MISS);
    }

    private static String octets(String escaped) {
        StringBuilder octets = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.startsWith("\\", i) && i + 3 < escaped.length() && Character.isDigit(escaped.charAt(i + 1))) {
                octets.append((char) Integer.parseInt(escaped.substring(i + 1, i + 4)));
                i += 3;
            } else {
                octets.append(escaped.charAt(i));
            }
        }
        return octets.toString();
    }
}
