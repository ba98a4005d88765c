package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.Finding;
import org.signetmail.core.HeaderField;
import org.signetmail.dkim.canonical.BodyHash;
import org.signetmail.dkim.canonical.BodyHashes;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.canonical.HeaderCanonicalizer;
import org.signetmail.dkim.canonical.SignedHeader;
import org.signetmail.dkim.keys.VerificationKey;
import org.signetmail.dkim.tags.OctetBuffer;

/**
 * The signing of one message whose body comes in pieces; see {@link DkimSigner#begin}. Memory does not grow with the body.
 *
 * <p>Belongs to one message and one thread at a time.
 */
public final class DkimSigningSession {

    private static final int ED25519_OCTETS = 64;

    /** How many octets are looked at before they are hashed, so that they are still near the processor for it. */
    private static final int SLICE = 32 << 10;

    private final FieldIndex index;
    private final LineEndPolicy lineEnds;
    private final LineCheck lines;
    private final boolean refuseLongLines;
    private final boolean refuseEightBit;
    private final List<Part> parts = new ArrayList<>(1);
    private final BodyHashes hashes = new BodyHashes();
    private final List<Finding> findings = new ArrayList<>(0);
    private boolean finished;

    /** One signer with the hash that it needs. */
    private record Part(DkimSigner signer, BodyHash hash) {}

    private DkimSigningSession(List<HeaderField> fields, List<DkimSigner> signers, LineEndPolicy lineEnds) {
        this.lineEnds = lineEnds;
        this.lines = new LineCheck();
        this.refuseLongLines = signers.stream().anyMatch(signer -> signer.longLinesRefused);
        this.refuseEightBit = signers.stream().anyMatch(signer -> signer.eightBitRefused);
        this.index = new FieldIndex(fields);
        for (DkimSigner signer : signers) {
            parts.add(new Part(
                    signer,
                    hashes.add(
                            signer.bodyCanonicalization.form(),
                            signer.algorithm.hash(),
                            OptionalLong.empty(),
                            signer.crypto)));
        }
    }

    /**
     * Looks at the header of a message and starts to sign it.
     *
     * @param fields the whole header section
     * @param choice who signs
     * @return takes the body
     * @throws DkimSigningException when the header cannot be signed
     */
    static DkimSigningSession open(List<HeaderField> fields, SignerChoice choice) {
        AuthorDomain author = AuthorDomain.of(fields);
        List<DkimSigner> signers = choice.choose(author);
        if (signers.isEmpty() && choice.otherwise() == NoSignerPolicy.PASS_THROUGH) {
            DkimSigningSession unsigned = new DkimSigningSession(List.of(), List.of(), LineEndPolicy.AS_IS);
            unsigned.findings.add(LineReport.unsigned(author));
            return unsigned;
        }
        DkimSigningSession session = new DkimSigningSession(fields, signers, choice.lineEnds());
        session.checkHeader(fields);
        checkAuthor(author, signers);
        return session;
    }

    // RFC 6376 §5.3 and §8.15: a message that readers may take for another than it is gets no signature.
    private void checkHeader(List<HeaderField> fields) {
        for (HeaderField field : fields) {
            if (!field.isWellFormed()) {
                throw LineReport.malformed(field, lines.line());
            }
            lines.field(field);
            checkLines();
        }
        lines.beginBody();
    }

    private void checkLines() {
        LineCheck.Place lone = lines.lone();
        if (lone != null && lineEnds != LineEndPolicy.AS_IS) {
            throw LineReport.lone(lone, lineEnds);
        }
        if (refuseLongLines && lines.longLines() > 0) {
            throw LineReport.refusal(DkimSigningProblem.LONG_LINE, LineReport.longLines(lines));
        }
        LineCheck.Place header = lines.eightBitHeader();
        if (refuseEightBit && header != null) {
            throw LineReport.refusal(DkimSigningProblem.EIGHT_BIT, LineReport.eightBitHeader(header));
        }
        LineCheck.Place body = lines.eightBitBody();
        if (refuseEightBit && body != null) {
            throw LineReport.refusal(DkimSigningProblem.EIGHT_BIT, LineReport.eightBitBody(body));
        }
    }

