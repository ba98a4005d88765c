package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Puts short pieces together, as filters write octets one by one. */
final class Gathering implements BodyFilter {

    private final OctetSink out;
    private final byte[] gathered = new byte[4096];
    private int length;

    Gathering(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int count) {
        if (count > gathered.length - length) {
            finish();
        }
        if (count > gathered.length) {
            out.accept(buffer, offset, count);
        } else {
            System.arraycopy(buffer, offset, gathered, length, count);
            length += count;
        }
    }

    @Override
    public void finish() {
        out.accept(gathered, 0, length);
        length = 0;
    }
}
