package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.signetmail.testkit.TestKey;

/** Signs a message of a table, rightly or with one of the faults that signers are known for. */
final class Signer {

    /** What is signed. */
    enum Mode {
        RIGHT,
        TWICE,
        RAW,
        SHA1
    }

    private BinaryOperator<String> relaxed = (field, canonical) -> canonical;
    private BinaryOperator<String> canonicalBody = (body, canonical) -> canonical;
    private String order = "";
    private String end = "";
    private Mode mode = Mode.RIGHT;
    private String copies = "";
    private @Nullable TestKey key;

    Signer relaxed(BinaryOperator<String> fault) {
        relaxed = fault;
        return this;
    }

    Signer body(BinaryOperator<String> fault) {
        canonicalBody = fault;
        return this;
    }

    Signer order(String names) {
        order = names;
        return this;
    }

    Signer own(String text) {
        end = text;
        return this;
    }

    Signer mode(Mode other) {
        mode = other;
        return this;
    }

    Signer copies(String... names) {
        copies = names.length == 0 ? "*" : String.join(",", names);
        return this;
    }

    Signer key(TestKey other) {
        key = other;
        return this;
    }

    /** Gives the message with its signature on top, one {@code char} an octet. */
    String sign(ChangesTest.Change change, TestKey usual) {
        String body = change.body().replace("\r\n", "\n").replace("\n", "\r\n").replace("\\LF", "\n");
        String[] c = change.canonicalization().split("/", -1);
        boolean relaxedHeader = c[0].equals("relaxed");
        List<String> fields =
                new ArrayList<>(List.of(change.fields().replace("\n", "\r\n").split("\r\n(?![ \t])", -1)));
        fields.remove("");
        String canonical = canonicalBody.apply(body, Forge.canonicalBody(c[1].equals("relaxed"), body));
        String own = "DKIM-Signature: v=1; a=" + change.algorithm() + "; c=" + change.canonicalization()
                + "; d=example.com; s=s1;\r\n h=" + change.names() + ";" + z(fields) + "\r\n bh="
                + base64(digest("SHA-256", canonical)) + ";\r\n b=";
        StringBuilder data = new StringBuilder();
        List<String> left = new ArrayList<>(fields);
        Collections.reverse(left);
        for (String name : (order.isEmpty() ? change.names() : order).split(":", -1)) {
            for (String field : left) {
                if (nameOf(field).equalsIgnoreCase(name)) {
                    data.append(canonical(relaxedHeader, field)).append("\r\n");
                    left.remove(field);
                    break;
                }
            }
        }
        data.append(canonical(relaxedHeader, own)).append(end);
        String signature = base64(signature(data.toString(), key == null ? usual : key));
        return own + signature + "\r\n" + String.join("\r\n", fields) + "\r\n\r\n" + body;
    }

    private String canonical(boolean relaxedHeader, String field) {
        String canonical = Forge.canonicalField(relaxedHeader, field);
        return relaxedHeader ? relaxed.apply(field, canonical) : canonical;
    }

    private static String nameOf(String field) {
        return field.substring(0, field.indexOf(':'));
    }

    private String z(List<String> fields) {
        StringBuilder z = new StringBuilder();
        for (String field : fields) {
            if (copies.equals("*") || List.of(copies.split(",", -1)).contains(nameOf(field))) {
                z.append(z.isEmpty() ? "" : "|");
                for (int i = 0; i < field.length(); i++) {
                    char octet = field.charAt(i);
                    boolean plain = octet > ' ' && octet < 0x7F && octet != ';' && octet != '=' && octet != '|';
                    z.append(plain ? String.valueOf(octet) : String.format(Locale.ROOT, "=%02X", (int) octet));
                }
            }
        }
        return z.isEmpty() ? "" : "\r\n z=" + z + ";";
    }

    private byte[] signature(String data, TestKey with) {
        boolean rsa = with.keyType().equals("rsa");
        byte[] signed = switch (mode) {
            case RIGHT, SHA1 -> rsa ? octets(data) : digest("SHA-256", data);
            case TWICE ->
                rsa
                        ? digest("SHA-256", data)
                        : digest("SHA-256", new String(digest("SHA-256", data), StandardCharsets.ISO_8859_1));
            case RAW -> octets(data);
        };
        try {
            Signature signature =
                    Signature.getInstance(rsa ? (mode == Mode.SHA1 ? "SHA1withRSA" : "SHA256withRSA") : "Ed25519");
            signature.initSign(with.privateKey());
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] digest(String hash, String text) {
        try {
            return MessageDigest.getInstance(hash).digest(octets(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
