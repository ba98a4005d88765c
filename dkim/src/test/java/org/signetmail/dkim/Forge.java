package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;

/**
 * Signs whatever a test asks for, right or wrong: the DKIM-Signature field is the test's own text, with {@code @BH@} and
 * {@code @B@} where hash and signature go. Does by regular expressions what the library does otherwise, so that the two
 * check each other. Texts stand for octets, one {@code char} each; lines may end in LF.
 */
public final class Forge {

    private static final Pattern PLACE = Pattern.compile("[ \t\r\n]*@B@[ \t\r\n]*");

    private Forge() {}

    /** Fills in the places of every signature field of a message, from the bottom of the header upwards. */
    static byte[] sign(String message, TestKey key) {
        return sign(message, key.privateKey(), key.keyType());
    }

    static byte[] sign(String message, PrivateKey key, String keyType) {
        return fill(new String(Messages.crlfOctets(message), StandardCharsets.ISO_8859_1), key, keyType);
    }

    /** The same for a text whose line ends are meant as they are. */
    static byte[] signRaw(String text, TestKey key) {
        return fill(text, key.privateKey(), key.keyType());
    }

    public static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** The UTF-8 of a text as octets, one {@code char} each. */
    static String utf8(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] fill(String text, PrivateKey key, String keyType) {
        int end = text.indexOf("\r\n\r\n");
        String header = end < 0 ? text.replaceAll("\r\n\\z", "") : text.substring(0, end);
        String body = end < 0 ? "" : text.substring(end + 4);
        List<String> fields = new ArrayList<>(List.of(header.split("\r\n(?![ \t])", -1)));
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.get(i).contains("@B@")) {
                String own = fields.get(i);
                List<String> others = new ArrayList<>(fields);
                others.remove(i);
                fields.set(i, signed(own, others, body, key, keyType));
            }
        }
        String signed = String.join("\r\n", fields) + "\r\n" + (end < 0 ? "" : "\r\n" + body);
        return signed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String signed(String own, List<String> others, String body, PrivateKey key, String keyType) {
        String[] c = tag(own, "c", "simple/simple").toLowerCase(Locale.ROOT).split("/", -1);
        boolean relaxedHeader = c[0].equals("relaxed");
        boolean relaxedBody = c.length > 1 && c[1].equals("relaxed");
        String hash = tag(own, "a", "").toLowerCase(Locale.ROOT).endsWith("sha1") ? "SHA-1" : "SHA-256";
        String canonical = canonicalBody(relaxedBody, body);
        String length = tag(own, "l", "");
        if (length.matches("[0-9]{1,6}") && Integer.parseInt(length) < canonical.length()) {
            canonical = canonical.substring(0, Integer.parseInt(length));
        }
        String field = own.replace("@BH@", base64(digest(hash, canonical)));
        StringBuilder data = new StringBuilder();
        List<String> left = new ArrayList<>(others);
        Collections.reverse(left);
        for (String name : tag(own, "h", "").split(":", -1)) {
            for (String candidate : left) {
                if (nameOf(candidate).equalsIgnoreCase(withoutFws(name))) {
                    data.append(canonicalField(relaxedHeader, candidate)).append("\r\n");
                    left.remove(candidate);
                    break;
                }
            }
        }
        data.append(canonicalField(relaxedHeader, PLACE.matcher(field).replaceFirst("")));
        return field.replace("@B@", base64(signature(data.toString(), key, keyType, hash)));
    }

    private static String tag(String field, String name, String ifMissing) {
        Matcher matcher =
                Pattern.compile("[:;][ \t\r\n]*" + name + "[ \t\r\n]*=([^;]*)").matcher(field);
        return matcher.find() ? withoutFws(matcher.group(1)) : ifMissing;
    }

    private static String withoutFws(String text) {
        return text.replaceAll("\\A[ \t\r\n]+|[ \t\r\n]+\\z", "");
    }

    private static String nameOf(String field) {
        return withoutFws(field.substring(0, Math.max(0, field.indexOf(':'))));
    }

    /** RFC 6376 §3.4.1, §3.4.2. */
    public static String canonicalField(boolean relaxed, String field) {
        if (!relaxed) {
            return field;
        }
        String value = field.substring(field.indexOf(':') + 1)
                .replaceAll("\r\n(?=[ \t])", "")
                .replaceAll("[ \t]+", " ")
                .replaceAll("\\A | \\z", "");
        return nameOf(field).toLowerCase(Locale.ROOT) + ":" + value;
    }

    /** RFC 6376 §3.4.3, §3.4.4. */
    public static String canonicalBody(boolean relaxed, String body) {
        Stream<String> lines = Stream.of(body.split("\r\n", -1));
        if (relaxed) {
            lines = lines.map(line -> line.replaceAll("[ \t]+", " ").replaceAll(" \\z", ""));
        }
        String joined = String.join("\r\n", lines.toList());
        int end = joined.length();
        while (joined.startsWith("\r\n", end - 2)) {
            end -= 2;
        }
        return end == 0 && relaxed ? "" : joined.substring(0, end) + "\r\n";
    }

    private static byte[] digest(String hash, String octets) {
        try {
            return MessageDigest.getInstance(hash).digest(octets.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] signature(String data, PrivateKey key, String keyType, String hash) {
        try {
            boolean rsa = keyType.equals("rsa");
            Signature signature = Signature.getInstance(rsa ? hash.replace("-", "") + "withRSA" : "Ed25519");
            signature.initSign(key);
            signature.update(rsa ? data.getBytes(StandardCharsets.ISO_8859_1) : digest("SHA-256", data));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /** A zone with one key record at {@code s1._domainkey.example.com}. */
    static FakeDns dns(String... records) {
        return dnsAt("s1._domainkey.example.com", records);
    }

    static FakeDns dnsAt(String name, String... records) {
        StringBuilder zone = new StringBuilder();
        for (String record : records) {
            zone.append(name).append(" TXT (");
            for (int i = 0; i == 0 || i < record.length(); i += 200) {
                zone.append(" \"");
                record.substring(i, Math.min(record.length(), i + 200))
                        .chars()
                        .forEach(c -> zone.append(String.format(Locale.ROOT, "\\%03d", c)));
                zone.append('"');
            }
            zone.append(" )\n");
        }
        return FakeDns.zone(zone.toString());
    }
}
