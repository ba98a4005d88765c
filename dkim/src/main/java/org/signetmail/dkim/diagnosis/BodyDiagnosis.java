package org.signetmail.dkim.diagnosis;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.OctetSink;
import org.signetmail.dkim.canonical.BodyCanonicalizer;
import org.signetmail.dkim.canonical.BodyHash;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;
import org.signetmail.dkim.tags.OctetBuffer;

/**
 * Hashes a body as it may have been before something on the way changed it, to find out which change it was. Does many
 * times the work of a verification, in one go and constant memory all the same: each assumption is one more pass over the
 * octets as they come.
 */
public final class BodyDiagnosis {

    private static final List<Integer> BASE64_WIDTHS = List.of(76, 72, 64, 60, 0);
    private static final Set<String> EIGHT_BIT = Set.of("8bit", "binary");

    private final Form form;
    private final Hash algorithm;
    private final OptionalLong signedLength;
    private final byte[] wanted;
    private final Crypto crypto;
    private final OctetBuffer kept = new OctetBuffer();
    private final int keptOctets;
    private final FooterProbe footer;
    private final TraceScan traces;

    /** The first ones are tried first: of two that fit, the likely one is told. */
    private final List<Pass> passes = new ArrayList<>();

    /** The body under one assumption. */
    private static final class Pass {
        private final BodyChange change;
        private final String detail;
        private final BodyFilter input;
        private final @Nullable BodyCanonicalizer canonicalizer;
        private final @Nullable BodyHash hash;

        private Pass(
                BodyChange change,
                String detail,
                BodyFilter input,
                @Nullable BodyCanonicalizer canonicalizer,
                @Nullable BodyHash hash) {
            this.change = change;
            this.detail = detail;
            this.input = input;
            this.canonicalizer = canonicalizer;
            this.hash = hash;
        }

        private void finish() {
            input.finish();
            if (canonicalizer != null) {
                canonicalizer.finish();
            }
            if (hash != null) {
                hash.finish();
            }
        }
    }

    /**
     * Looks at one body.
     *
     * @param form the canonical form of the body
     * @param algorithm of its hash
     * @param signedLength how many octets of the canonical body are signed; all when empty
     * @param wanted the signed hash; not copied
     * @param crypto computes
     * @param type what the header says of the body
     * @param keptOctets how much of the canonical body to keep
     */
    public BodyDiagnosis(
            Form form,
            Hash algorithm,
            OptionalLong signedLength,
            byte[] wanted,
            Crypto crypto,
            BodyType type,
            int keptOctets) {
        this.form = form;
        this.algorithm = algorithm;
        this.signedLength = signedLength;
        this.wanted = wanted;
        this.crypto = crypto;
        this.keptOctets = keptOctets;
        this.footer = new FooterProbe(crypto.digest(algorithm), wanted, type.boundary());
        this.traces = new TraceScan(type);
        BodyCanonicalizer own = BodyCanonicalizer.of(form, (buffer, offset, length) -> {
            keep(buffer, offset, length);
            footer.accept(buffer, offset, length);
        });
        passes.add(new Pass(BodyChange.FOOTER, "", canonicalized(own, Undoing::nothing), own, null));
        lines();
        if (type.isMultipart()) {
            parts(type.boundary());
        } else {
            encodings(type);
        }
        signers();
    }

    /**
     * Whether another diagnosis would find the same.
     *
     * @param otherForm the canonical form of the body
     * @param otherAlgorithm of its hash
     * @param otherLength how many octets are signed
     * @param otherWanted the signed hash
     * @return whether all of them are the same
     */
    public boolean isSame(Form otherForm, Hash otherAlgorithm, OptionalLong otherLength, byte[] otherWanted) {
        return form == otherForm
                && algorithm == otherAlgorithm
                && signedLength.equals(otherLength)
                && Arrays.equals(wanted, otherWanted);
    }

    private static BodyFilter canonicalized(BodyCanonicalizer canonicalizer, Undoing undoing) {
        return undoing.then(Gathering::new)
                .undo((buffer, offset, length) -> canonicalizer.update(buffer, offset, offset + length));
    }

    private void assume(BodyChange change, String detail, Undoing undoing) {
        assume(change, detail, form, undoing);
    }

    private void assume(BodyChange change, String detail, Form assumed, Undoing undoing) {
        BodyHash hash = new BodyHash(algorithm, signedLength, crypto);
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.of(assumed, hash);
        passes.add(new Pass(change, detail, canonicalized(canonicalizer, undoing), canonicalizer, hash));
    }

