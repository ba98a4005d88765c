package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Changes a body that comes in pieces, in constant memory. */
interface BodyFilter extends OctetSink {

    /** Hands on what was held back. */
    void finish();
}