    private static void checkAuthor(AuthorDomain author, List<DkimSigner> signers) {
        // Several domains are for the signers to judge; whatever else is wrong with From leaves none.
        if (author.domains().isEmpty()) {
            throw new DkimSigningException(DkimSigningProblem.AUTHOR, author.reason());
        }
        if (signers.isEmpty()) {
            throw new DkimSigningException(DkimSigningProblem.NO_SIGNER, LineReport.noSigner(author));
        }
        for (DkimSigner signer : signers) {
            // RFC 9989 §4.4.1: what is not aligned is of no use to DMARC.
            if (signer.alignmentRequired
                    && !author.domains().stream().allMatch(domain -> domain.isEqualOrBelow(signer.domain))) {
                throw new DkimSigningException(
                        DkimSigningProblem.NOT_ALIGNED, author.reason() + " The signer is for " + signer.domain + ".");
            }
        }
    }

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets; not kept
     * @param offset index of the first
     * @param length how many; zero or more
     * @throws DkimSigningException when the signer refuses what is there: a CR or LF that stands alone, a line that is too
     *     long, an octet beyond ASCII
     * @throws IllegalStateException after {@link #finish}
     */
    public void body(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        checkNotFinished();
        // What nobody signs is nobody's business.
        for (int done = 0; done < length && !parts.isEmpty(); done += SLICE) {
            int count = Math.min(length - done, SLICE);
            lines.update(buffer, offset + done, count);
            checkLines();
            hashes.update(buffer, offset + done, count);
        }
    }

    /**
     * Ends the body and signs.
     *
     * @return the fields to put on top of the message
     * @throws DkimSigningException when a key cannot sign, or what {@link #body} throws it for is at the very end
     * @throws IllegalStateException when called again
     */
    public SignatureHeader finish() {
        checkNotFinished();
        finished = true;
        if (!parts.isEmpty()) {
            lines.finish();
            checkLines();
            findings.addAll(LineReport.findings(lines));
        }
        hashes.finish();
        List<String> fields = new ArrayList<>(parts.size());
        for (Part part : parts) {
            fields.add(sign(part.signer, part.hash));
        }
        return new SignatureHeader(fields, lineEnds, findings);
    }

    private String sign(DkimSigner signer, BodyHash bodyHash) {
        List<String> names = signer.fields.choose(index);
        if (names.size() > DkimLimits.DEFAULT.signedFields()) {
            throw new DkimSigningException(
                    DkimSigningProblem.TOO_MANY_FIELDS,
                    names.size() + " names in h=, and verifiers take " + DkimLimits.DEFAULT.signedFields()
                            + " at most; unsignedFields leaves some out");
        }
        List<HeaderField> signed =
                SignedHeader.select(names, index, null, SignedField::new).fields();
        FoldedField field = SignatureTemplate.write(signer, names, signed, bodyHash);
        OctetBuffer canonical = new OctetBuffer(2048);
        HeaderCanonicalizer.fields(signer.headerCanonicalization.form(), signed, canonical);
        byte[] unsigned = field.toString().getBytes(StandardCharsets.US_ASCII);
        HeaderCanonicalizer.signature(signer.headerCanonicalization.form(), unsigned, canonical);
        byte[] signature = sign(signer, Arrays.copyOf(canonical.octets(), canonical.length()));
        field.glueAnywhere(Base64.getEncoder().encodeToString(signature));
        String finished = field + "\r\n";
        // What verifiers refuse for its length is no signature: many fields to name, or long ones to copy.
        if (finished.length() > DkimLimits.DEFAULT.signatureOctets()) {
            throw new DkimSigningException(
                    DkimSigningProblem.TOO_MANY_FIELDS,
                    "the signature would have " + finished.length() + " octets, and verifiers take "
                            + DkimLimits.DEFAULT.signatureOctets()
                            + " at most; unsignedFields leaves some out, and copiedFields copies them");
        }
        // RFC 5322 §2.1.1: no line over 998 octets, and a name in h= cannot be folded.
        if (field.longestLine() > LineCheck.MAX_LINE) {
            throw new DkimSigningException(
                    DkimSigningProblem.TOO_MANY_FIELDS,
                    "the name of a field makes a line of " + field.longestLine() + " octets in h=, of at most "
                            + LineCheck.MAX_LINE);
        }
        return finished;
    }

    /** Has the key sign, and looks at what it gives: neither a fault nor a wrong key may send a bad signature. */
    private static byte[] sign(DkimSigner signer, byte[] data) {
        byte[] digest = signer.crypto.digest(signer.algorithm.hash()).digest(data);
        // Null against its contract, when a remote key goes wrong.
        byte @Nullable [] signature;
        try {
            signature = signer.key.sign(new SigningInput(data, digest));
        } catch (DkimSigningException e) {
            throw e;
        } catch (RuntimeException e) {
            throw DkimSigningException.keyFailed("it threw ", e);
        }
        if (signature == null) {
            throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "it gave nothing");
        }
        if (!isValid(signer, data, signature)) {
            throw new DkimSigningException(DkimSigningProblem.WRONG_SIGNATURE, wrong(signer, signature.length));
        }
        return signature;
    }

    private static boolean isValid(DkimSigner signer, byte[] data, byte[] signature) {
        VerificationKey known = signer.verificationKey;
        if (known == null) {
            return hasPlausibleLength(signer, signature.length);
        }
        try {
            return known.verifies(signer.algorithm.hash(), data, data.length, signature, signer.crypto);
        } catch (InvalidKeyException e) {
            throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "its public half is refused", e);
        }
    }

    private static String wrong(DkimSigner signer, int octets) {
        if (signer.verificationKey != null && octets > 0) {
            return "its " + octets + " octets do not verify with the public half that the key tells";
        }
        boolean rsa = signer.algorithm != DkimAlgorithm.ED25519_SHA256;
        if (rsa && octets >= DkimSigner.LEAST_RSA_BITS / 8 && octets < signer.leastRsaBits / 8) {
            return octets + " octets are of an RSA key of " + 8 * octets + " bits, and RFC 8301 wants "
                    + signer.leastRsaBits + "; shortKey(true) lets it sign";
        }
        return octets + " octets, and " + signer.algorithm.keyword() + " makes "
                + (rsa ? signer.leastRsaBits / 8 + " to " + DkimSigner.MOST_RSA_BITS / 8 : ED25519_OCTETS);
    }

    private static boolean hasPlausibleLength(DkimSigner signer, int octets) {
        return signer.algorithm == DkimAlgorithm.ED25519_SHA256
                ? octets == ED25519_OCTETS
                : octets >= signer.leastRsaBits / 8 && octets <= DkimSigner.MOST_RSA_BITS / 8;
    }

    private void checkNotFinished() {
        if (finished) {
            throw new IllegalStateException("the signing is finished");
        }
    }
}
