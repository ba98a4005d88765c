package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What an administrator reads: the tag, the octet, the time, the fields that decide. */
class SentencesTest {

    private static final TestKey KEY = TestKeys.rsa1024();
    private static final FakeDns DNS = Forge.dns(KEY.txt());

    /** 2026-11-26T00:00:00Z. */
    private static final Instant NOW = Instant.ofEpochSecond(1_795_651_200);

    private static final String BODY = "Hello Bob,\r\n\r\nlet us meet at ten.\r\n-- \r\nAnn\r\n";

    private static DkimOutcome verify(String message, DkimOptions options) {
        return verify(octets(message), options);
    }

    private static byte[] octets(String message) {
        return message.contains("@B@") ? Forge.signRaw(message, KEY) : Forge.octets(message);
    }

    private static DkimOutcome verify(byte[] message, DkimOptions options) {
        return DkimVerifier.using(DNS)
                .withOptions(options)
                .verify(Message.of(message))
                .get(0);
    }

    private static DkimOptions at(Instant time) {
        return DkimOptions.DEFAULT.withClock(InstantSource.fixed(time));
    }

    /** A field that passes, with one tag set or added; or, with an asterisk, the field as it is written. */
    private static String field(String tags) {
        if (tags.startsWith("*")) {
            return "DKIM-Signature:" + tags.substring(1);
        }
        Map<String, String> all = new LinkedHashMap<>();
        for (String tag : List.of(
                "v=1", "a=rsa-sha256", "c=relaxed/relaxed", "d=example.com", "s=s1", "h=From", "bh=@BH@", "b=@B@")) {
            all.put(tag.substring(0, tag.indexOf('=')), tag);
        }
        all.put(tags.substring(0, tags.indexOf('=')), tags);
        return "DKIM-Signature: " + String.join("; ", all.values());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a field that is wrong: which tag, which octet, what is expected, what to do")
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 20000, textBlock = """
            empty field                  | * | dkim-signature-syntax | is empty & v=1; a=rsa-sha256 are expected
            blanks alone                 | * \\r\\n\\t | dkim-signature-syntax | is empty
            no list at all               | * x | dkim-signature-syntax | octet 3 & the tag "x" has no equals sign
            words                        | * this is none; v=1 | dkim-signature-syntax | octet 7 & the tag "this" has no equals sign & stands i
            empty tag                    | * v=1;; a=rsa-sha256 | dkim-signature-syntax | octet 6 & an empty tag & before each semicolon
            empty tag with blanks        | * v=1; ; a=rsa-sha256 | dkim-signature-syntax | octet 7 & an empty tag
            empty tag, folded            | * v=1;\\r\\n\\t;a=rsa-sha256 | dkim-signature-syntax | octet 9 & an empty tag
            semicolon first              | *;v=1 | dkim-signature-syntax | octet 1: & an empty tag
            two semicolons at the end    | * v=1; a=rsa-sha256;; | dkim-signature-syntax | octet 20 & an empty tag
            name with a hyphen           | * v=1; x-foo=1; s=s1 | dkim-signature-syntax | octet 8 & "x-foo" has a hyphen & letters, digits and underscores
            hyphen and no value          | * v=1; x-foo; s=s1 | dkim-signature-syntax | octet 8 & "x-foo" has a hyphen
            name with a dot              | * v=1; x.y=1 | dkim-signature-syntax | octet 8 & "x.y" has the character . &
            name with a digit first      | * v=1; 1x=1 | dkim-signature-syntax | octet 7 & "1x" has the character 1 at its start
            name that begins with -      | * v=1; -x=1 | dkim-signature-syntax | octet 7 & "-x" has a hyphen at its start
            no name                      | * v=1; =1 | dkim-signature-syntax | octet 7 & a tag without a name
            no-break space of Latin-1    | * v=1; \\240d=x | dkim-signature-syntax | octet 7 & "\\160d" has the octet \\160 at its start
            no-break space in UTF-8      | * v=1; \\302\\240d=x | dkim-signature-syntax | octet 7 & "\\194\\160d" has the octet \\194 at its start
            u with dots in a name        | * v=1; b\\374=x | dkim-signature-syntax | octet 8 & "b\\252" has the octet \\252
            vertical tab                 | * v=1;\\013a=rsa-sha256 | dkim-signature-syntax | octet 6 & "\\011a" has the octet \\011 at its start
            tag without equals sign      | * v=1; foo; s=s1 | dkim-signature-syntax | octet 10 & the tag "foo" has no equals sign & write foo=
            the last one without it      | * v=1; foo | dkim-signature-syntax | octet 10 & the tag "foo" has no equals sign
            blank for equals sign        | * v=1; d example.com | dkim-signature-syntax | octet 9 & the tag "d" has no equals sign & stands e
            colon for equals sign        | * v=1; d:example.com | dkim-signature-syntax | octet 8 & "d:example.com" has the character :
            domain in Latin-1            | * v=1; d=b\\374cher.example; s=s1 | dkim-signature-syntax | octet 10 & d=, "b\\252cher.example" & the octet \\252 & neither ASCII nor UTF-8 & xn--
            half a character of UTF-8    | * v=1; d=b\\303; s=s1 | dkim-signature-syntax | octet 10 & the octet \\195
            NUL in a domain              | * v=1; d=a.example\\0.evil; s=s1 | dkim-signature-syntax | octet 18 & the octet \\000 & a control character
            DEL in a value               | * v=1; n=\\177 | dkim-signature-syntax | octet 9 & the octet \\127 & control
            folded with LF alone         | * v=1;\\n a=rsa-sha256 | dkim-signature-syntax | octet 6 & a bare line feed (\\010) & CR LF & LineEnds.NORMALIZE
            LF in a value                | * v=1; n=a\\nb; s=s1 | dkim-signature-syntax | octet 10 & a bare line feed
            CR in a value                | * v=1; n=a\\rb; s=s1 | dkim-signature-syntax | octet 10 & a bare carriage return (\\013)
            LF behind a name             | * v=1; d\\n=x | dkim-signature-syntax | octet 8 & a bare line feed
            d= twice                     | * v=1; d=sender.example; s=s1; d=other.example | dkim-signature-syntax | octet 31 & d= is there for the second time, with "other.example" & at octet 9 it has "sender.example" & write d= once
            d= twice, the same           | * d=a.example; d=a.example | dkim-signature-syntax | the tag d= is there for the second time; at octet 4 it has "a.example"
            an unknown tag twice         | * v=1; xx=1; xx=2 | dkim-signature-syntax | octet 13 & xx= is there for the second time, with "2" & "1"
            b= twice                     | * b=AAAA; v=1; b=BBBB | dkim-signature-syntax | octet 15 & b= is there
            the earlier fault first      | * v=1; foo; v=1 | dkim-signature-syntax | octet 10 & "foo"
            b= missing                   | * v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=AAAA | dkim-tag-missing | has no b=; v=, a=, b=, bh=, d=, h= and s= are required
            three missing                | * v=1; a=rsa-sha256; d=example.com; s=s1 | dkim-tag-missing | has no b=, no bh= and no h=;
            D= for d=                    | * v=1; a=rsa-sha256; D=example.com; s=s1; h=From; bh=AAAA; b=AAAA | dkim-tag-missing | has no d=; & It has D=, and letter case counts
            semicolon missing            | * v=1; a=rsa-sha256 d=example.com; s=s1; h=From; bh=AAAA; b=AAAA | dkim-tag-missing | has no d=; & Before d=example.com at octet 20 a semicolon is missing
            comma for semicolon          | * v=1; a=rsa-sha256; d=example.com, s=s1; h=From; bh=AAAA; b=AAAA | dkim-tag-missing | has no s=; & Before s=s1 at octet 36 a semicolon is missing
            fold for semicolon           | * v=1; a=rsa-sha256; d=example.com; s=s1\\r\\n\\th=From; bh=AAAA; b=AAAA | dkim-tag-missing | has no h=; & Before h=From at octet 43
            v=2                          | v=2 | dkim-version | octet 4 & v=2 is another version & which is 1
            v=01                         | v=01 | dkim-version | v=01 is another version
            v= empty                     | v= | dkim-version | v= is another version
            rsa-sha512                   | a=rsa-sha512 | dkim-algorithm-unknown | octet 9 & a=rsa-sha512 is no signature algorithm & rsa-sha256 and ed25519-sha256
            a= empty                     | a= | dkim-algorithm-unknown | a= is no signature
            a= with an odd octet         | a=rsa-sha256\\342\\200\\213 | dkim-algorithm-unknown | a=rsa-sha256\\226\\128\\139 is no signature
            rsa-sha1                     | a=rsa-sha1 | dkim-algorithm-historic | rsa-sha1 & RFC 8301 & use rsa-sha256
            c=nofws                      | c=nofws | dkim-canonicalization-unknown | octet 23 & c=nofws is wrong in the part of the header & simple or relaxed
            c=relaxed/nofws              | c=relaxed/nofws | dkim-canonicalization-unknown | in the part of the body
            c= empty                     | c= | dkim-canonicalization-unknown | c= is wrong in the part of the header
            d=localhost                  | d=localhost | dkim-domain-invalid | octet 42 & d=localhost has one label & two or more
            d= with a final dot          | d=example.com. | dkim-domain-invalid | d=example.com. ends in a dot
            d= an address                | d=ann@example.com | dkim-domain-invalid | d=ann@example.com is an address
            d= a URL                     | d=https://example.com | dkim-domain-invalid | is a URL
            d= with two dots             | d=example..com | dkim-domain-invalid | has an empty label
            d= with white space          | d=example.com evil.example | dkim-domain-invalid | has white space in it
            d= folded                    | d=example.\\r\\n com | dkim-domain-invalid | d=example.\\013\\010 com has white space
            d= with a parenthesis        | d=example.com(x | dkim-domain-invalid | has the character (
            d= with quotes               | d="example.com" | dkim-domain-invalid | has the character "
            d= with a long label         | d=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com | dkim-domain-invalid | has a label of 64 octets & at most 63
            d= empty                     | d= | dkim-domain-invalid | d= is empty
            d= with a no-break space     | d=example.com\\302\\240 | dkim-domain-invalid | d=example.com\\194\\160 has the octets \\194\\160
            d= with a space of no width  | d=exam\\342\\200\\213ple.com | dkim-domain-invalid | d=exam\\226\\128\\139ple.com has the octets \\226\\128\\139
            d= one label in UTF-8        | d=b\\303\\274cher | dkim-domain-invalid | d=b\\195\\188cher has one label
            d= with a sharp s            | d=stra\\303\\237e.example | dkim-domain-invalid | d=stra\\195\\159e.example has a letter & in two ways & xn--
            s= with a sharp s            | s=stra\\303\\237e | dkim-selector-invalid | has a letter & in two ways
            s= with a final dot          | s=s1. | dkim-selector-invalid | octet 57 & s=s1. ends in a dot & before ._domainkey
            s= with a quote              | s=s"1 | dkim-selector-invalid | has the character "
            s= empty                     | s= | dkim-selector-invalid | s= is empty
            i= without @                 | i=example.com | dkim-identity-invalid | i=example.com has no @
            i= with half an octet        | i=a=4@example.com | dkim-identity-invalid | is no quoted-printable
            i= with a line end           | i=a=0D=0Ab@example.com | dkim-identity-invalid | an encoded control character
            i= without a domain          | i=ann@ | dkim-identity-invalid | no domain name behind its last @: that is empty
            i= with a bad domain         | i=ann@exa(mple.com | dkim-identity-invalid | that has the character (
            i= elsewhere                 | i=@notexample.com | dkim-identity-outside-domain | is at notexample.com, which is neither example.com (d=) nor below it
            i= above                     | i=ann@com | dkim-identity-outside-domain | is at com
            h= empty                     | h= | dkim-signed-fields-invalid | h= is empty & From among them
            h= with two colons           | h=From::Subject | dkim-signed-fields-invalid | has an empty name
            h= with a colon at its end   | h=From:Subject: | dkim-signed-fields-invalid | has an empty name
            h= with blanks for colons    | h=From To | dkim-signed-fields-invalid | octet 67 & h= has white space within a name, "From To"
            h= with an odd octet         | h=From:Betr\\303\\251f | dkim-signed-fields-invalid | octet 72 & has the octet \\195 in a name, "Betr\\195\\169f"
            h= with an octet and an @    | h=From:a@b\\303\\251 | dkim-signed-fields-invalid | has the octet \\195 in a name, "a@b\\195\\169"
            h= without From              | h=To:Subject | dkim-from-not-signed | h=To:Subject does not name From
            h= with commas               | h=From,To,Subject | dkim-from-not-signed | does not name From & colons between them, not commas
            bh= with a star              | bh=* | dkim-signature-encoding | octet 72 & bh= has the octet *, which is not of base64
            bh= empty                    | bh= | dkim-signature-encoding | bh= is empty
            b= cut                       | b=QUJDR | dkim-signature-encoding | is no base64: it has 5 characters
            b= with an equals sign in it | b=QQ==QQ== | dkim-signature-encoding | b= has an equals sign with more base64 behind it
            b= of base64url              | b=QU-_ | dkim-signature-encoding | the octet - & base64url
            b= with an exclamation mark  | b=QUJD\\r\\n QU!J | dkim-signature-encoding | b= has the octet !
            l=-1                         | l=-1 | dkim-body-length-invalid | l=-1 is no number of octets & decimal digits
            l= empty                     | l= | dkim-body-length-invalid | l= is no number
            l= with a unit               | l=44B | dkim-body-length-invalid | l=44B is no number
            q=http                       | q=http | dkim-query-method-unknown | q=http does not name dns/txt
            q=dns                        | q=dns | dkim-query-method-unknown | q=dns does not name dns/txt
            q= with a colon at its end   | q=dns/txt: | dkim-query-method-unknown | has an empty element
            t= a date                    | t=2026-11-26 | dkim-time-invalid | t=2026-11-26 is no time & the seconds since 1970
            t= negative                  | t=-1 | dkim-time-invalid | t=-1 is no time
            t= empty                     | t= | dkim-time-invalid | t= is empty
            a control character          | * v=1; n=a\\001b; s=s1 | dkim-signature-syntax | octet 10 & the value of n=, "a\\001b", has the octet \\001, a control character & leave it out
            half a character             | * v=1; n=a\\200b; s=s1 | dkim-signature-syntax | "a\\128b", has the octet \\128, which is neither ASCII nor UTF-8
            DEL in a name                | * v=1; fo\\177o=1 | dkim-signature-syntax | the name of the tag "fo\\127o" has the octet \\127
            v= with blanks around it     | v= 2 | dkim-version | octet 5 & v=2 is another version
            d= an address without a user | d=@example.com | dkim-domain-invalid | is an address
            d= with U+0080               | d=exam\\302\\200ple.com | dkim-domain-invalid | has the octets \\194\\128
            d= with a long second label  | d=mail.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com | dkim-domain-invalid | has a label of 64 octets & at most 63
            d= too long                  | d=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | dkim-domain-invalid | has 255 octets; a domain name has at most 253
            x= a word                    | x=never | dkim-time-invalid | x=never is no time
            """)
    void fieldFaults(String name, String tags, String code, String words) {
        byte[] message = octets(field(tags.translateEscapes()) + "\r\nFrom: Ann <ann@example.com>\r\n\r\n" + BODY);
        DkimOutcome outcome = verify(message, at(NOW));
        assertThat(outcome.problem().map(DkimProblem::code)).contains(code);
        isOneSentence(outcome);
        Finding cause = outcome.findings().get(0);
        for (String word : words.split(" &", -1)) {
            assertThat(cause.message() + " " + cause.remedy()).contains(word.strip());
        }
        // A place in the sentence is the one that the caret shows, in the field as it is written.
        cause.position().ifPresent(place -> {
            assertThat(cause.message()).contains("octet " + (place.offset() + 1) + ":");
            assertThat(Forge.text(message)).contains(":" + place.text());
            assertThat(outcome.explain()).anyMatch(line -> line.contains("^"));
        });
    }

