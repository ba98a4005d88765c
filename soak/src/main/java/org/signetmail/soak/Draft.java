package org.signetmail.soak;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** A message in the making, that of a good sender at first. One char is one octet. Not thread-safe. */
final class Draft {

    /** Of the domain of From. */
    final String signer;

    /** Which of all messages. */
    final long number;

    /** The signature fields, each with its end. */
    String signatures;

    /** The other fields, From the first of them. */
    String header;

    String body;
    String client = "192.0.2.1";
    String helo = "mail.good.example";
    String mailFrom;

    Draft(long number, String signer, String signatures, String header, String body) {
        this.number = number;
        this.signer = signer;
        this.signatures = signatures;
        this.header = header;
        this.body = body;
        this.mailFrom = "bob@" + signer;
    }

    /** Another From, in place of the field that is there. */
    void from(String field) {
        header = field + header.substring(header.indexOf("\r\n") + 2);
    }

    void insertIntoBody(String text, Random dice) {
        int at = dice.nextInt(body.length() + 1);
        body = body.substring(0, at) + text + body.substring(at);
    }

    void whole(String octets) {
        signatures = "";
        header = octets;
        body = "";
    }

    String whole() {
        return signatures + header + body;
    }

    byte[] octets() {
        return whole().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The whole with some octets changed, put in, taken out, said twice, or cut off. */
    static String spoiled(String whole, int times, Random dice) {
        byte[] octets = whole.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < times && octets.length > 0; i++) {
            int at = dice.nextInt(octets.length);
            int length = Math.min(octets.length - at, 1 + dice.nextInt(40));
            switch (dice.nextInt(6)) {
                case 0 -> octets[at] = (byte) dice.nextInt(256);
                case 1 -> octets[at] ^= (byte) (1 << dice.nextInt(8));
                case 2 -> octets = joined(octets, at, new byte[] {(byte) dice.nextInt(256)}, at);
                case 3 -> octets = joined(octets, at, new byte[0], at + length);
                case 4 -> octets = joined(octets, at, Arrays.copyOfRange(octets, at, at + length), at);
                default -> octets = dice.nextInt(8) == 0 ? Arrays.copyOf(octets, at) : octets;
            }
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] octets, int end, byte[] middle, int start) {
        byte[] joined = Arrays.copyOf(octets, end + middle.length + octets.length - start);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(octets, start, joined, end + middle.length, octets.length - start);
        return joined;
    }
}
