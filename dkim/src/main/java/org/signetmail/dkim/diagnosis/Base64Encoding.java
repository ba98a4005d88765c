package org.signetmail.dkim.diagnosis;

import java.util.Arrays;
import java.util.Base64;
import org.signetmail.core.OctetSink;

/** Makes a body base64 (RFC 2045 §6.8); its lines are for {@link Wrapping}. */
final class Base64Encoding implements BodyFilter {

    private final OctetSink out;
    private final byte[] held = new byte[3];
    private int length;

    Base64Encoding(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            held[length++] = buffer[i];
            if (length == held.length) {
                finish();
            }
        }
    }

    @Override
    public void finish() {
        if (length > 0) {
            byte[] encoded = Base64.getEncoder().encode(Arrays.copyOf(held, length));
            out.accept(encoded, 0, encoded.length);
            length = 0;
        }
    }
}
