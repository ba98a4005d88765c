package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;

/**
 * What an administrator reads when a key cannot be used: the name of the key, and the very fault. Each row is one verification
 * of a message whose signature is right.
 */
class KeySentencesTest {

    private static final TestKey RSA = KeyParts.RSA;
    private static final TestKey LONG = KeyParts.LONG;
    private static final TestKey ED25519 = KeyParts.ED25519;

    private static final String NAME = "s1._domainkey.example.com";

    private static final Map<String, byte[]> SIGNED = Map.of(
            "rsa", signed(RSA, ""),
            "long", signed(LONG, ""),
            "sub", signed(RSA, " i=bob@mail.example.com;"),
            "ed", signed(ED25519, ""));

    private static byte[] signed(TestKey key, String tag) {
        return Forge.sign(
                "DKIM-Signature: v=1; a=" + key.keyType() + "-sha256; c=relaxed/relaxed; d=example.com; s=s1;" + tag
                        + " h=From; bh=@BH@; b=@B@\nFrom: bob@example.com\n\nHi\n",
                key);
    }

    private static DkimOutcome verify(FakeDns dns, String message) {
        return DkimVerifier.using(dns).verify(Message.of(SIGNED.get(message))).get(0);
    }

    /** Several records have two vertical bars between them; the words have ampersands. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '^', quoteCharacter = '`', textBlock = """
        cut off at 255 octets            ^ long ^ v=DKIM1; k=rsa; p={L-cut} ^ KEY_SYNTAX ^ is cut off: 177 octets are there, and its DER promises 294 & ends at octet 255 & A TXT string holds 255 octets, so publish the rest as a second string
        cut off at 238 characters        ^ long ^ v=DKIM1; k=rsa; p={L-238} ^ KEY_SYNTAX ^ 178 octets are there, and its DER promises 294
        cut off early                    ^ long ^ k=rsa; p={L-cut100}       ^ KEY_SYNTAX ^ 75 octets are there, and its DER promises 294 & second string
        split in two records             ^ long ^ v=DKIM1; k=rsa; p={L-238}||{L-rest} ^ KEY_SYNTAX ^ split: 2 TXT records & one TXT record of two strings
        split, the rest first            ^ long ^ {L-rest}||v=DKIM1; k=rsa; p={L-238} ^ KEY_SYNTAX ^ split: 2 TXT records
        split, with another record       ^ long ^ v=spf1 -all||{L-rest}||v=DKIM1; k=rsa; p={L-238} ^ KEY_SYNTAX ^ split: 2 TXT records
        the rest of a split key alone    ^ long ^ {L-rest} ^ KEY_SYNTAX ^ base64 without tags, as the rest of a key that was split & two strings of one TXT record
        the key without tags             ^ rsa  ^ {P} ^ KEY_SYNTAX ^ the key alone, without tags & Put "v=DKIM1; k=rsa; p=" in front of it
        an Ed25519 key without tags      ^ ed   ^ {E} ^ KEY_SYNTAX ^ the key alone, without tags
        PEM armour                       ^ rsa  ^ v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----{P}-----END PUBLIC KEY----- ^ KEY_SYNTAX ^ PEM armour & -----BEGIN PUBLIC KEY----- & only the base64 between
        PEM armour behind                ^ rsa  ^ v=DKIM1; k=rsa; p={P} -----END PUBLIC KEY----- ^ KEY_SYNTAX ^ PEM armour & -----END
        PEM in base64                    ^ rsa  ^ v=DKIM1; p={P-pem} ^ KEY_SYNTAX ^ base64 twice, or is PEM
        base64 in base64                 ^ rsa  ^ v=DKIM1; p={P-twice} ^ KEY_SYNTAX ^ base64 twice
        a private key, PKCS#8            ^ long ^ v=DKIM1; k=rsa; p={pkcs8} ^ KEY_PRIVATE ^ is a private key & Anybody can sign as this domain & make a new key
        a private key, cut off           ^ long ^ v=DKIM1; k=rsa; p={pkcs8-cut} ^ KEY_PRIVATE ^ is a private key & Anybody can sign as this domain
        a private key, PKCS#1            ^ long ^ v=DKIM1; k=rsa; p={pkcs1} ^ KEY_PRIVATE ^ is a private key
        a private key in PEM             ^ long ^ v=DKIM1; k=rsa; p=-----BEGIN PRIVATE KEY-----{pkcs8}-----END PRIVATE KEY----- ^ KEY_PRIVATE ^ is a private key (in PEM)
        a private RSA key in PEM         ^ long ^ v=DKIM1; k=rsa; p=-----BEGIN RSA PRIVATE KEY-----{pkcs1} ^ KEY_PRIVATE ^ is a private key (in PEM)
        a private Ed25519 key            ^ ed   ^ v=DKIM1; k=ed25519; p={E-pkcs8} ^ KEY_PRIVATE ^ is a private key & Anybody can sign
        an Ed25519 key pair              ^ ed   ^ v=DKIM1; k=ed25519; p={E-pair} ^ KEY_PRIVATE ^ is a private key
        Ed25519 in ASN.1                 ^ ed   ^ v=DKIM1; k=ed25519; p={E-spki} ^ KEY_SYNTAX ^ wrapped in ASN.1, of 44 octets & RFC 8463 & 32 octets alone & Publish "p={E}"
        Ed25519 without k=               ^ ed   ^ v=DKIM1; p={E} ^ KEY_TYPE_MISMATCH ^ has no k= & ed25519-sha256 & Add the tag "k=ed25519": the key is one of that kind
        Ed25519 under k=rsa              ^ ed   ^ v=DKIM1; k=rsa; p={E} ^ KEY_TYPE_MISMATCH ^ k=rsa & ed25519-sha256 needs k=ed25519 & Write "k=ed25519"
        RSA key for Ed25519              ^ ed   ^ v=DKIM1; k=rsa; p={P} ^ KEY_TYPE_MISMATCH ^ k=rsa & under a selector of its own
        RSA under k=ed25519              ^ rsa  ^ v=DKIM1; k=ed25519; p={P} ^ KEY_TYPE_MISMATCH ^ k=ed25519 & rsa-sha256 needs k=rsa & Write "k=rsa"
        Ed25519 key for RSA, no k=       ^ rsa  ^ v=DKIM1; p={E} ^ KEY_SYNTAX ^ has 32 octets, as an Ed25519 key has & has no k=
        Ed25519 key for RSA, k=rsa       ^ rsa  ^ v=DKIM1; k=rsa; p={E} ^ KEY_SYNTAX ^ has 32 octets & says k=rsa & k=ed25519
        Ed25519 in ASN.1 for RSA         ^ rsa  ^ v=DKIM1; p={E-spki} ^ KEY_SYNTAX ^ wrapped in ASN.1 & k=ed25519
        Ed25519 key that is RSA          ^ ed   ^ v=DKIM1; k=ed25519; p={P} ^ KEY_SYNTAX ^ is an RSA key of 1024 bits & says k=ed25519 & Write "k=rsa"
        Ed25519 of 31 octets             ^ ed   ^ v=DKIM1; k=ed25519; p={E-31} ^ KEY_SYNTAX ^ has 31 octets; an Ed25519 key has 32
        Ed25519 of 33 octets             ^ ed   ^ v=DKIM1; k=ed25519; p={E-33} ^ KEY_SYNTAX ^ has 33 octets
        Ed25519 of small order           ^ ed   ^ v=DKIM1; k=ed25519; p={E-small} ^ KEY_UNSAFE ^ its 32 octets are no point of Ed25519 & Compare p=
        another kind of k=               ^ rsa  ^ v=DKIM1; k=rsa2; p={P} ^ KEY_TYPE_MISMATCH ^ k=rsa2 & needs k=rsa
        k= with a no-break space         ^ rsa  ^ v=DKIM1; k=\302\240rsa; p={P} ^ KEY_TYPE_MISMATCH ^ \\194\\160 & a no-break space & octet 12
        elliptic curve                   ^ rsa  ^ v=DKIM1; p={ec} ^ KEY_SYNTAX ^ an elliptic-curve key (1.2.840.10045.2.1)
        DSA                              ^ rsa  ^ v=DKIM1; p={dsa} ^ KEY_SYNTAX ^ a DSA key
        a certificate                    ^ rsa  ^ v=DKIM1; p={certificate} ^ KEY_SYNTAX ^ is a certificate
        a key of SSH                     ^ rsa  ^ v=DKIM1; p={ssh} ^ KEY_SYNTAX ^ in the form of SSH
        hexadecimal                      ^ rsa  ^ v=DKIM1; p={P-hex} ^ KEY_SYNTAX ^ is hexadecimal
        hexadecimal in capitals          ^ rsa  ^ v=DKIM1; p={P-HEX} ^ KEY_SYNTAX ^ is hexadecimal
        a backslash behind k=            ^ rsa  ^ v=DKIM1; k=rsa\\ ; p={P} ^ KEY_TYPE_MISMATCH ^ has a backslash in it, at octet 15
        base64url                        ^ rsa  ^ v=DKIM1; p={P-url} ^ KEY_SYNTAX ^ is base64url & Write + in place of -
        blanks in place of +             ^ rsa  ^ v=DKIM1; p={P-blanks} ^ KEY_SYNTAX ^ has a blank where the key has +
        damaged                          ^ rsa  ^ v=DKIM1; p={P-damaged} ^ KEY_SYNTAX ^ are no valid DER
        something short                  ^ rsa  ^ v=DKIM1; p=QUJD ^ KEY_SYNTAX ^ 3 octets that are no RSA public key: QUJD
        base64 of odd length             ^ rsa  ^ v=DKIM1; p=QUJDQ ^ KEY_SYNTAX ^ no whole base64: it has 5 characters
        768 bits                         ^ rsa  ^ v=DKIM1; p={768} ^ KEY_TOO_SHORT ^ RSA of 768 bits & RFC 8301 wants 1024 & Make a key of 2048 bits
        1023 bits                        ^ rsa  ^ v=DKIM1; p={1023} ^ KEY_TOO_SHORT ^ RSA of 1023 bits
        500 bits                         ^ rsa  ^ v=DKIM1; p={500} ^ KEY_TOO_SHORT ^ RSA of 500 bits
        16384 bits                       ^ rsa  ^ v=DKIM1; p={16384} ^ KEY_TOO_LARGE ^ RSA of 16384 bits & no more than 8192
        20000 bits                       ^ rsa  ^ v=DKIM1; p={20000} ^ KEY_TOO_LARGE ^ RSA of 20000 bits
        an even modulus                  ^ rsa  ^ v=DKIM1; p={even} ^ KEY_UNSAFE ^ modulus is even
        exponent 1                       ^ rsa  ^ v=DKIM1; p={e1} ^ KEY_UNSAFE ^ exponent is 1.
        an even exponent                 ^ rsa  ^ v=DKIM1; p={e4} ^ KEY_UNSAFE ^ exponent is 4.
        a huge exponent                  ^ rsa  ^ v=DKIM1; p={e40} ^ KEY_UNSAFE ^ exponent has 41 bits, and no more than 32
        exponent 0                       ^ rsa  ^ v=DKIM1; p={e0} ^ KEY_SYNTAX ^ its exponent is not above zero
        h=sha1                           ^ rsa  ^ v=DKIM1; h=sha1; p={P} ^ KEY_HASH_EXCLUDED ^ not for sha256, which rsa-sha256 needs: its record says h=sha1 & add sha256
        h= empty                         ^ rsa  ^ v=DKIM1; h=; p={P} ^ KEY_HASH_EXCLUDED ^ its record has h= without a value.
        s=tlsrpt                         ^ rsa  ^ v=DKIM1; s=tlsrpt; p={P} ^ KEY_SERVICE_EXCLUDED ^ not for e-mail & s=tlsrpt & add email
        t=s                              ^ sub  ^ v=DKIM1; t=s; p={P} ^ KEY_STRICT_DOMAIN ^ t=s & i=bob@mail.example.com & d=example.com
        v= last                          ^ rsa  ^ k=rsa; p={P}; v=DKIM1 ^ KEY_SYNTAX ^ the tag v=DKIM1 is not the first & at the start of the record
        v=DKIM2                          ^ rsa  ^ v=DKIM2; p={P} ^ KEY_SYNTAX ^ the version is v=DKIM2, and must be v=DKIM1
        v=dkim1                          ^ rsa  ^ v=dkim1; p={P} ^ KEY_SYNTAX ^ v=dkim1, and letter case counts
        v=1                              ^ rsa  ^ v=1; p={P} ^ KEY_SYNTAX ^ v=1, and must be v=DKIM1
        v:DKIM1                          ^ rsa  ^ v:DKIM1; p={P} ^ KEY_SYNTAX ^ no equals sign behind v: v:DKIM1;
        DKIM1 alone                      ^ rsa  ^ DKIM1; k=rsa; p={P} ^ KEY_SYNTAX ^ no v= in front of DKIM1
        no semicolon behind k=           ^ rsa  ^ v=DKIM1; k=rsa p={P} ^ KEY_SYNTAX ^ no p= tag & a semicolon is missing in front of p= at octet 16 & a part of k=rsa.
        no semicolon behind v=           ^ rsa  ^ v=DKIM1 k=rsa; p={P} ^ KEY_SYNTAX ^ no semicolon behind v=DKIM1 & DKIM1 k=rsa
        no semicolons at all             ^ rsa  ^ v=DKIM1 k=rsa p={P} ^ KEY_SYNTAX ^ no p= tag & a part of v=DKIM1 k=rsa
        colons for semicolons            ^ rsa  ^ v=DKIM1: k=rsa: p={P} ^ KEY_SYNTAX ^ no p= tag & a part of v=DKIM1: k=rsa:
        no semicolon, no blank           ^ rsa  ^ v=DKIM1; k=rsap={P} ^ KEY_SYNTAX ^ no p= tag & k=rsa
        no semicolon behind p=           ^ rsa  ^ v=DKIM1; p={P} k=rsa ^ KEY_SYNTAX ^ no semicolon behind p= & goes on with k=rsa
        no p=                            ^ rsa  ^ v=DKIM1; k=rsa ^ KEY_SYNTAX ^ no p= tag & v=DKIM1; k=rsa
        pk= for p=                       ^ rsa  ^ v=DKIM1; k=rsa; pk={P} ^ KEY_SYNTAX ^ no p= tag, and what looks like the key in pk= & write p= in place of pk=
        = in the middle                  ^ rsa  ^ v=DKIM1; p=MIGfMA0G=CSqG ^ KEY_SYNTAX ^ has = at octet 20
        behind an Ed25519 key            ^ ed   ^ v=DKIM1; k=ed25519; p={E}. ^ KEY_SYNTAX ^ goes on behind the key: .
        an octet of UTF-8                ^ ed   ^ v=DKIM1; k=ed25519; p=\303\274 ^ KEY_SYNTAX ^ the octets \\195\\188 at octet 23
        P=                               ^ rsa  ^ v=DKIM1; P={P} ^ KEY_SYNTAX ^ P= in place of p= & letter case
        p:                               ^ rsa  ^ v=DKIM1; k=rsa; p: {P} ^ KEY_SYNTAX ^ no equals sign behind the tag p, but :
        strings in the wrong order       ^ long ^ {L-rest}v=DKIM1; k=rsa; p={L-238} ^ KEY_SYNTAX ^ its strings in the wrong order & Put the string that begins with v=DKIM1 first
        a line of a zone                 ^ rsa  ^ s1._domainkey IN TXT ( "v=DKIM1; p={P}" ) ^ KEY_SYNTAX ^ something in front of v=DKIM1: s1._domainkey IN TXT ( "
        a colon in front                 ^ rsa  ^ TXT: v=DKIM1; p={P} ^ KEY_SYNTAX ^ something in front of v=DKIM1: TXT:
        two semicolons                   ^ rsa  ^ v=DKIM1;; k=rsa; p={P} ^ KEY_SYNTAX ^ two semicolons behind the tag v= & Take one of the semicolons out
        two semicolons at the end        ^ rsa  ^ v=DKIM1; p={P};; ^ KEY_SYNTAX ^ two semicolons behind the tag p=
        a semicolon first                ^ rsa  ^ ; v=DKIM1; p={P} ^ KEY_SYNTAX ^ begins with a semicolon
        p= twice                         ^ rsa  ^ v=DKIM1; p={P}; p={P} ^ KEY_SYNTAX ^ has the tag p= twice
        k= twice                         ^ rsa  ^ v=DKIM1; k=rsa; k=rsa; p={P} ^ KEY_SYNTAX ^ has the tag k= twice
        a tilde behind the key           ^ rsa  ^ v=DKIM1; p={P}~ ^ KEY_SYNTAX ^ goes on behind the key: ~
        a TTL behind the key             ^ long ^ v=DKIM1; p={L} 3600 ^ KEY_SYNTAX ^ goes on behind the key, by 3 octets: 3600
        a comment behind the key         ^ rsa  ^ v=DKIM1; p={P} (2048 bit) ^ KEY_SYNTAX ^ goes on behind the key: (2048 bit)
        three dots in the key            ^ rsa  ^ v=DKIM1; p=MIIBIjAN...AQAB ^ KEY_SYNTAX ^ has . at octet 20 & ...AQAB
        a backslash before semicolons    ^ rsa  ^ v=DKIM1\\; k=rsa\\; p={P} ^ KEY_SYNTAX ^ a backslash in front of a semicolon
        a backslash in the key           ^ rsa  ^ v=DKIM1; p=MII\\BIj ^ KEY_SYNTAX ^ has a backslash in it, at octet 15
        a byte order mark                ^ rsa  ^ \357\273\277v=DKIM1; p={P} ^ KEY_SYNTAX ^ \\239\\187\\191 (a byte order mark) at its start & type the record anew
        a no-break space                 ^ rsa  ^ v=DKIM1;\302\240k=rsa; p={P} ^ KEY_SYNTAX ^ \\194\\160 (a no-break space) at octet 9
        a no-break space of Latin-1      ^ rsa  ^ v=DKIM1;\240p={P} ^ KEY_SYNTAX ^ \\160 (a no-break space of Latin-1)
        a no-break space before =        ^ rsa  ^ v=DKIM1; p\302\240={P} ^ KEY_SYNTAX ^ \\194\\160 (a no-break space) at octet 11
        a space of no width in the key   ^ rsa  ^ v=DKIM1; p=MIIB\342\200\213IjAN ^ KEY_SYNTAX ^ \\226\\128\\139 (a space of no width)
        a control in a value             ^ rsa  ^ v=DKIM1; n=a\001b; p={P} ^ KEY_SYNTAX ^ \\001 at octet 13 & tag n=
        typographic quotation marks      ^ rsa  ^ \342\200\234v=DKIM1; p={P}\342\200\235 ^ KEY_SYNTAX ^ \\226\\128\\156 (a typographic quotation mark)
        quotation marks around           ^ rsa  ^ "v=DKIM1; p={P}" ^ KEY_SYNTAX ^ quotation mark in it, at octet 1 & Take the quotation marks out
        quotation marks in the key       ^ rsa  ^ v=DKIM1; p=MIIBIj" "ANBg ^ KEY_SYNTAX ^ quotation mark in it, at octet 18
        quotation marks around a value   ^ rsa  ^ v="DKIM1"; p={P} ^ KEY_SYNTAX ^ quotation mark in it, at octet 3
        SPF                              ^ rsa  ^ v=spf1 include:_spf.example.net -all ^ KEY_SYNTAX ^ one of SPF: v=spf1 include:_spf.example.net -all
        DMARC                            ^ rsa  ^ v=DMARC1; p=reject ^ KEY_SYNTAX ^ one of DMARC: v=DMARC1; p=reject
        a tag with a hyphen, and no p=   ^ rsa  ^ v=DKIM1; x-note=1 ^ KEY_SYNTAX ^ no p= tag
        something else                   ^ rsa  ^ hello world ^ KEY_SYNTAX ^ no list of tags: hello world
        something else with an octet     ^ rsa  ^ gr\374n ^ KEY_SYNTAX ^ \\252
        a verification code              ^ rsa  ^ google-site-verification=abc ^ KEY_SYNTAX ^ google-site-verification=abc
        blank                            ^ rsa  ^ {blank} ^ KEY_SYNTAX ^ is empty
        revoked                          ^ rsa  ^ v=DKIM1; p= ^ KEY_REVOKED ^ is revoked: p= is empty & new selector
        revoked, and another key         ^ rsa  ^ v=DKIM1; p=||v=DKIM1; p={768} ^ KEY_REVOKED ^ is revoked & has 2 TXT records, and may have one (RFC 6376)
        two records, none of a key       ^ rsa  ^ v=spf1 -all||v=DKIM1; k=rsa ^ KEY_SYNTAX ^ no p= tag & has 2 TXT records
        a key of 2048 bits for 1024      ^ rsa  ^ v=DKIM1; p={L} ^ SIGNATURE_MISMATCH ^ does not match
        """)
    void sentence(String fault, String message, String record, String problem, String words) {
        FakeDns dns = KeyParts.dns(record);
        DkimOutcome outcome = verify(dns, message);
        assertThat(outcome.problem().map(Enum::name)).as(outcome.reason()).contains(problem);
        for (String word : words.split(" & ", -1)) {
            assertThat(ascii(outcome.reason())).contains(KeyParts.filled(word).strip());
        }
        if (!problem.equals("SIGNATURE_MISMATCH")) {
            assertThat(outcome.reason()).contains(NAME);
        }
    }

    private static String ascii(String reason) {
        assertThat(reason).matches("[ -~]+").hasSizeLessThan(700);
        return reason;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '^', quoteCharacter = '`', textBlock = """
        NXDOMAIN          ^ other.example TXT "x" ^ KEY_MISSING ^ s1._domainkey.example.com is not published: its name does not exist & Publish the record
        no TXT            ^ s1._domainkey.example.com A 192.0.2.1 ^ KEY_MISSING ^ its name exists and has no TXT record
        dangling CNAME    ^ s1._domainkey.example.com CNAME k.example.net ^ KEY_MISSING ^ its name is a CNAME to k.example.net, which does not exist
        CNAME to no TXT   ^ s1._domainkey.example.com CNAME k.example.net\\nk.example.net A 192.0.2.1 ^ KEY_MISSING ^ a CNAME to k.example.net, which has no TXT record
        SPF behind a CNAME ^ s1._domainkey.example.com CNAME k.example.net\\nk.example.net TXT "v=spf1 -all" ^ KEY_SYNTAX ^ one of SPF & The name is a CNAME to k.example.net.
        two CNAMEs        ^ s1._domainkey.example.com CNAME k.example.net\\nk.example.net CNAME l.example.net ^ KEY_MISSING ^ a CNAME to l.example.net, which does not exist
        SERVFAIL          ^ s1._domainkey.example.com TXT !SERVFAIL ^ KEY_LOOKUP_FAILED ^ s1._domainkey.example.com could not be looked up: SERVFAIL
        no answer         ^ s1._domainkey.example.com TXT !TIMEOUT  ^ KEY_LOOKUP_FAILED ^ could not be looked up: TIMEOUT
        empty TXT         ^ s1._domainkey.example.com TXT "" ^ KEY_SYNTAX ^ the record is empty, as of a key that was taken out
        wildcard          ^ *.example.com TXT "v=spf1 -all" ^ KEY_SYNTAX ^ the record is one of SPF: v=spf1 -all & and nothing else
        seam              ^ s1._domainkey.example.com TXT "v=DKIM1; k=rsa" "p={P}" ^ KEY_SYNTAX ^ no p= tag & a part of k=rsa & where two strings of the TXT record meet
        """)
    void answers(String fault, String zone, String problem, String words) {
        DkimOutcome outcome = verify(FakeDns.zone(KeyParts.filled(zone.translateEscapes())), "rsa");
        assertThat(outcome.problem().map(Enum::name)).as(outcome.reason()).contains(problem);
        for (String word : words.split(" & ", -1)) {
            assertThat(ascii(outcome.reason())).contains(word.strip()).contains(NAME);
        }
    }

    @Test
    @DisplayName("a policy that wants more bits says so")
    void strictPolicy() {
        DkimVerifier verifier = DkimVerifier.using(Forge.dns(RSA.txt()))
                .withOptions(DkimOptions.DEFAULT.withPolicy(DkimPolicy.DEFAULT.withRsaBits(2048, 4096)));
        assertThat(verifier.verify(Message.of(SIGNED.get("rsa"))).get(0).reason())
                .contains("RSA of 1024 bits, and this verifier wants 2048 or more");
    }

    @Test
    @DisplayName("hostile: a name and a record of any length make a sentence of a bounded one")
    void bounded() {
        for (String record : new String[] {
            "v=" + "x".repeat(5000),
            "x".repeat(5000) + "=1; p=",
            "k=" + "y".repeat(5000) + "; p=QUJD",
            "s=" + "z".repeat(5000) + "; p=QUJD",
            "h=" + "z".repeat(5000) + "; p=QUJD",
            "p=" + "\u00e9".repeat(5000),
            "\u00e9".repeat(5000),
            "\"".repeat(5000),
            "p=" + "p=".repeat(5000),
            "p=" + " a=".repeat(5000)
        }) {
            DkimOutcome outcome = verify(Forge.dns(record), "rsa");
            assertThat(outcome.problem()).as(record.substring(0, 20)).isPresent();
            assertThat(ascii(outcome.reason())).contains(NAME);
        }
    }

    @Test
    @DisplayName("the keys of the tables are what they are said to be")
    void partsAreRight() {
        assertThat(((RSAPublicKey) LONG.publicKey()).getModulus().bitLength()).isEqualTo(2048);
        assertThat(verify(Forge.dns(RSA.txt()), "rsa").result()).isEqualTo(DkimResult.PASS);
        assertThat(verify(Forge.dns(RSA.txt()), "sub").result()).isEqualTo(DkimResult.PASS);
        assertThat(verify(Forge.dns(LONG.txt()), "long").result()).isEqualTo(DkimResult.PASS);
        assertThat(verify(Forge.dns(ED25519.txt()), "ed").result()).isEqualTo(DkimResult.PASS);
    }
}
