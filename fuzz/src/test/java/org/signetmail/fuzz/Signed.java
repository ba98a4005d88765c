package org.signetmail.fuzz;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/**
 * What was signed with two keys, and a naive reader who knows what their signatures are over. A signature that passes has to be one
 * of theirs over what the message has, whatever was made of it; nobody else has the keys.
 */
final class Signed {

    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    static final String DOMAIN = "example.com";

    private static final TestKey RSA = TestKeys.rsa1024();
    private static final TestKey ED25519 = TestKeys.ed25519();

    /** Where the keys are published. */
    static final String ZONE = "rsa._domainkey.example.com TXT \"" + RSA.txt() + "\"\n"
            + "ed._domainkey.example.com TXT \"" + ED25519.txt() + "\"\n";

    /** What a key record says. */
    static String record(boolean rsa) {
        return (rsa ? RSA : ED25519).txt();
    }

    private static final Pattern OWN_VALUE = Pattern.compile("((?:\\A|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*");

    private static final String PLAIN = """
            From: Ann Other <ann@example.com>
            To: Bob <bob@example.net>,
             Carol <carol@example.net>
            Subject: Meeting  on Tuesday
            Date: Fri, 27 Nov 2026 10:00:00 +0000
            Message-ID: <m1@example.com>

            Hello  Bob,\t

            let us meet at ten.


            """;

    /** Fields that come more than once, which are signed from the bottom up. */
    private static final String REPEATED = """
            Comments: one
            Keywords: a
            From: ann@example.com
            Comments:  two
            Keywords: b

            body
            """;

    private static final String BARE = "From: ann@example.com\n\n";

    private static final List<String> FIELDS =
            List.of("From", "Comments", "Comments", "Keywords", "Subject", "To", "Date");

    /** The messages, each with one signature or several on top. */
    static final List<byte[]> MESSAGES = new ArrayList<>();

    /** The selector and the canonical header of every signature. */
    private static final Set<String> INPUTS = new HashSet<>();

    static {
        for (String text : List.of(PLAIN, REPEATED, BARE)) {
            byte[] message = Messages.crlf(text);
            byte[] both = message;
            for (Canonicalization header : Canonicalization.values()) {
                for (Canonicalization body : Canonicalization.values()) {
                    boolean rsa = header == body;
                    DkimSigner signer =
                            signer(rsa).canonicalization(header, body).build();
                    MESSAGES.add(signed(signer, message));
                    both = rsa ? both : signed(signer, both);
                }
            }
            MESSAGES.add(both);
            MESSAGES.add(signed(signer(true).unsafeBodyLength(true).build(), message));
        }
        for (byte[] message : MESSAGES) {
            String text = NaiveCanonical.text(message);
            for (String field : signatures(text)) {
                // That the naive reader is right, and the signer, whatever the verifier says.
                Oracles.require(
                        isSigned(input(text, field), field), "what is signed is what a naive reader reads", field);
                INPUTS.add(named(text, field));
            }
        }
    }

    private Signed() {}

    private static DkimSigner.Builder signer(boolean rsa) {
        TestKey key = rsa ? RSA : ED25519;
        return DkimSigner.builder(DOMAIN, rsa ? "rsa" : "ed", SigningKey.of(key.privateKey(), key.publicKey()))
                .shortKey(true)
                .signedFields(FIELDS)
                .clock(() -> NOW);
    }

    /** A signer with one of the keys. */
    static DkimSigner signer(boolean rsa, Canonicalization header, Canonicalization body) {
        return signer(rsa).canonicalization(header, body).build();
    }

    private static byte[] signed(DkimSigner signer, byte[] message) {
        return signer.sign(Message.of(message)).prependTo(message);
    }

    /** The values of b=, without white space, of the signatures that are over what this message has, and made with the keys. */
    static Set<String> genuine(byte[] message) {
        String text = NaiveCanonical.text(message);
        Set<String> genuine = new HashSet<>();
        for (String field : signatures(text)) {
            boolean body = bodyHash(text, field).equals(tag(field, "bh"));
            if (body && (INPUTS.contains(named(text, field)) || isSigned(input(text, field), field))) {
                genuine.add(tag(field, "b"));
            }
        }
        return genuine;
    }

