package org.signetmail.cli.attacks;

import static org.signetmail.cli.attacks.Attack.done;
import static org.signetmail.cli.attacks.Attack.held;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What becomes of signatures on their way, and keys that are none. */
final class SignatureAttacks {

    private static final String REPLAYED = "spf=fail dkim=pass dmarc=pass, 250 2.6.0";

    private SignatureAttacks() {}

    /** A message of the bank, signed, which somebody sends on from elsewhere. */
    private static Attempt replayed() {
        return Attempt.ofTheBank().mailFrom("boss@bank.example").signedByTheBank();
    }

    private static DkimSigner.Builder bank() {
        return DkimSigner.builder(
                "bank.example", "s", SigningKey.of(Attempt.BANK.privateKey(), Attempt.BANK.publicKey()));
    }

    private static Attempt signed(DkimSigner.Builder signer) {
        return Attempt.ofTheBank().mailFrom("boss@bank.example").signedBy(signer);
    }

    /** A signature that nobody made, with a key that is published: {@code b=} of a PKCS#1 encoding that e=1 leaves as it is. */
    private static Attempt exponentOne() {
        RSAPublicKey key = (RSAPublicKey) TestKeys.rsa1024().publicKey();
        byte[] der = der(0x30, join(der(2, key.getModulus().toByteArray()), der(2, new byte[] {1})));
        return Attempt.ofTheBank()
                .changed(text -> {
                    int body = text.indexOf("\r\n\r\n") + 4;
                    String field =
                            "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=bank.example; s=one; h=from; bh="
                                    + Attempt.base64(Attempt.sha256(text.substring(body))) + "; b=";
                    byte[] hash = Attempt.sha256(text.substring(0, text.indexOf("\r\n") + 2) + field);
                    return field + Attempt.base64(encoded(hash)) + "\r\n" + text;
                })
                .zone("one._domainkey.bank.example TXT \"v=DKIM1; p="
                        + Attempt.base64(der).substring(0, 100) + "\" \""
                        + Attempt.base64(der).substring(100) + "\"");
    }

    /** EMSA-PKCS1-v1_5 of RFC 8017 §9.2, for 1024 bits. */
    private static byte[] encoded(byte[] hash) {
        byte[] prefix = new BigInteger("3031300d060960864801650304020105000420", 16).toByteArray();
        byte[] encoded = new byte[128];
        Arrays.fill(encoded, (byte) 0xFF);
        encoded[0] = 0;
        encoded[1] = 1;
        byte[] info = join(prefix, hash);
        encoded[encoded.length - info.length - 1] = 0;
        System.arraycopy(info, 0, encoded, encoded.length - info.length, info.length);
        return encoded;
    }

