package org.signetmail.bench;

import static org.signetmail.bench.BodyKind.PROSE;
import static org.signetmail.bench.Mail.KB;
import static org.signetmail.bench.Mail.MB;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;

/** How the cost of a verification grows: with the body, with the header, with the signatures. */
final class GrowthRows {

    private GrowthRows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (int length : new int[] {64 * KB, 256 * KB, MB, 4 * MB, 16 * MB}) {
            rows.add(row("growth, KB of body", length / KB, () -> signed(Mail.unsigned(PROSE, length), 1)));
        }
        for (int count : new int[] {50, 500, 1500, 4500}) {
            rows.add(row("growth, header fields that are not signed", count, () -> signed(withFields(count), 1)));
        }
        for (int count : new int[] {50, 150, 450, 900}) {
            rows.add(row("growth, header fields that are signed", count, () -> signedFields(count)));
        }
        for (int count : new int[] {1, 2, 4, 8}) {
            rows.add(row("growth, signatures", count, () -> signed(Mail.unsigned(PROSE, 2 * KB), count)));
        }
        return rows;
    }

    /** Makes a message. */
    @FunctionalInterface
    private interface MessageMaker {
        byte[] make();
    }

    private static Row row(String what, int size, MessageMaker message) {
        return Row.growth(what, size, Map.of(Engine.SIGNET, () -> SignetDkim.verify(message.make(), Mail.RSA, null)));
    }

    private static byte[] signed(byte[] message, int signatures) {
        byte[] signed = message;
        for (int i = 0; i < signatures; i++) {
            signed = Mail.signed(signed, Mail.RSA, Canonicalization.RELAXED);
        }
        return signed;
    }

    /** Fields that no signature names, such as filters on the way add. */
    private static byte[] withFields(int count) {
        String header = fields(count) + Mail.HEADER;
        return Mail.message(header, PROSE, header.length() + 2 * KB);
    }

    private static byte[] signedFields(int count) {
        byte[] message = withFields(count);
        List<String> names = new ArrayList<>(List.of("From"));
        for (int i = 0; i < count; i++) {
            names.add("X-Filter-" + i);
        }
        DkimSigner signer = Mail.signer(Mail.DOMAIN, SigningKey.of(Mail.RSA.privateKey()), Canonicalization.RELAXED)
                .signedFields(names)
                .build();
        return signer.sign(Message.of(message)).prependTo(message);
    }

    private static String fields(int count) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < count; i++) {
            fields.append("X-Filter-").append(i).append(": nothing found, score 0.0 of 5.0\r\n");
        }
        return fields.toString();
    }
}