    private static List<String> signatures(String message) {
        return MessageFuzzTest.naiveFields(message).stream()
                .filter(field -> name(field).equals("dkim-signature"))
                .toList();
    }

    private static String name(String field) {
        return field.substring(0, Math.max(0, field.indexOf(':')))
                .replaceAll("[ \t]+\\z", "")
                .toLowerCase(Locale.ROOT);
    }

    /** The value of a tag without any white space; empty when there is none. */
    static String tag(String field, String name) {
        String value = field.substring(field.indexOf(':') + 1);
        Matcher tag = Pattern.compile("(?:\\A|;)[ \t\r\n]*" + name + "[ \t\r\n]*=([^;]*)")
                .matcher(value);
        return tag.find() ? tag.group(1).replaceAll("[ \t\r\n]", "") : "";
    }

    private static boolean isRelaxed(String field, int part) {
        String[] forms = tag(field, "c").split("/", -1);
        return part < forms.length && forms[part].equals("relaxed");
    }

    /** With the value of b= as it was made for this. */
    private static String named(String message, String signature) {
        return tag(signature, "b") + "|" + input(message, signature);
    }

    /** Whether one of the keys signed this, as the JDK has it: a corpus may hold what was signed by an older revision of this class. */
    private static boolean isSigned(String input, String field) {
        try {
            boolean rsa = tag(field, "s").equals("rsa");
            byte[] octets = NaiveCanonical.octets(input);
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            signature.initVerify((rsa ? RSA : ED25519).publicKey());
            // RFC 8463 §3: Ed25519 signs the hash.
            signature.update(rsa ? octets : MessageDigest.getInstance("SHA-256").digest(octets));
            return signature.verify(Base64.getDecoder().decode(tag(field, "b")));
        } catch (SignatureException | IllegalArgumentException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 6376 §3.7. */
    private static String input(String message, String signature) {
        boolean relaxed = isRelaxed(signature, 0);
        List<String> left = new ArrayList<>(MessageFuzzTest.naiveFields(message));
        StringBuilder input = new StringBuilder();
        for (String name : tag(signature, "h").split(":", -1)) {
            // RFC 6376 §5.4.2: from the bottom up, and what is not there adds nothing.
            for (int i = left.size() - 1; i >= 0; i--) {
                if (!name.isEmpty() && name(left.get(i)).equals(name.toLowerCase(Locale.ROOT))) {
                    input.append(NaiveCanonical.field(relaxed, left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        int colon = signature.indexOf(':');
        String own = OWN_VALUE.matcher(signature.substring(colon + 1)).replaceFirst("$1");
        input.append(NaiveCanonical.field(relaxed, signature.substring(0, colon + 1) + own));
        return input.toString();
    }

    private static String bodyHash(String message, String signature) {
        int start = message.startsWith("\r\n") ? 2 : message.indexOf("\r\n\r\n") + 4;
        String canonical =
                NaiveCanonical.body(isRelaxed(signature, 1), start < 4 && start != 2 ? "" : message.substring(start));
        String length = tag(signature, "l");
        if (length.matches("[0-9]{1,9}")) {
            if (Integer.parseInt(length) > canonical.length()) {
                return "too short a body";
            }
            canonical = canonical.substring(0, Integer.parseInt(length));
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(NaiveCanonical.octets(canonical));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The seeds: each message as it was signed, and with what a relay may do to it. */
    static byte[][] seeds() {
        List<byte[]> seeds = new ArrayList<>(MESSAGES);
        for (byte[] message : List.copyOf(MESSAGES)) {
            String text = NaiveCanonical.text(message);
            seeds.add(NaiveCanonical.octets("From: Eve <eve@example.org>\r\n" + text));
            seeds.add(NaiveCanonical.octets(text + "-- \r\nList\r\n"));
            seeds.add(NaiveCanonical.octets(text.replace("Subject: ", "subject :  ")));
        }
        return seeds.stream()
                .map(octets -> Arrays.copyOf(octets, octets.length))
                .toArray(byte[][]::new);
    }
}
