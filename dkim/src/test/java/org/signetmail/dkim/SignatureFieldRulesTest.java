package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** The DKIM-Signature field, rule by rule: what is legal passes, however odd, and what is not gets its reason. */
class SignatureFieldRulesTest {

    private static final TestKey KEY = TestKeys.rsa1024();
    private static final FakeDns DNS = Forge.dns(KEY.txt());
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 20000, textBlock = """
                    rule 1: FWS around names, equals signs and semicolons | \\r\\n\\tv \\t= 1 ;\\r\\n a\\r\\n = rsa-sha256; d= example.com ;s =s1; h = From : \\r\\n\\tSubject ; bh = @BH@; b = @B@ | pass
                    rule 1: folding inside base64        | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=\\r\\n @B@\\r\\n  | pass
                    rule 2: known tag twice              | v=1; a=rsa-sha256; d=example.com; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 2: unknown tag twice            | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; xx=; xx=; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 3: tag names are case-sensitive | V=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | TAG_MISSING
                    rule 3: V beside v is another tag    | v=1; V=2; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 3: unknown tag, empty           | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; foo=; bh=@BH@; b=@B@ | pass
                    rule 4: tag without equals sign      | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; foo; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 4: empty tag-spec               | v=1; a=rsa-sha256;; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 4: leading semicolon            | ;v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 4: trailing semicolon           | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@; | pass
                    rule 4: trailing semicolon and FWS   | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@;\\r\\n  | pass
                    rule 4: two trailing semicolons      | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@;; | SIGNATURE_SYNTAX
                    rule 4: empty t= is not a missing one | v=1; a=rsa-sha256; d=example.com; s=s1; t=; h=From; bh=@BH@; b=@B@ | TIME_INVALID
                    rule 4: name with a hyphen           | v=1; a=rsa-sha256; d=example.com; s=s1; x-y=1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 4: name with a digit first      | v=1; a=rsa-sha256; d=example.com; s=s1; 1x=1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 4: name with digits, underscore | v=1; a=rsa-sha256; d=example.com; s=s1; x_1=1; h=From; bh=@BH@; b=@B@ | pass
                    rule 5: zb= before b=                | v=1; a=rsa-sha256; zb=20; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 5: b= inside z=                 | v=1; a=rsa-sha256; d=example.com; s=s1; z=Subject:b=20b=3D; h=From; bh=@BH@; b=@B@ | pass
                    rule 5: b=3D inside i=               | v=1; a=rsa-sha256; d=example.com; s=s1; i=b=3Db@example.com; h=From; bh=@BH@; b=@B@ | pass
                    rule 5: b= first, simple             | b=@B@; v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@ | pass
                    rule 5: b= first, relaxed            | b = @B@ ;v=1; a=rsa-sha256; c=relaxed; d=example.com; s=s1; h=From; bh=@BH@ | pass
                    rule 6: space between value and semicolon | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ \\t; zz=1 | pass
                    rule 6: fold between value and semicolon | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=\\r\\n\\t@B@\\r\\n ; zz=1 | pass
                    rule 7: v= missing                   | a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | TAG_MISSING
                    rule 7: v=01                         | v=01; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | VERSION
                    rule 7: v=2                          | v=2; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | VERSION
                    rule 7: v=0.5                        | v=0.5; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | VERSION
                    rule 7: v= not first is fine         | a=rsa-sha256; v=1; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 7: a= missing                   | v=1; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | TAG_MISSING
                    rule 7: d= missing                   | v=1; a=rsa-sha256; s=s1; h=From; bh=@BH@; b=@B@ | TAG_MISSING
                    rule 7: s= missing                   | v=1; a=rsa-sha256; d=example.com; h=From; bh=@BH@; b=@B@ | TAG_MISSING
                    rule 7: h= missing                   | v=1; a=rsa-sha256; d=example.com; s=s1; bh=@BH@; b=@B@ | TAG_MISSING
                    rule 7: bh= missing                  | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; b=@B@ | TAG_MISSING
                    rule 7: b= missing                   | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@ | TAG_MISSING
                    rule 8: c= missing is simple/simple  | v=1; a=rsa-sha256; d=example.com; s=s1; h=From:Subject; bh=@BH@; b=@B@ | pass
                    rule 8: c=relaxed is relaxed/simple  | v=1; a=rsa-sha256; c=relaxed; d=example.com; s=s1; h=From:Subject; bh=@BH@; b=@B@ | pass
                    rule 8: c=simple/relaxed             | v=1; a=rsa-sha256; c=simple/relaxed; d=example.com; s=s1; h=From:Subject; bh=@BH@; b=@B@ | pass
                    rule 8: c= in capitals               | v=1; a=rsa-sha256; c=Relaxed/RELAXED; d=example.com; s=s1; h=From:Subject; bh=@BH@; b=@B@ | pass
                    rule 8: a= in capitals               | v=1; a=RSA-Sha256; d=example.com; s=s1; h=From:Subject; bh=@BH@; b=@B@ | pass
                    rule 8: unknown header canonicalization | v=1; a=rsa-sha256; c=nofws; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | CANONICALIZATION_UNKNOWN
                    rule 8: unknown body canonicalization | v=1; a=rsa-sha256; c=relaxed/nofws; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | CANONICALIZATION_UNKNOWN
                    rule 8: c= empty                     | v=1; a=rsa-sha256; c=; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | CANONICALIZATION_UNKNOWN
                    rule 8: c= with three parts          | v=1; a=rsa-sha256; c=relaxed/relaxed/simple; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | CANONICALIZATION_UNKNOWN
                    rule 9: q=dns/txt                    | v=1; a=rsa-sha256; q=dns/txt; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 9: unknown methods beside it    | v=1; a=rsa-sha256; q=http : dns/txt : x/y; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 9: q=http alone                 | v=1; a=rsa-sha256; q=http; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | QUERY_METHOD_UNKNOWN
                    rule 9: q=dns alone                  | v=1; a=rsa-sha256; q=dns; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | QUERY_METHOD_UNKNOWN
                    rule 9: empty q=                     | v=1; a=rsa-sha256; q=; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | QUERY_METHOD_UNKNOWN
                    rule 10: l= of the whole body        | v=1; a=rsa-sha256; l=7; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 10: l= with leading zeros       | v=1; a=rsa-sha256; l=0007; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 10: l= of a part                | v=1; a=rsa-sha256; l=3; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_PARTLY_SIGNED
                    rule 10: l=0                         | v=1; a=rsa-sha256; l=0; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_PARTLY_SIGNED
                    rule 10: l= more than the body has   | v=1; a=rsa-sha256; l=8; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_TOO_SHORT
                    rule 10: l= of 2^32                  | v=1; a=rsa-sha256; l=4294967296; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_TOO_SHORT
                    rule 10: l= of 2^64 + 7              | v=1; a=rsa-sha256; l=18446744073709551623; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_TOO_SHORT
                    rule 10: l= of 76 digits             | v=1; a=rsa-sha256; l=9999999999999999999999999999999999999999999999999999999999999999999999999999; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_TOO_SHORT
                    rule 10: l= of 77 digits             | v=1; a=rsa-sha256; l=99999999999999999999999999999999999999999999999999999999999999999999999999999; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_LENGTH_INVALID
                    rule 10: l=-1                        | v=1; a=rsa-sha256; l=-1; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_LENGTH_INVALID
                    rule 10: l= empty                    | v=1; a=rsa-sha256; l=; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_LENGTH_INVALID
                    rule 10: l=7x                        | v=1; a=rsa-sha256; l=7x; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | BODY_LENGTH_INVALID
                    rule 11: t= and x= around now        | v=1; a=rsa-sha256; t=1799999999; x=1800000000; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 11: x= one second ago           | v=1; a=rsa-sha256; t=1799999990; x=1799999999; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | EXPIRED
                    rule 11: x= of 12 digits             | v=1; a=rsa-sha256; x=999999999999; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 11: x= of 40 digits             | v=1; a=rsa-sha256; x=1000000000000000000000000000000000000000; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 11: x= equal to t=              | v=1; a=rsa-sha256; t=1799999999; x=1799999999; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | TIME_INVALID
                    rule 11: x= before t=                | v=1; a=rsa-sha256; t=1900000000; x=1850000000; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | TIME_INVALID
                    rule 11: t=-1                        | v=1; a=rsa-sha256; t=-1; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | TIME_INVALID
                    rule 11: t=now                       | v=1; a=rsa-sha256; t=now; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | TIME_INVALID
                    rule 11: x= garbage                  | v=1; a=rsa-sha256; x=18e8; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | TIME_INVALID
                    rule 11: t= 300 seconds ahead        | v=1; a=rsa-sha256; t=1800000300; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 11: t= 301 seconds ahead        | v=1; a=rsa-sha256; t=1800000301; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | SIGNED_IN_FUTURE
                    rule 11: t= of 40 digits             | v=1; a=rsa-sha256; t=1000000000000000000000000000000000000000; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | SIGNED_IN_FUTURE
                    rule 12: i= at the domain            | v=1; a=rsa-sha256; d=example.com; i=bob@example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 12: i= in a subdomain, other case | v=1; a=rsa-sha256; d=example.com; i=@Mail.EXAMPLE.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 12: i= in a namesake            | v=1; a=rsa-sha256; d=example.com; i=@notexample.org; s=s1; h=From; bh=@BH@; b=@B@ | IDENTITY_OUTSIDE_DOMAIN
                    rule 12: i= ends like d=             | v=1; a=rsa-sha256; d=example.com; i=@notexample.com; s=s1; h=From; bh=@BH@; b=@B@ | IDENTITY_OUTSIDE_DOMAIN
                    rule 12: i= above d=                 | v=1; a=rsa-sha256; d=example.com; i=@com; s=s1; h=From; bh=@BH@; b=@B@ | IDENTITY_OUTSIDE_DOMAIN
                    rule 12: i= with =40 and =3B         | v=1; a=rsa-sha256; d=example.com; i=a=40b=3Bc@example.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 12: i= folded                   | v=1; a=rsa-sha256; d=example.com; i=a\\r\\n b@exam\\r\\n ple.com; s=s1; h=From; bh=@BH@; b=@B@ | pass
                    rule 12: i= without an at sign       | v=1; a=rsa-sha256; d=example.com; i=example.com; s=s1; h=From; bh=@BH@; b=@B@ | IDENTITY_INVALID
                    rule 12: i= with half an encoded octet | v=1; a=rsa-sha256; d=example.com; i=a=4@example.com; s=s1; h=From; bh=@BH@; b=@B@ | IDENTITY_INVALID
                    rule 12: i= with an encoded line end | v=1; a=rsa-sha256; d=example.com; i=a=0D=0Ab@example.com; s=s1; h=From; bh=@BH@; b=@B@ | IDENTITY_INVALID
                    rule 13: d= with one label           | v=1; a=rsa-sha256; d=localhost; s=s1; h=From; bh=@BH@; b=@B@ | DOMAIN_INVALID
                    rule 13: d= with a final dot         | v=1; a=rsa-sha256; d=example.com.; s=s1; h=From; bh=@BH@; b=@B@ | DOMAIN_INVALID
                    rule 13: s= with a final dot         | v=1; a=rsa-sha256; d=example.com; s=s1.; h=From; bh=@BH@; b=@B@ | SELECTOR_INVALID
                    rule 13: d= with an empty label      | v=1; a=rsa-sha256; d=example..com; s=s1; h=From; bh=@BH@; b=@B@ | DOMAIN_INVALID
                    rule 13: d= in capitals              | v=1; a=rsa-sha256; d=EXAMPLE.Com; s=S1; h=From; bh=@BH@; b=@B@ | pass
                    rule 13: d= with a label of 64       | v=1; a=rsa-sha256; d=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com; s=s1; h=From; bh=@BH@; b=@B@ | DOMAIN_INVALID
                    rule 15: space in d=                 | v=1; a=rsa-sha256; d=example.com evil.example; s=s1; h=From; bh=@BH@; b=@B@ | DOMAIN_INVALID
                    rule 15: NUL in d=                   | v=1; a=rsa-sha256; d=example.com\\0.evil.example; s=s1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 15: NUL in s=                   | v=1; a=rsa-sha256; d=example.com; s=s1\\0.evil; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    rule 15: parenthesis in d=           | v=1; a=rsa-sha256; d=example.com(.evil.example; s=s1; h=From; bh=@BH@; b=@B@ | DOMAIN_INVALID
                    rule 15: quote in s=                 | v=1; a=rsa-sha256; d=example.com; s=s"1; h=From; bh=@BH@; b=@B@ | SELECTOR_INVALID
                    rule 15: backslash in s=             | v=1; a=rsa-sha256; d=example.com; s=s\\\\0461; h=From; bh=@BH@; b=@B@ | SELECTOR_INVALID
                    rule 17: h= without From             | v=1; a=rsa-sha256; d=example.com; s=s1; h=Subject; bh=@BH@; b=@B@ | FROM_NOT_SIGNED
                    rule 17: h= with fROM                | v=1; a=rsa-sha256; d=example.com; s=s1; h=fROM; bh=@BH@; b=@B@ | pass
                    rule 17: h= empty                    | v=1; a=rsa-sha256; d=example.com; s=s1; h=; bh=@BH@; b=@B@ | SIGNED_FIELDS_INVALID
                    rule 17: names that are not there    | v=1; a=rsa-sha256; d=example.com; s=s1; h=X-1:From:X-2:Subject:X-3; bh=@BH@; b=@B@ | pass
                    rule 18: h= names its own field      | v=1; a=rsa-sha256; d=example.com; s=s1; h=From:DKIM-Signature; bh=@BH@; b=@B@ | pass
                    rule 19: h= with an empty element    | v=1; a=rsa-sha256; d=example.com; s=s1; h=From::Subject; bh=@BH@; b=@B@ | SIGNED_FIELDS_INVALID
                    rule 19: h= ends with a colon        | v=1; a=rsa-sha256; d=example.com; s=s1; h=From:Subject:; bh=@BH@; b=@B@ | SIGNED_FIELDS_INVALID
                    rule 19: h= with a space in a name   | v=1; a=rsa-sha256; d=example.com; s=s1; h=From:Sub ject; bh=@BH@; b=@B@ | SIGNED_FIELDS_INVALID
                    rule 42: rsa-sha1                    | v=1; a=rsa-sha1; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | ALGORITHM_HISTORIC
                    rule 43: rsa-sha512                  | v=1; a=rsa-sha512; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | ALGORITHM_UNKNOWN
                    rule 43: rsa-md5                     | v=1; a=rsa-md5; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | ALGORITHM_UNKNOWN
                    rule 43: a= empty                    | v=1; a=; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | ALGORITHM_UNKNOWN
                    b= empty                             | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b= | SIGNATURE_ENCODING
                    b= no base64                         | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@!! | SIGNATURE_ENCODING
                    b= with padding in the middle        | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=QQ==QQ== | SIGNATURE_ENCODING
                    bh= no base64                        | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=*; b=@B@ | SIGNATURE_ENCODING
                    bh= of another length                | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=QUJD; b=@B@ | BODY_HASH_MISMATCH
                    b= of one octet                      | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=Ba3gj8+xBPQLJTahTfzW6RbWQ/XPgESxkCi2B66PSQg=; b=AA== | SIGNATURE_MISMATCH
                    VT between tags                      | v=1;\\013a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    FF in a value                        | v=1; a=rsa-sha256; d=example.com\\014; s=s1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    NBSP as one octet                    | v=1;\\240a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    NBSP as UTF-8 in d=                  | v=1; a=rsa-sha256; d=example.com\\302\\240; s=s1; h=From; bh=@BH@; b=@B@ | DOMAIN_INVALID
                    lone LF in a value                   | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; n=a\\nb; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    lone CR in a value                   | v=1; a=rsa-sha256; d=example.com; s=s1; h=From; n=a\\rb; bh=@BH@; b=@B@ | SIGNATURE_SYNTAX
                    no tags at all                       |    | SIGNATURE_SYNTAX
                    """)
    void field(String rule, String tags, String expected) {
        assertThat(verdict(tags == null ? "" : tags.translateEscapes()))
                .as(rule)
                .isEqualTo(expected);
    }

    private static String verdict(String tags) {
        // Not through Forge's line ends: a lone LF has to stay one.
        String message = "DKIM-Signature: " + tags
                + "\r\nFrom: Bob <bob@example.com>\r\nSubject:  Lunch\r\n on  Friday \r\n\r\nHello\r\n";
        byte[] signed = tags.contains("@B@") ? Forge.signRaw(message, KEY) : Forge.octets(message);
        return verdict(DNS, DkimPolicy.DEFAULT, signed);
    }

    private static String verdict(FakeDns dns, DkimPolicy policy, byte[] message) {
        DkimOutcome outcome = verify(dns, policy, message).get(0);
        return outcome.problem().map(Enum::name).orElse("pass");
    }

    private static List<DkimOutcome> verify(FakeDns dns, DkimPolicy policy, byte[] message) {
        return DkimVerifier.using(dns)
                .withOptions(DkimOptions.DEFAULT.withPolicy(policy).withClock(CLOCK))
                .verify(Message.of(message));
    }

    @Test
    @DisplayName("rule 10: a part of the body, where the policy allows it")
    void partOfTheBody() {
        byte[] signed = Forge.sign("""
                DKIM-Signature: v=1; a=rsa-sha256; l=3; d=example.com; s=s1; h=From; bh=@BH@; b=@B@
                From: bob@example.com

                Hello
                """, KEY);
        assertThat(verify(DNS, DkimPolicy.DEFAULT.withPartialBodies(true), signed))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.result()).isEqualTo(DkimResult.PASS);
                    assertThat(outcome.body()).contains(new BodyCoverage(3, 7, 1));
                    assertThat(outcome.body().orElseThrow().unsigned()).isEqualTo(4);
                });
    }

    @Test
    @DisplayName("rule 13, RFC 6376 §6.1.1: d= a public suffix, where the policy refuses it")
    void publicSuffix() {
        byte[] signed = Forge.sign("""
                DKIM-Signature: v=1; a=rsa-sha256; d=co.uk; s=s1; h=From; bh=@BH@; b=@B@
                From: bob@example.co.uk

                Hello
                """, KEY);
        FakeDns dns = Forge.dnsAt("s1._domainkey.co.uk", KEY.txt());
        DkimPolicy policy = DkimPolicy.DEFAULT.withRefusedDomains(Set.of(DomainName.of("co.uk")));
        assertThat(verdict(dns, DkimPolicy.DEFAULT, signed)).isEqualTo("pass");
        assertThat(verdict(dns, policy, signed)).isEqualTo("DOMAIN_REFUSED");
    }

    @Test
    @DisplayName("rule 14, RFC 8616 §5: U-labels in d=, s= and i= are looked up as A-labels and hashed as written")
    void internationalized() {
        byte[] signed = Forge.sign(Forge.utf8("""
                        DKIM-Signature: v=1; a=rsa-sha256; d=bücher.example; s=schlüssel; i=jörg@post.bücher.example;
                         z=Subject:grüße; h=From; bh=@BH@; b=@B@
                        From: jörg@bücher.example

                        Hello
                        """), KEY);
        FakeDns dns = Forge.dnsAt("xn--schlssel-95a._domainkey.xn--bcher-kva.example", KEY.txt());
        assertThat(verify(dns, DkimPolicy.DEFAULT, signed)).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).as(outcome.reason()).isEqualTo(DkimResult.PASS);
            assertThat(outcome.domain().orElseThrow()).hasToString("xn--bcher-kva.example");
            assertThat(outcome.identity()).contains("jörg@post.bücher.example");
        });
    }

    @Test
    @DisplayName("rule 15: a name that is too long for DNS is not asked for")
    void longName() {
        String label = "a".repeat(60);
        String selector = label + "." + label + "." + label;
        byte[] signed = Forge.sign(
                "DKIM-Signature: v=1; a=rsa-sha256; d=" + label + ".example.com; s=" + selector
                        + "; h=From; bh=@BH@; b=@B@\nFrom: bob@example.com\n\nHello\n",
                KEY);
        FakeDns dns = Forge.dns(KEY.txt());
        assertThat(verdict(dns, DkimPolicy.DEFAULT, signed)).isEqualTo("SELECTOR_INVALID");
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    @DisplayName("rule 15: what is no domain name is never asked for")
    void noQueryForBadNames() {
        FakeDns dns = Forge.dns(KEY.txt());
        for (String tags :
                List.of("d=example.com\0.evil.example; s=s1", "d=ex(ample.com; s=s1", "d=example.com; s=s 1")) {
            byte[] signed = Forge.signRaw(
                    "DKIM-Signature: v=1; a=rsa-sha256; " + tags
                            + "; h=From; bh=@BH@; b=@B@\r\nFrom: bob@example.com\r\n\r\nHello\r\n",
                    KEY);
            assertThat(verdict(dns, DkimPolicy.DEFAULT, signed)).isNotEqualTo("pass");
        }
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    @DisplayName("every outcome names the domain as far as the field could be read")
    void claimsOfABrokenField() {
        byte[] message = Forge.octets(
                "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=QUJD\r\nFrom: bob@example.com\r\n\r\n");
        assertThat(verify(DNS, DkimPolicy.DEFAULT, message)).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(DkimResult.PERMERROR);
            assertThat(outcome.reason()).startsWith("The DKIM-Signature field has no b=; ");
            assertThat(outcome.domain().orElseThrow()).hasToString("example.com");
            assertThat(outcome.selector().orElseThrow()).hasToString("s1");
            assertThat(outcome.identity()).contains("@example.com");
            assertThat(outcome.algorithm()).contains(DkimAlgorithm.RSA_SHA256);
        });
    }
}
