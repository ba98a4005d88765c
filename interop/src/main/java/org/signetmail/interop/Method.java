package org.signetmail.interop;

import java.util.List;
import java.util.stream.Stream;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimAlgorithm;

/**
 * A way to sign.
 *
 * @param algorithm {@code a=}
 * @param header of {@code c=}
 * @param body of {@code c=}
 */
record Method(DkimAlgorithm algorithm, Canonicalization header, Canonicalization body) {

    /** Every algorithm that signs, with every pair of canonicalizations. */
    static final List<Method> ALL = Stream.of(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256)
            .flatMap(algorithm -> Stream.of(Canonicalization.values())
                    .flatMap(header ->
                            Stream.of(Canonicalization.values()).map(body -> new Method(algorithm, header, body))))
            .toList();

    @Override
    public String toString() {
        return algorithm.keyword() + " " + header.keyword() + "/" + body.keyword();
    }
}