    /** What is done to lines, whatever they hold. */
    private void lines() {
        assume(BodyChange.LINE_ENDS, "", LineEndFixer::new);
        assume(BodyChange.LINE_ENDS, "a CR more stands before CRLFs", out -> new CrRemover(true, out));
        assume(BodyChange.DOTS_STUFFED, "", out -> new LineStarts("..", ".", false, out));
        assume(BodyChange.DOTS_LOST, "", out -> new LineStarts(".", "..", false, out));
        assume(BodyChange.FROM_QUOTED, "", out -> new LineStarts(">From ", "From ", false, out));
        broken("", " ");
        broken("", "");
        broken("!", " ");
        if (form == Form.SIMPLE) {
            assume(BodyChange.TRAILING_WHITE_SPACE, "", TrailingWhiteSpaceRemover::new);
            assume(BodyChange.TRAILING_WHITE_SPACE_LOST, "", out -> new LineStarts("--", "-- ", true, out));
        }
    }

    private void broken(String before, String behind) {
        BodyHash hash = new BodyHash(algorithm, signedLength, crypto);
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.of(form, hash);
        String detail = "there was put " + (before.isEmpty() ? "" : "\"!\", ") + "a CRLF"
                + (behind.isEmpty() ? "" : " and a blank");
        LongLineJoiner joiner = new LongLineJoiner(
                before, behind, (buffer, offset, length) -> canonicalizer.update(buffer, offset, offset + length));
        passes.add(new Pass(BodyChange.LINE_BROKEN, detail, joiner, canonicalizer, hash));
    }

    /** RFC 2045 §6: what is done to a body without parts. */
    private void encodings(BodyType type) {
        Undoing decodedQ = QuotedPrintableBody::new;
        Undoing encodedQ = QuotedPrintableEncoder::new;
        Undoing decoded64 = Base64Decoding::new;
        Undoing encoded64 = ((Undoing) Base64Encoding::new).then(out -> new Wrapping(76, out));
        if (type.encoding().equals("base64")) {
            for (int width : BASE64_WIDTHS) {
                assume(BodyChange.BASE64_REWRAPPED, width(width), out -> new Wrapping(width, out));
            }
            assume(BodyChange.BASE64, "", decoded64);
            assume(BodyChange.ENCODING_CHANGED, "signed was quoted-printable", decoded64.then(encodedQ));
        } else {
            assume(BodyChange.QUOTED_PRINTABLE, "", decodedQ);
            if (type.encoding().equals("quoted-printable")) {
                assume(BodyChange.ENCODING_CHANGED, "signed was base64", decodedQ.then(encoded64));
            } else {
                assume(BodyChange.QUOTED_PRINTABLE_UNDONE, "", encodedQ);
                assume(BodyChange.BASE64_UNDONE, "", encoded64);
                charsets();
            }
        }
        for (int paragraphs = 1; paragraphs <= 3; paragraphs++) {
            int count = paragraphs;
            assume(BodyChange.TEXT_ON_TOP, top(count), out -> new TopRemover(count, true, out));
        }
        assume(
                BodyChange.TEXT_ON_TOP,
                "bh= fits what stands below the first line",
                out -> new TopRemover(1, false, out));
    }

    private static String width(int width) {
        return width == 0 ? "signed was one line" : "signed were lines of " + width + " characters";
    }

    private static String top(int paragraphs) {
        return "bh= fits what stands below empty line " + paragraphs;
    }

    private void charsets() {
        Charset latin = Charset.forName("windows-1252");
        assume(
                BodyChange.CHARSET_CONVERTED,
                "signed was ISO-8859-1 or windows-1252, and it is UTF-8 now",
                out -> Transcoding.fromUtf8(latin, out));
        assume(
                BodyChange.CHARSET_CONVERTED,
                "signed was UTF-8, and it is ISO-8859-1 or windows-1252 now",
                out -> Transcoding.toUtf8(latin, out));
    }

