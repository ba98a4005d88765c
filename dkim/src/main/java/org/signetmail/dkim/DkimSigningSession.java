package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.AuthorProblem;
import org.signetmail.core.HeaderField;

/**
 * The signing of one message whose body comes in pieces; see {@link DkimSigner#begin}. Memory does not grow with the body.
 *
 * <p>Belongs to one message and one thread at a time.
 */
public final class DkimSigningSession {

    private static final String NAME = "DKIM-Signature";

    private final FieldIndex index;
    private final BodyHashes hashes;
    private final List<DkimSigner> signers;
    private final List<BodyHash> bodyHashes = new ArrayList<>(1);
    private boolean finished;

    DkimSigningSession(List<HeaderField> fields, List<DkimSigner> signers) {
        checkHeader(fields);
        this.index = new FieldIndex(fields);
        this.hashes = new BodyHashes(new Crypto(null));
        this.signers = signers;
        for (DkimSigner signer : signers) {
            bodyHashes.add(hashes.add(signer.bodyCanonicalization, signer.key.algorithm(), OptionalLong.empty()));
        }
    }

    // RFC 6376 §5.3 and §8.15: a message that readers may take for another than it is gets no signature.
    private static void checkHeader(List<HeaderField> fields) {
        for (HeaderField field : fields) {
            if (!field.isWellFormed()) {
                throw new DkimSigningException(DkimSigningProblem.HEADER, "");
            }
        }
        AuthorDomain author = AuthorDomain.of(fields);
        if (author.problem()
                .filter(problem -> problem != AuthorProblem.SEVERAL_DOMAINS)
                .isPresent()) {
            throw new DkimSigningException(DkimSigningProblem.AUTHOR, author.reason());
        }
    }

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets; not kept
     * @param offset index of the first
     * @param length how many; zero or more
     * @throws IllegalStateException after {@link #finish}
     */
    public void body(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        checkNotFinished();
        hashes.update(buffer, offset, length);
    }

    /**
     * Ends the body and signs.
     *
     * @return the fields to put on top of the message
     * @throws DkimSigningException when a key cannot sign
     * @throws IllegalStateException when called again
     */
    public SignatureHeader finish() {
        checkNotFinished();
        finished = true;
        hashes.finish();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < signers.size(); i++) {
            fields.add(sign(signers.get(i), bodyHashes.get(i)));
        }
        return new SignatureHeader(fields, LineEndPolicy.AS_IS);
    }

    private String sign(DkimSigner signer, BodyHash bodyHash) {
        List<String> names = SigningFields.choose(SigningFields.SIGNED, SigningFields.OVERSIGNED, index);
        FoldedField field = signer.field(names, bodyHash);
        OctetBuffer canonical = new OctetBuffer();
        for (HeaderField signed : SignedHeader.select(names, index, null).fields()) {
            HeaderCanonicalizer.field(signer.headerCanonicalization, signed, canonical);
        }
        byte[] unsigned = field.toString().getBytes(StandardCharsets.US_ASCII);
        HeaderCanonicalizer.signature(signer.headerCanonicalization, unsigned, NAME.length() + 1, canonical);
        byte[] data = Arrays.copyOf(canonical.octets(), canonical.length());
        byte[] signature = signer.sign(data);
        field.glueAnywhere(Base64.getEncoder().encodeToString(signature));
        return field + "\r\n";
    }

    private void checkNotFinished() {
        if (finished) {
            throw new IllegalStateException("the signing is finished");
        }
    }
}