    @ParameterizedTest
    @DisplayName("a fault in the first tag of a field that has no blank in front; what is missing and nowhere else")
    @CsvSource(delimiter = '|', textBlock = """
            f-o=1; v=1                                                     | octet 2: the name of the tag "f-o" has a hyphen
            n\\001=1; v=1                                                  | octet 2: the name of the tag "n\\001" has the octet \\001
            \\001; v=1                                                     | octet 1:
            v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=AAAA         | h= and s= are required.
            v=1; a=rsa-sha256; d=example.com; n=x,s=s1; h=From; bh=A; b=A   | has no s=; & Before s=s1 at octet 39 a semicolon
            v=1; a=rsa-sha256; d=example.com; n=ss=1 s=s1; h=From; bh=A; b=A | has no s=; & Before s=s1 at octet 42 a semicolon
            """)
    void firstTags(String value, String words) {
        byte[] message =
                octets("DKIM-Signature:" + value.translateEscapes() + "\r\nFrom: Ann <ann@example.com>\r\n\r\n" + BODY);
        DkimOutcome outcome = verify(message, at(NOW));
        isOneSentence(outcome);
        for (String word : words.split(" &", -1)) {
            assertThat(outcome.reason() + " ").contains(word.strip());
        }
        assertThat(outcome.reason().contains("a semicolon is missing")).isEqualTo(words.contains("semicolon"));
    }

