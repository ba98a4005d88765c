package org.signetmail.dkim;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.HeaderField;
import org.signetmail.dkim.canonical.BodyHash;
import org.signetmail.dkim.tags.QuotedPrintable;

/** Writes the field of a signature that is being made, its tags always in the same order (RFC 6376 §3.5). */
final class SignatureTemplate {

    static final String NAME = "DKIM-Signature";

    private SignatureTemplate() {}

    /**
     * Writes a field up to and with {@code b=}, which comes last so that the signature is all that is to be added.
     *
     * @param signer says what to write
     * @param names {@code h=}
     * @param signed the fields that {@code h=} stands for
     * @param body the hash of the body
     * @return the field, open at its end
     */
    static FoldedField write(DkimSigner signer, List<String> names, List<HeaderField> signed, BodyHash body) {
        FoldedField field = new FoldedField(NAME);
        field.word("v=1;");
        field.word("a=" + signer.algorithm.keyword() + ';');
        field.word("c=" + signer.headerCanonicalization.keyword() + '/' + signer.bodyCanonicalization.keyword() + ';');
        field.word("d=" + signer.domain + ';');
        field.word("s=" + signer.selector + ';');
        signer.identity.ifPresent(identity -> field.word("i=" + encodedIdentity(identity) + ';'));
        if (signer.queryMethod) {
            field.word("q=dns/txt;");
        }
        Instant now = signer.clock.instant();
        if (now.getEpochSecond() < 0) {
            throw new DkimSigningException(DkimSigningProblem.CLOCK, now.toString());
        }
        field.word("t=" + now.getEpochSecond() + ';');
        signer.validity.ifPresent(
                validity -> field.word("x=" + now.plus(validity).getEpochSecond() + ';'));
        if (signer.bodyLength) {
            field.word("l=" + body.total() + ';');
        }
        for (int i = 0; i < names.size(); i++) {
            String piece = names.get(i) + (i + 1 < names.size() ? ':' : ';');
            if (i == 0) {
                field.word("h=" + piece);
            } else {
                // RFC 6376 §3.5 h=: white space may stand on either side of the colon.
                field.glue(piece);
            }
        }
        if (signer.copiedFields) {
            writeCopies(signed, field);
        }
        field.word("bh=" + Base64.getEncoder().encodeToString(body.hash()) + ';');
        field.word("b=");
        return field;
    }

    /** RFC 6376 §3.5 z=: name, colon and value of each field, with vertical bars between them. */
    private static void writeCopies(List<HeaderField> signed, FoldedField to) {
        to.word("z=");
        String bar = "";
        for (HeaderField copied : signed) {
            to.glue(bar + copied.name() + ':');
            for (int i = copied.valueStart(); i < copied.length(); i++) {
                to.glue(QuotedPrintable.encode(copied.octetAt(i), "|"));
            }
            bar = "|";
        }
        to.glue(";");
    }

    private static String encodedIdentity(String identity) {
        int at = identity.lastIndexOf('@');
        DomainName host = DomainName.of(identity.substring(at + 1));
        return QuotedPrintable.encode(identity.substring(0, at)) + '@' + host;
    }
}