    private static byte[] der(int tag, byte[] content) {
        byte[] length = content.length < 128
                ? new byte[] {(byte) content.length}
                : new byte[] {(byte) 0x81, (byte) content.length};
        return join(new byte[] {(byte) tag}, join(length, content));
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static String unreadable(int count) {
        return "DKIM-Signature: v=1; d=bank.example; s=x; junk\r\n".repeat(count);
    }

    /** Signatures that can be read, of domains of the attacker whose keys have to be looked up. */
    private static String flood(int count) {
        StringBuilder flood = new StringBuilder();
        for (int i = 0; i < count; i++) {
            flood.append("DKIM-Signature: v=1; a=ed25519-sha256; d=d" + i + ".crook.example; s=s" + i
                    + "; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=" + "A".repeat(86) + "==\r\n");
        }
        return flood.toString();
    }

    static List<Attack> all() {
        TestKey small = TestKeys.rsa(512, 1);
        return List.of(
                done(
                        "DKIM replay",
                        "a message that the bank signed, sent on to others: nothing in DKIM tells",
                        "RFC 6376 §8.6",
                        REPLAYED,
                        replayed()),
                done(
                        "DKIM replay, later",
                        "the same after `x=`, which the bank sets an hour ahead",
                        "RFC 6376 §3.5",
                        "spf=fail dkim=permerror (dkim-expired) dmarc=fail, 550 5.7.26",
                        signed(bank().validity(Duration.ofHours(1))).at(Attempt.NOW.plusSeconds(3700))),
                done(
                        "replay with another From",
                        "a second From above the signed one",
                        "RFC 6376 §5.4.2, §8.15",
                        "spf=fail dkim=fail (dkim-signature-mismatch) dmarc=permerror (from-repeated), 550 5.7.1",
                        replayed().changed(text -> "From: <x@crook.example>\r\n" + text)),
                done(
                        "replay with another Subject",
                        "a second Subject, To or Date: our signer names each once more than it is there",
                        "RFC 6376 §5.4.2, §8.15",
                        "spf=fail dkim=fail (dkim-signature-mismatch) dmarc=fail, 550 5.7.26",
                        replayed().changed(text -> "Subject: pay\r\n" + text)),
                done(
                        "replay with fields that are not signed",
                        "who signs From alone vouches for From alone; what is not signed is told",
                        "RFC 6376 §5.4.1, §8.15",
                        REPLAYED + "; dkim-fields-unsigned",
                        () -> {
                            Attempt attempt = signed(bank().signedFields(List.of("From"))
                                            .alwaysOversigned(List.of("From"))
                                            .oversignedWhenPresent(List.of()))
                                    .changed(text -> text.replace("hello", "pay"));
                            return attempt.call() + "; "
                                    + String.join(
                                            ", ",
                                            attempt.authenticate().dkim().get(0).findings().stream()
                                                    .map(finding -> finding.code())
                                                    .filter("dkim-fields-unsigned"::equals)
                                                    .toList());
                        }),
                done(
                        "l= append",
                        "text behind the octets that `l=` covers",
                        "RFC 6376 §3.5, §8.2",
                        "spf=fail dkim=policy (dkim-body-partly-signed) dmarc=fail, 550 5.7.26",
                        signed(bank().unsafeBodyLength(true)).changed(text -> text + "Pay here.\r\n")),
                done(
                        "l= beyond any number",
                        "a length of 76 digits, a negative one",
                        "RFC 6376 §3.5",
                        "spf=pass dkim=permerror (dkim-body-length-invalid), permerror (dkim-body-too-short) dmarc=fail, 550 5.7.26",
                        Attempt.from("<boss@bank.example>")
                                .forged("d=bank.example; s=k; l=" + "9".repeat(76))
                                .forged("d=bank.example; s=k; l=-1")),
                done(
                        "i= of another domain",
                        "`d=crook.example; i=@bank.example`",
                        "RFC 6376 §3.5, §6.1.1",
                        "spf=pass dkim=permerror (dkim-identity-outside-domain) dmarc=fail, 550 5.7.26",
                        Attempt.from("<boss@bank.example>").forged("d=crook.example; s=k; i=@bank.example")),
                done(
                        "d= twice",
                        "`d=crook.example; d=bank.example`",
                        "RFC 6376 §3.2",
                        "spf=pass dkim=permerror (dkim-signature-syntax) dmarc=fail, 550 5.7.26",
                        Attempt.from("<boss@bank.example>").forged("d=crook.example; d=bank.example; s=k")),
                done(
                        "d= of a whole TLD",
                        "`d=example`",
                        "RFC 6376 §3.5",
                        "spf=pass dkim=permerror (dkim-domain-invalid) dmarc=fail, 550 5.7.26",
                        Attempt.from("<boss@bank.example>").forged("d=example; s=k")),
                done(
                        "one fails, one passes (OpenDMARC #70)",
                        "a broken signature for the bank beside a good one of the attacker",
                        "RFC 9989 §4.4.1",
                        "spf=pass dkim=fail (dkim-signature-mismatch), pass dmarc=fail, 550 5.7.26",
                        Attempt.from("<boss@bank.example>")
                                .forged("d=crook.example; s=k")
                                .forged("d=bank.example; s=s")),
                done(
                        "key flood",
                        "40 signatures with a key each to look up, above the good one of the bank: what could align comes first",
                        "RFC 6376 §6.1, §8.4",
                        "spf=fail dkim=permerror (dkim-key-missing), policy (dkim-too-many-signatures), pass dmarc=pass, 250 2.6.0;"
                                + " at most 20 questions",
                        SpfAttacks.bounded(20, replayed().changed(text -> flood(40) + text))),
                done(
                        "key flood, larger",
                        "1000 of them: beyond the bound nothing is read, and nothing passes",
                        "RFC 6376 §8.4",
                        "spf=fail dkim=permerror (dkim-key-missing), policy (dkim-too-many-signatures) dmarc=fail, 550 5.7.26; at most"
                                + " 20 questions",
                        SpfAttacks.bounded(20, replayed().changed(text -> flood(1000) + text))),
                done(
                        "signatures that cannot be read",
                        "40 of them above the good one: they do not count against it",
                        "RFC 6376 §6.1",
                        "spf=fail dkim=permerror (dkim-signature-syntax), pass dmarc=pass, 250 2.6.0",
                        replayed().changed(text -> unreadable(40) + text)),
                done(
                        "signatures that cannot be read, more",
                        "4000 of them",
                        "RFC 6376 §8.4",
                        "spf=fail dkim=permerror (dkim-signature-syntax), policy (dkim-too-many-signatures) dmarc=fail, 550 5.7.26",
                        replayed().changed(text -> unreadable(4000) + text)),
                done(
                        "short RSA key",
                        "512 bits, which anybody can factor",
                        "RFC 8301 §3.2",
                        "spf=fail dkim=permerror (dkim-key-too-short) dmarc=fail, 550 5.7.26",
                        signed(bank())
                                .changed(text ->
                                        text.replace("s=s;", "s=w;").replace("a=ed25519-sha256", "a=rsa-sha256"))
                                .zone("w._domainkey.bank.example TXT \"" + small.txt() + "\"")),
                done(
                        "RSA exponent 1",
                        "a key whose signature is the padded hash itself",
                        "RFC 8017 §3.1, RFC 6376 §6.1.2",
                        "dkim=permerror (dkim-key-unsafe) dmarc=fail, 550 5.7.26",
                        exponentOne().mailFrom("x@nobody.example")),
                done(
                        "Ed25519 identity key",
                        "a key with which the same octets sign everything",
                        "RFC 8032 §5.1.7",
                        "dkim=permerror (dkim-key-unsafe) dmarc=fail, 550 5.7.26",
                        Attempt.ofTheBank()
                                .mailFrom("x@nobody.example")
                                .forged("d=bank.example; s=id")
                                .changed(text -> {
                                    byte[] identity = new byte[64];
                                    identity[0] = 1;
                                    int b = text.indexOf("; b=") + 4;
                                    return text.substring(0, b)
                                            + Attempt.base64(identity)
                                            + text.substring(text.indexOf("\r\n", b));
                                })
                                .zone(
                                        "id._domainkey.bank.example TXT \"v=DKIM1; k=ed25519; p=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"")),
                held(
                        "Bleichenbacher, e=3",
                        "padding that is cut short, with room for a forged cube",
                        "RFC 8017 §8.2.2",
                        "dkim=fail",
                        "org.signetmail.dkim.HostileInputTest#bleichenbacher"));
    }
}