    private static void isOneSentence(DkimOutcome outcome) {
        assertThat(outcome.reason()).matches("[ -~]+").hasSizeLessThan(500).endsWith(".");
        Finding cause = outcome.findings().get(0);
        assertThat(cause.code()).isEqualTo(outcome.problem().orElseThrow().code());
        assertThat(outcome.reason()).isEqualTo((cause.message() + " " + cause.remedy()).strip());
        assertThat(cause.severity()).isEqualTo(Severity.ERROR);
        assertThat(cause.section()).startsWith("RFC ");
        assertThat(cause.remedy()).matches("[ -~]*");
        assertThat(outcome.explain()).allMatch(line -> line.matches("[ -~]+"));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @DisplayName("RFC 6376 §3.5: times with their distance from now")
    @CsvSource(delimiter = '|', textBlock = """
            t=1795654800                | 0     | dkim-signed-in-future | 1 hour in the future & t=1795654800 is 2026-11-26T01:00:00Z & the clock of this check says 2026-11-26T00:00:00Z & 5 minutes are granted & The signature itself verifies
            t=1795658730                | 0     | dkim-signed-in-future | 2 hours 5 minutes in the future
            t=1795651501                | 0     | dkim-signed-in-future | 5 minutes 1 second in the future
            t=1795651500                | 0     | pass                  | verifies
            t=1827187200                | 0     | dkim-signed-in-future | 365 days in the future
            t=1795651200000             | 0     | dkim-signed-in-future | beyond the year 9999 & In milliseconds it would be 2026-11-26T00:00:00Z & in seconds
            t=99999999999999999999      | 0     | dkim-signed-in-future | more than 10000 years in the future & t=99999999999999999999 is beyond the year 9999
            x=1795651199                | 0     | dkim-expired          | expired 1 second ago & x=1795651199 is 2026-11-25T23:59:59Z & The signature itself verifies & the clock of then
            x=1795651200                | 0     | pass                  | verifies
            x=1795651200                | 259200 | dkim-expired         | expired 3 days ago
            t=1795565130; x=1795651530  | 3930  | dkim-expired          | expired 1 hour ago & 2026-11-26T00:05:30Z & 2026-11-26T01:05:30Z
            x=0                         | 0     | dkim-expired          | expired 56 years ago & 1970-01-01T00:00:00Z
            t=1795651200; x=1795651100  | 0     | dkim-time-invalid     | x=1795651100 (2026-11-25T23:58:20Z) is 1 minute 40 seconds before t= (2026-11-26T00:00:00Z)
            t=1795651200; x=1795651200  | 0     | dkim-time-invalid     | is the same as t=
            """)
    void times(String tags, long later, String code, String words) {
        String message = "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; " + tags
                + "; bh=@BH@; b=@B@\r\nFrom: ann@example.com\r\n\r\n" + BODY;
        DkimOutcome outcome = verify(message, at(NOW.plusSeconds(later)));
        assertThat(outcome.problem().map(DkimProblem::code).orElse("pass")).isEqualTo(code);
        String told = outcome.reason() + " "
                + outcome.findings().stream().map(Finding::remedy).toList();
        for (String word : words.split(" & ", -1)) {
            assertThat(told).contains(word);
        }
        if (outcome.problem().isPresent()) {
            isOneSentence(outcome);
        }
    }

    @Test
    @DisplayName(
            "RFC 6376 §3.5 x=: what has expired is checked all the same, and the sentence says what would have come of it")
    void expiredAndMore() {
        String head =
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; x=1795651100; bh=@BH@; b=@B@\r\n";
        byte[] signed = Forge.signRaw(head + "From: ann@example.com\r\n\r\n" + BODY, KEY);
        String text = Forge.text(signed);
        assertThat(verify(signed, at(NOW)).reason()).contains(". The signature itself verifies. ");
        DkimOutcome body = verify(Forge.octets(text + "more\r\n"), at(NOW));
        assertThat(body.problem()).contains(DkimProblem.EXPIRED);
        assertThat(body.reason()).contains("does not verify either: The body is not what was signed");
        DkimOutcome header = verify(Forge.octets(text.replace("From: ann", "From: bob")), at(NOW));
        assertThat(header.problem()).contains(DkimProblem.EXPIRED);
        assertThat(header.reason()).contains("does not verify either: The signature does not match");
        DkimOutcome unknown = DkimVerifier.using(FakeDns.zone("s1._domainkey.example.com TXT !SERVFAIL"))
                .withOptions(at(NOW))
                .verify(Message.of(signed))
                .get(0);
        // No later attempt can make it pass, so it is no temperror, which a sender could use to have a verdict put off.
        assertThat(unknown.result()).isEqualTo(DkimResult.PERMERROR);
        assertThat(unknown.problem()).contains(DkimProblem.EXPIRED);
        assertThat(unknown.reason()).contains(" Besides: ");
    }

    @Test
    @DisplayName("what has expired takes no place from a signature that may pass")
    void expiredOnesComeLast() {
        String expired = "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; x=1; bh=AAAA; b=AAAA\r\n";
        byte[] signed = Forge.signRaw(
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@\r\n"
                        + "From: ann@example.com\r\n\r\n" + BODY,
                KEY);
        List<DkimOutcome> outcomes = DkimVerifier.using(DNS)
                .withOptions(at(NOW))
                .verify(Message.of(Forge.octets(expired.repeat(12) + Forge.text(signed))));
        assertThat(outcomes.get(12).result()).isEqualTo(DkimResult.PASS);
        assertThat(outcomes.subList(0, 12))
                .allSatisfy(outcome -> assertThat(outcome.problem()).contains(DkimProblem.EXPIRED));
        assertThat(outcomes.get(11).reason()).contains("10 are evaluated");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 6376 §8.2: what l= leaves unsigned, and what it does not")
    @CsvSource(delimiter = '|', textBlock = """
            44 | Hello Bob,\\r\\n\\r\\nlet us meet at ten.\\r\\n-- \\r\\nAnn\\r\\n                     | pass   |                                  | dkim-body-length | up to its end now (l=44) & whole body
            44 | Hello Bob,\\r\\n\\r\\nlet us meet at ten.\\r\\n-- \\r\\nAnn\\r\\n\\r\\nAdvertisement\\r\\n | policy | dkim-body-partly-signed | dkim-body-partly-signed | l=44 leaves 17 octets at the end of the body, of 61, on 2 lines, unsigned: anybody may have appended
            3  | abc                                                               | pass   |                                  | dkim-body-partly-signed | l=3 leaves 2 octets & the end of the last line, and nothing else
            3  | abc\\r\\n                                                          | policy | dkim-body-partly-signed          | dkim-body-partly-signed | the end of the last line, and nothing else
            3  | abcd                                                              | policy | dkim-body-partly-signed          | dkim-body-partly-signed | l=3 leaves 3 octets & on 1 line,
            3  | abc\\r\\nd                                                         | policy | dkim-body-partly-signed          | dkim-body-partly-signed | l=3 leaves 5 octets & on 2 lines
            0  | abc                                                               | policy | dkim-body-partly-signed          | dkim-body-partly-signed | l=0 leaves 5 octets
            6  | abc                                                               | permerror | dkim-body-too-short           | dkim-body-too-short | covers 6 octets of the body (l=), and it has 5
            """)
    void bodyLengths(String length, String body, String result, String code, String finding, String words) {
        String message = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=From; l="
                + length + "; bh=@BH@; b=@B@\r\nFrom: ann@example.com\r\n\r\n" + body.translateEscapes();
        DkimOutcome outcome = verify(message, at(NOW));
        assertThat(outcome.result().keyword()).isEqualTo(result);
        assertThat(outcome.problem().map(DkimProblem::code).orElse(null)).isEqualTo(code);
        List<Finding> told = outcome.findings().stream()
                .filter(each -> each.code().equals(finding))
                .toList();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).remedy()).isNotEmpty();
        assertThat(told.get(0).section()).startsWith("RFC 6376 §");
        for (String word : words.split(" & ", -1)) {
            assertThat(told.get(0).message() + " " + told.get(0).remedy()).contains(word);
        }
    }

