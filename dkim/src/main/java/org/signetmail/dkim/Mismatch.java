package org.signetmail.dkim;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.BodyHash;

/**
 * Tells the facts of a body or a header that is not what was signed (RFC 6376 §6.1.3). They name no cause: that takes a
 * diagnosis.
 */
final class Mismatch {

    /** The most names that are told, and how much of each. */
    private static final int MOST_NAMES = 12;

    private static final int SHOWN_OF_NAME = 30;

    private static final int OCTET = 8;

    private final DkimSignatureField field;
    private final List<SignedField> coverage;

    Mismatch(DkimSignatureField field, List<SignedField> coverage) {
        this.field = field;
        this.coverage = coverage;
    }

    /** The hash of the body is not that of the signature. */
    Refusal body(BodyHash computed) {
        DkimSignature claims = field.claims;
        Base64.Encoder base64 = Base64.getEncoder();
        int expected = claims.algorithm().orElseThrow().hash().length();
        StringBuilder message = new StringBuilder("The body is not what was signed: the hash of its ")
                .append(keyword(claims.bodyCanonicalization()))
                .append(" form, ")
                .append(octets(computed.total()));
        claims.bodyLength()
                .ifPresent(length -> message.append(", of which l= takes ").append(length));
        message.append(", is ").append(base64.encodeToString(computed.hash())).append(", and bh= says ");
        if (field.bodyHash.length == expected) {
            message.append(base64.encodeToString(field.bodyHash)).append('.');
        } else {
            message.append("something of ")
                    .append(octets(field.bodyHash.length))
                    .append(", where ")
                    .append(claims.algorithm().orElseThrow().keyword())
                    .append(" has ")
                    .append(expected)
                    .append('.');
        }
        return Refusal.of(
                DkimProblem.BODY_HASH_MISMATCH,
                message.toString(),
                "Look for what changes the body between the signer and here.");
    }

    /** The signature does not fit header and key. */
    Refusal header(DkimKey key, String others) {
        DkimSignature claims = field.claims;
        boolean rsa = claims.algorithm().orElseThrow() != DkimAlgorithm.ED25519_SHA256;
        StringBuilder message = new StringBuilder("The signature does not match the header and the published key");
        if (rsa) {
            message.append(" of ").append(key.bits()).append(" bits");
        }
        message.append(", though the body is what was signed: the header was changed, or another key made b=.");
        int made = rsa ? (key.bits() + OCTET - 1) / OCTET : 2 * key.bits() / OCTET;
        if (made != field.signature.length) {
            message.append(" b= has ")
                    .append(octets(field.signature.length))
                    .append(" and signatures of this key have ")
                    .append(made)
                    .append(", so b= was cut, or another key made it.");
        }
        message.append(" Signed in ")
                .append(keyword(claims.headerCanonicalization()))
                .append(" form: ");
        names(message, true);
        if (coverage.stream().anyMatch(covered -> covered.present() == 0)) {
            message.append("; named in h= and absent: ");
            names(message, false);
        }
        message.append('.');
        return Refusal.of(
                DkimProblem.SIGNATURE_MISMATCH,
                others.isEmpty() ? message.toString() : message + " " + Reasons.sentence(others),
                "Look for what changes one of these fields on the way, and compare the key of the signer with the published"
                        + " one.");
    }

    private void names(StringBuilder message, boolean present) {
        int told = 0;
        int left = 0;
        for (SignedField covered : coverage) {
            if (covered.present() > 0 != present) {
                continue;
            }
            if (told == MOST_NAMES) {
                left++;
                continue;
            }
            message.append(told++ == 0 ? "" : ", ").append(Ascii.printable(covered.name(), SHOWN_OF_NAME));
            if (covered.present() > covered.signed()) {
                message.append(" (")
                        .append(covered.signed())
                        .append(" of ")
                        .append(covered.present())
                        .append(')');
            }
        }
        message.append(told == 0 ? "nothing" : "");
        if (left > 0) {
            message.append(" and ").append(left).append(" more");
        }
    }

    private static String keyword(Optional<Canonicalization> canonicalization) {
        return canonicalization.orElseThrow().keyword();
    }

    private static String octets(long count) {
        return count + (count == 1 ? " octet" : " octets");
    }
}