    /** The same for the parts of a body. */
    private void parts(String boundary) {
        Undoing encoded64 = ((Undoing) Base64Encoding::new).then(out -> new Wrapping(76, out));
        part(
                boundary,
                BodyChange.QUOTED_PRINTABLE,
                "",
                part -> part.encoding().equals("quoted-printable")
                        ? new PartFilter.Change("8bit", QuotedPrintableBody::new)
                        : null);
        part(
                boundary,
                BodyChange.QUOTED_PRINTABLE_UNDONE,
                "",
                part -> EIGHT_BIT.contains(part.encoding())
                        ? new PartFilter.Change("quoted-printable", QuotedPrintableEncoder::new)
                        : null);
        for (int width : BASE64_WIDTHS) {
            part(
                    boundary,
                    BodyChange.BASE64_REWRAPPED,
                    width(width),
                    part -> part.encoding().equals("base64")
                            ? new PartFilter.Change("", out -> new Wrapping(width, out))
                            : null);
        }
        part(
                boundary,
                BodyChange.BASE64,
                "",
                part -> part.isText() && part.encoding().equals("base64")
                        ? new PartFilter.Change("8bit", Base64Decoding::new)
                        : null);
        part(
                boundary,
                BodyChange.BASE64_UNDONE,
                "",
                part -> EIGHT_BIT.contains(part.encoding()) ? new PartFilter.Change("base64", encoded64) : null);
        for (int paragraphs = 1; paragraphs <= 2; paragraphs++) {
            int count = paragraphs;
            assume(BodyChange.TEXT_ON_TOP, "in the first part, " + top(count), out -> firstPart(boundary, count, out));
        }
        assume(BodyChange.WRAPPED, "", out -> new FirstPart(boundary, out));
    }

    private static BodyFilter firstPart(String boundary, int paragraphs, OctetSink out) {
        boolean[] seen = {false};
        return new PartFilter(
                boundary,
                part -> {
                    boolean first = !seen[0];
                    seen[0] = true;
                    return first
                            ? new PartFilter.Change("", content -> new TopRemover(paragraphs, true, content))
                            : null;
                },
                out);
    }

    private void part(String boundary, BodyChange change, String detail, PartFilter.Choice choice) {
        assume(change, detail, out -> new PartFilter(boundary, choice, out));
    }

    /** What signers get wrong, and changes that look like it. */
    private void signers() {
        assume(BodyChange.TOP_LINE_LOST, "", out -> {
            out.accept(new byte[] {'\r', '\n'}, 0, 2);
            return Undoing.nothing(out);
        });
        assume(BodyChange.OTHER_FORM, "", form.other(), Undoing::nothing);
        BodyHash lf = new BodyHash(algorithm, signedLength, crypto);
        BodyFilter remover = new CrRemover(false, lf);
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.of(form, remover);
        passes.add(new Pass(
                BodyChange.SIGNED_WITH_LF, "", canonicalized(canonicalizer, Undoing::nothing), canonicalizer, lf));
        BodyHash raw = new BodyHash(algorithm, signedLength, crypto);
        passes.add(new Pass(BodyChange.NOT_CANONICALIZED, "", Undoing.nothing(raw), null, raw));
    }

    private void keep(byte[] buffer, int offset, int length) {
        int more = Math.min(length, keptOctets - kept.length());
        kept.append(buffer, offset, more);
    }

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets
     * @param offset index of the first
     * @param length how many
     */
    public void update(byte[] buffer, int offset, int length) {
        for (Pass pass : passes) {
            pass.input.accept(buffer, offset, length);
        }
        traces.accept(buffer, offset, length);
    }

    /** Ends the body. */
    public void finish() {
        passes.forEach(Pass::finish);
        traces.finish();
    }

    /**
     * The first octets of the canonical body.
     *
     * @return one {@code char} an octet
     */
    public String canonicalBody() {
        return new String(kept.octets(), 0, kept.length(), StandardCharsets.ISO_8859_1);
    }

    /**
     * How many times the body is gone through: once for each assumption, and once for traces.
     *
     * @return the same for all bodies of a type and form
     */
    public int passes() {
        return passes.size() + 1;
    }

    /**
     * What in the body speaks for a change that cannot be proved.
     *
     * @return one trace of a kind at most
     */
    public List<BodyTrace> traces() {
        return traces.traces();
    }

    /**
     * What was done to a body whose hash is not the signed one.
     *
     * @return what, undone, gives the signed hash; nothing when nothing that was tried does
     */
    public Optional<BodyStep> step() {
        if (isHashOf(new byte[0]) || isHashOf(new byte[] {'\r', '\n'})) {
            return Optional.of(new BodyStep(BodyChange.EMPTY_BODY_SIGNED, ""));
        }
        String added = footer.found();
        if (added != null) {
            return Optional.of(new BodyStep(BodyChange.FOOTER, added));
        }
        for (Pass pass : passes) {
            if (pass.hash != null && Arrays.equals(pass.hash.hash(), wanted)) {
                return Optional.of(new BodyStep(pass.change, detail(pass)));
            }
        }
        return Optional.empty();
    }

    private static String detail(Pass pass) {
        return pass.input instanceof LongLineJoiner joiner
                ? "at " + joiner.width() + " octets " + pass.detail
                : pass.detail;
    }

    private boolean isHashOf(byte[] body) {
        return MessageDigest.isEqual(crypto.digest(algorithm).digest(body), wanted);
    }
}