    private static final String SIGNED_HEADER = """
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=%s; bh=@BH@; b=@B@
            From: Ann <ann@example.com>
            To: bob@rcpt.example
            Subject: Meeting on Tuesday
            Date: Tue, 25 Nov 2025 10:00:00 +0000

            Hello Bob.
            """.replace("\n", "\r\n");

    private static String signed(String names) {
        return Forge.text(Forge.signRaw(String.format(SIGNED_HEADER, names), KEY));
    }

    private static Finding finding(DkimOutcome outcome, String code) {
        return outcome.findings().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("RFC 6376 §8.15: a further Subject above the signed one is told of a signature that passes")
    void furtherInstance() {
        String added = signed("from:to:subject:date").replace("From: Ann", "Subject: You won\r\nFrom: Ann");
        DkimOutcome outcome = verify(added, at(NOW));
        assertThat(outcome.result()).isEqualTo(DkimResult.PASS);
        Finding finding = finding(outcome, "dkim-further-instance");
        assertThat(finding.message()).contains("subject (2 there, 1 signed)");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.section()).isEqualTo("RFC 6376 §8.15");
        assertThat(finding.remedy()).contains("once more");
        assertThat(outcome.explain()).anyMatch(line -> line.contains("subject (2 there, 1 signed)"));
        // Of trace fields a message has many.
        assertThat(verify("Received: a\r\nReceived: b\r\n" + signed("from:received"), at(NOW))
                        .findings())
                .extracting(Finding::code)
                .doesNotContain("dkim-further-instance");
    }

