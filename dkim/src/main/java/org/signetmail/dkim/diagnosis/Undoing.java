package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Makes what undoes a change to a body. */
interface Undoing {

    /**
     * For one body.
     *
     * @param out gets the body as it may have been
     * @return takes it as it is
     */
    BodyFilter undo(OctetSink out);

    /** First this, then the other. */
    default Undoing then(Undoing other) {
        return out -> {
            BodyFilter second = other.undo(out);
            BodyFilter first = undo(second);
            return new BodyFilter() {
                @Override
                public void accept(byte[] buffer, int offset, int length) {
                    first.accept(buffer, offset, length);
                }

                @Override
                public void finish() {
                    first.finish();
                    second.finish();
                }
            };
        };
    }

    /** Nothing to be undone. */
    static BodyFilter nothing(OctetSink out) {
        return new BodyFilter() {
            @Override
            public void accept(byte[] buffer, int offset, int length) {
                out.accept(buffer, offset, length);
            }

            @Override
            public void finish() {
                // Nothing is held back.
            }
        };
    }
}
