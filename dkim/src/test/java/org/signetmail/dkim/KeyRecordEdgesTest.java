package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Finding;

/** What is said of records at the edges between two guesses: how long a key is at least, what stands first, what stands last. */
class KeyRecordEdgesTest {

    private static final String BASE64 =
            "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODkr";

    private static final String HEXADECIMAL = "0123456789abcdef".repeat(5);

    /** With {@code {b16}} for sixteen characters of base64, and {@code {x64}} for as many hexadecimal ones. */
    private static String filled(String record) {
        String filled = KeyParts.filled(record);
        for (int i = 1; i <= 80; i++) {
            filled = filled.replace("{b" + i + "}", BASE64.substring(0, i))
                    .replace("{x" + i + "}", HEXADECIMAL.substring(0, i));
        }
        return filled;
    }

    private static Finding first(String record) {
        return DkimKeyLint.of(filled(record)).get(0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '^', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        ` v=spf1 -all`                ^ other-record ^ one of SPF
        ~v=spf1 -all                  ^ syntax       ^ has ~v=spf1 -all where a tag should begin
        \\; v=DKIM1; p={L}            ^ backslash    ^ a backslash in front of a semicolon
        {b39}                         ^ syntax       ^ no list of tags
        {b40}                         ^ bare-key     ^ the key alone
        {b44}                         ^ bare-key     ^ the key alone
        {b45}                         ^ bare-key     ^ as the rest of a key that was split
        MI{b45}                       ^ bare-key     ^ the key alone
        {b20} {b24}                   ^ bare-key     ^ the key alone
        {b42}==                       ^ bare-key     ^ the key alone
        {b41}=A=                      ^ no-p         ^ no p= tag, which holds the key
        foo v=DKIM1; p={L}            ^ version      ^ something in front of v=DKIM1: foo
        ;v=DKIM1; p={L}               ^ empty-tag    ^ begins with a semicolon
        /{b14}v=DKIM1; p={L}          ^ version      ^ something in front of v=DKIM1
        /{b15}v=DKIM1; p={L}          ^ version      ^ strings in the wrong order
        k rsa; v=DKIM1                ^ syntax       ^ no equals sign behind the tag k, but rsa
        hello world; p={L}            ^ syntax       ^ no list of tags
        v=DKIM1; foo bar; p={L}       ^ syntax       ^ no equals sign behind the tag foo, but bar
        v=DKIM1; n=p={b15}            ^ no-p         ^ no p= tag
        v=DKIM1; n=p={b16}            ^ semicolon    ^ a part of n=
        v=DKIM1; n={b15}              ^ no-p         ^ no p= tag, which holds the key
        v=DKIM1; n={b16}              ^ no-p         ^ what looks like the key in n=
        v=DKIM1; p={L}; k=rsb         ^ type-unknown ^ k=rsb
        `v=DKIM1; k=ed25519; p=AAAA= =` ^ base64     ^ no whole base64: it has 6 characters
        `v=DKIM1; k=ed25519; p={E} ~`   ^ trailing   ^ goes on behind the key: ~.
        v=DKIM1; k=ed25519; p={E}=~     ^ trailing   ^ goes on behind the key: ~.
        v=DKIM1; p={pkcs8}*           ^ private      ^ is a private key (of
        v=DKIM1; p=M*II abcdefghij=1  ^ semicolon    ^ goes on with abcdefghij=1
        v=DKIM1; p=M*II abcdefghijk=1 ^ base64       ^ has * at octet 13
        v=DKIM1; p=M*II abc           ^ base64       ^ has * at octet 13
        v=DKIM1; p=M*II abc=          ^ base64       ^ has * at octet 13
        v=DKIM1; p=M*II abc==         ^ base64       ^ has * at octet 13
        v=DKIM1; k=ed25519; p={x62}   ^ data         ^ an Ed25519 key has 32
        v=DKIM1; k=ed25519; p={x63}   ^ data         ^ has 47 octets
        v=DKIM1; k=ed25519; p={x64}   ^ base64       ^ is hexadecimal
        v=DKIM1; p={P-blanks}         ^ base64       ^ p= has a blank where the key has +
        v=DKIM1; p={n0}               ^ data         ^ its modulus is not above zero
        v=DKIM1; p={e0}               ^ data         ^ its exponent is not above zero
        """)
    void sentence(String record, String code, String words) {
        Finding first = first(record);
        assertThat(first.code() + ": " + first.message())
                .startsWith("dkim-key-" + code + ": ")
                .contains(words);
    }

    @DisplayName("Blanks where the key has +: those alone, whatever other white space is in the value")
    @Test
    void blanksForPlus() {
        String blanks = KeyParts.filled("v=DKIM1; p={P-blanks}");
        assertThat(first(blanks.substring(0, 40) + "\t" + blanks.substring(40)).message())
                .startsWith("The value of p= has a blank where the key has +.");
    }

    @DisplayName("What to do about a backslash: line ends that were written out, and others")
    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '`', textBlock = """
        v=DKIM1; p=MII\\nABC ^ Take each \\n and \\r out: they stand for line ends, which a key has not.
        v=DKIM1; p=MII\\rABC ^ Take each \\n and \\r out: they stand for line ends, which a key has not.
        v=DKIM1; p=MII\\ABC  ^ Take each backslash out.
        """)
    void backslashes(String record, String remedy) {
        assertThat(first(record).code()).isEqualTo("dkim-key-backslash");
        assertThat(first(record).remedy()).isEqualTo(remedy);
    }

    @DisplayName("A hundred tags are read, and of a version that is not the first the place is told")
    @Test
    void places() {
        StringBuilder hundred = new StringBuilder("v=DKIM1");
        for (int i = 1; i < 100; i++) {
            hundred.append("; x").append(i).append("=1");
        }
        assertThat(first(hundred.toString()).code()).isEqualTo("dkim-key-no-p");
        assertThat(first(hundred + "; y=1").code()).isEqualTo("dkim-key-tags");
        Finding notFirst = first("k=rsa; v=DKIM1; p={L}");
        assertThat(notFirst.message()).startsWith("The tag v=DKIM1 is not the first one.");
        assertThat(notFirst.position())
                .hasValueSatisfying(at -> assertThat(at.text().substring(at.offset(), at.offset() + at.length()))
                        .isEqualTo("v=DKIM1"));
        assertThat(notFirst.remedy()).isEqualTo("Put v=DKIM1 at the start of the record, or leave it out.");
    }
}