    @Test
    @DisplayName(
            "RFC 6376 §5.4: fields that are named and absent, and fields that are there and not signed, in one finding each")
    void absentAndUnsigned() {
        DkimOutcome outcome = verify(signed("from:from:reply-to:cc:date"), at(NOW));
        assertThat(outcome.result()).isEqualTo(DkimResult.PASS);
        assertThat(finding(outcome, "dkim-fields-absent").message()).contains("reply-to, cc.");
        String signed = signed("from:from:reply-to:cc:date");
        DkimOutcome header = verify(signed.replace("From: Ann", "From: Eve"), at(NOW));
        assertThat(finding(header, "dkim-fields-absent").remedy()).contains("that is why the signature fails");
        DkimOutcome body = verify(signed + "more\r\n", at(NOW));
        assertThat(body.problem()).contains(DkimProblem.BODY_HASH_MISMATCH);
        assertThat(finding(body, "dkim-fields-absent").remedy())
                .as("the header is as it was")
                .isEmpty();
        assertThat(finding(outcome, "dkim-fields-unsigned").message()).contains("Subject, To.");
        assertThat(finding(outcome, "dkim-fields-unsigned").severity()).isEqualTo(Severity.WARNING);
        DkimOutcome whole = verify(signed("from:to:subject:date"), at(NOW));
        assertThat(whole.findings())
                .extracting(Finding::code)
                .doesNotContain("dkim-fields-absent", "dkim-fields-unsigned", "dkim-further-instance");
        DkimOutcome all = verify(signed("from:subject:date"), at(NOW));
        assertThat(finding(all, "dkim-fields-unsigned").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    @DisplayName("RFC 6376 §6.1.3: a body that was changed: both hashes, the length and the canonicalization")
    void bodyMismatch() {
        String text = signed("from:to:subject:date");
        DkimOutcome outcome = verify(text + "more\r\n", at(NOW));
        isOneSentence(outcome);
        String bh = text.substring(text.indexOf("bh=") + 3, text.indexOf("; b="));
        assertThat(outcome.reason())
                .contains("the hash of its relaxed form, 18 octets, is ", "and bh= says " + bh + ".")
                .doesNotContain("is " + bh);
        DkimOutcome sha1 = verify(text.replace(bh, "uoq1oCgLlTqpdDX/iUbLy7J1Wic="), at(NOW));
        assertThat(sha1.problem()).contains(DkimProblem.BODY_HASH_MISMATCH);
        assertThat(sha1.reason()).contains("something of 20 octets, where rsa-sha256 has 32");
    }

    @Test
    @DisplayName("RFC 6376 §6.1.3: a header that was changed: which fields are signed, and which of them are there")
    void headerMismatch() {
        String text = signed("from:to:subject:date:reply-to:cc");
        DkimOutcome changed = verify(text.replace("Meeting", "[list] Meeting"), at(NOW));
        isOneSentence(changed);
        assertThat(changed.problem()).contains(DkimProblem.SIGNATURE_MISMATCH);
        assertThat(changed.reason())
                .contains(
                        "the published key of 1024 bits",
                        "the body is what was signed",
                        "Signed in relaxed form: from, to, subject, date; named in h= and absent: reply-to, cc.");
        DkimOutcome below = verify(text.replace("Date:", "Subject: You won\r\nDate:"), at(NOW));
        assertThat(below.reason()).contains("subject (1 of 2)");
        DkimOutcome cut = verify(
                text.substring(0, text.indexOf("; b=") + 7) + "=" + text.substring(text.indexOf("\r\n")), at(NOW));
        assertThat(cut.reason()).contains("b= has 2 octets and signatures of this key have 128");
    }

    @Test
    @DisplayName("sentences stay short whatever a sender writes")
    void bounded() {
        String names = "from" + ":x-" + "y".repeat(200) + ":n".repeat(900);
        String many = signed(names);
        DkimOutcome changed = verify(many.replace("From: Ann", "From: Eve"), at(NOW));
        assertThat(changed.problem()).contains(DkimProblem.SIGNATURE_MISMATCH);
        assertThat(changed.reason()).hasSizeLessThan(500);
        StringBuilder distinct = new StringBuilder("from");
        for (int i = 0; i < 990; i++) {
            distinct.append(":x").append(i);
        }
        DkimOutcome absent = verify(signed(distinct.toString()).replace("From: Ann", "From: Eve"), at(NOW));
        assertThat(absent.reason()).hasSizeLessThan(600).contains("and 978 more");
        assertThat(finding(absent, "dkim-fields-absent").message()).hasSizeLessThan(500);
        for (String value : List.of("d=" + "\u00ff".repeat(9000), "d=" + "a.".repeat(4000), "t=" + "9x".repeat(4000))) {
            isOneSentence(verify(field("*" + " v=1; " + value) + "\r\nFrom: a@example.com\r\n\r\n", at(NOW)));
        }
    }

    @Test
    @DisplayName("a message over a limit: which")
    void incomplete() {
        byte[] signed = Forge.octets(signed("from:to:subject:date"));
        MessageLimits few = MessageLimits.DEFAULT.withFields(3);
        Message cut = Message.of(signed, LineEnds.AS_IS, few);
        DkimOutcome outcome = DkimVerifier.using(DNS).verify(cut).get(0);
        assertThat(outcome.problem()).contains(DkimProblem.MESSAGE_INCOMPLETE);
        assertThat(outcome.reason()).contains("there are too many header fields", "Raise that limit");
    }

    @Test
    @DisplayName("more signatures than are looked at: how many there are")
    void tooManySignatures() {
        String broken = "DKIM-Signature: x\r\n".repeat(60);
        List<DkimOutcome> outcomes = DkimVerifier.using(DNS).verify(Message.of(Forge.octets(broken + "\r\n")));
        assertThat(outcomes).hasSize(60);
        assertThat(outcomes.get(49).problem()).contains(DkimProblem.SIGNATURE_SYNTAX);
        assertThat(outcomes.get(50).problem()).contains(DkimProblem.TOO_MANY_SIGNATURES);
        assertThat(outcomes.get(50).reason()).contains("has 60 signatures, of which the upper 50 are looked at");
    }

    @Test
    @DisplayName("a policy of the host is named")
    void policies() {
        String text = signed("from:to:date");
        DkimOptions subject = at(NOW).withPolicy(DkimPolicy.DEFAULT.withRequiredFields(Set.of("Subject")));
        assertThat(verify(text, subject).reason())
                .contains("all fields called subject (requiredFields): there are 1, and h= names 0");
        DkimOptions refused =
                at(NOW).withPolicy(DkimPolicy.DEFAULT.withRefusedDomains(Set.of(DomainName.of("example.com"))));
        assertThat(verify(text, refused).reason()).contains("example.com may not sign", "refusedDomains");
        DkimOptions small = at(NOW).withLimits(DkimLimits.DEFAULT.withSignatureOctets(100));
        assertThat(verify(text, small).reason()).contains("octets; at most 100 are read");
        DkimOptions tags = at(NOW).withLimits(DkimLimits.DEFAULT.withTags(3));
        assertThat(verify(text, tags).reason()).contains("has 8 tags; at most 3 are read");
        DkimOptions names = at(NOW).withLimits(DkimLimits.DEFAULT.withSignedFields(2));
        assertThat(verify(text, names).reason()).contains("has 3 names; at most 2 are read");
    }

    @Test
    @DisplayName("the caret stands below the octet that the sentence is about")
    void caret() {
        DkimOutcome outcome = verify(
                "DKIM-Signature: v=1; a=rsa-sha256;\r\n\td=b\u00fccher.example; s=sel\r\nFrom: a@example.com\r\n\r\n",
                at(NOW));
        Position place = outcome.findings().get(0).position().orElseThrow();
        assertThat(place.text().charAt(place.offset())).isEqualTo('\u00fc');
        List<String> lines = outcome.explain();
        assertThat(lines.get(1)).isEqualTo("     v=1; a=rsa-sha256;\\013\\010\\009d=b\\252cher.example; s=sel");
        assertThat(lines.get(2).indexOf('^')).isEqualTo(lines.get(1).indexOf("\\252"));
    }
}
