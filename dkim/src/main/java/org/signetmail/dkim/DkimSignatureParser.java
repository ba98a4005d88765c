package org.signetmail.dkim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.HeaderField;
import org.signetmail.core.OctetSink;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.OwnField;
import org.signetmail.dkim.tags.Base64Text;
import org.signetmail.dkim.tags.OctetBuffer;
import org.signetmail.dkim.tags.QuotedPrintable;
import org.signetmail.dkim.tags.TagList;
import org.signetmail.dkim.tags.TagValues;

/**
 * Parses one DKIM-Signature field and checks all that can be checked without its key and its message
 * (RFC 6376 §3.5, §6.1.1). Reads on behind the first error, so that an outcome can name the domain all the same.
 */
final class DkimSignatureParser {

    private static final byte[] NO_OCTETS = {};

    private static final String[] REQUIRED = {"v", "a", "b", "bh", "d", "h", "s"};

    private static final String DAMAGED =
            "If the signer wrote base64, look for a relay that changes the field, by a line break or a cut.";

    // RFC 6376 §3.5 t=: a value of more than 12 digits may be taken as infinite.
    private static final long LAST_SECOND = 999_999_999_999L;

    private final DkimLimits limits;
    private final TagList tags;
    private final OctetBuffer scratch;
    private final HeaderField field;

    /** The first error found. */
    private @Nullable Refusal refusal;

    private DkimSignatureParser(HeaderField field, DkimLimits limits, TagList tags, OctetBuffer scratch) {
        this.field = field;
        this.limits = limits;
        this.tags = tags;
        this.scratch = scratch;
    }

    /**
     * Parses a field.
     *
     * @param field a field named DKIM-Signature
     * @param limits how much to take
     * @param scratch to work in
     * @return the field, with what is wrong with it
     */
    static DkimSignatureField parse(HeaderField field, DkimLimits limits, OctetBuffer scratch) {
        if (field.length() > limits.signatureOctets()) {
            return unreadable(
                    field,
                    tooLarge("The DKIM-Signature field has " + field.length() + " octets; at most "
                            + limits.signatureOctets() + " are read."));
        }
        TagList tags = tags(field).orElse(null);
        if (tags == null) {
            return unreadable(field, new FieldFaults(field).noTagList());
        }
        if (tags.size() > limits.tags()) {
            return unreadable(
                    field,
                    tooLarge("The DKIM-Signature field has " + tags.size() + " tags; at most " + limits.tags()
                            + " are read."));
        }
        return new DkimSignatureParser(field, limits, tags, scratch).read();
    }

    private static Refusal tooLarge(String message) {
        return Refusal.of(DkimProblem.SIGNATURE_TOO_LARGE, message, "Have the signer write less into the field.");
    }

    /** The tags of a field, whatever they mean, parsed where they stand in the message. */
    static Optional<TagList> tags(HeaderField field) {
        InPlace parser = new InPlace(field.valueStart());
        field.writeTo(parser);
        return parser.tags;
    }

    private static final class InPlace implements OctetSink {
        private final int valueStart;
        private Optional<TagList> tags = Optional.empty();

        private InPlace(int valueStart) {
            this.valueStart = valueStart;
        }

        @Override
        public void accept(byte[] buffer, int offset, int length) {
            tags = TagList.parse(buffer, offset + valueStart, offset + length);
        }
    }

    /** A field of which nothing is known but why it is not verified. */
    static DkimSignatureField unreadable(HeaderField field, Refusal refusal) {
        return new DkimSignatureField(new OwnField(field, 0, 0), DkimSignature.NONE, refusal, NO_OCTETS, NO_OCTETS);
    }

    private DkimSignatureField read() {
        // RFC 6376 §6.1.1: v= first, as it says what the rest means; then what is missing; then each tag.
        checkVersion();
        checkRequired();
        Optional<DkimAlgorithm> algorithm = algorithm();
        byte[] signature = base64("b");
        String value = signature.length == 0 ? "" : scratch.toText();
        byte[] bodyHash = base64("bh");
        Canonicalization[] canonicalizations = canonicalizations();
        Optional<DomainName> domain = name("d", DkimProblem.DOMAIN_INVALID, 2);
        Optional<DomainName> selector = name("s", DkimProblem.SELECTOR_INVALID, 1);
        Optional<String> identity = identity(domain.orElse(null));
        List<String> names = signedNames();
        OptionalLong bodyLength = bodyLength();
        checkQueryMethods();
        Optional<Instant> signedAt = time("t");
        Optional<Instant> expiresAt = time("x");
        checkOrder(signedAt, expiresAt);
        DkimSignature claims = new DkimSignature(
                domain,
                selector,
                identity,
                algorithm,
                canonicalizations.length == 0 ? Optional.empty() : Optional.of(canonicalizations[0]),
                canonicalizations.length == 0 ? Optional.empty() : Optional.of(canonicalizations[1]),
                bodyLength,
                signedAt,
                expiresAt,
                names,
                value);
        TagList.Tag b = tags.tag("b");
        return new DkimSignatureField(
                b == null
                        ? new OwnField(field, 0, 0)
                        : new OwnField(
                                field, field.valueStart() + b.afterEquals(), field.valueStart() + b.afterValue()),
                claims,
                refusal,
                bodyHash,
                signature);
    }

    private boolean isRefused() {
        return refusal != null;
    }

    /** Rejects the field for the value of a tag; without the tag it is rejected already, or has a default. */
    private void reject(DkimProblem problem, String name, String why, String remedy) {
        TagList.Tag tag = tags.tag(name);
        if (refusal == null && tag != null) {
            refusal = new FieldFaults(field).value(problem, tag, why, remedy);
        }
    }

    /** Rejects the field for one octet of the value of a tag. */
    private void reject(DkimProblem problem, TagList.Tag tag, int offset, String why, String remedy) {
        if (refusal == null) {
            refusal = new FieldFaults(field).octet(problem, tag, offset, why, remedy);
        }
    }

    private void checkVersion() {
        String version = tags.value("v");
        if (version != null && !version.equals("1")) {
            reject(
                    DkimProblem.VERSION,
                    "v",
                    "is another version than that of DKIM, which is 1 and nothing else.",
                    "Have the signer write v=1.");
        }
    }

    private void checkRequired() {
        List<String> missing = List.of();
        for (String name : REQUIRED) {
            if (tags.tag(name) == null) {
                missing = missing.isEmpty() ? new ArrayList<>(REQUIRED.length) : missing;
                missing.add(name);
            }
        }
        if (!missing.isEmpty() && !isRefused()) {
            refusal = new FieldFaults(field).missing(tags, missing);
        }
    }

    // RFC 6376 §3.5: x= MUST be greater than t=.
    private void checkOrder(Optional<Instant> signedAt, Optional<Instant> expiresAt) {
        if (signedAt.isPresent() && expiresAt.isPresent() && !expiresAt.get().isAfter(signedAt.get())) {
            Instant t = signedAt.get();
            Instant x = expiresAt.get();
            String distance = x.equals(t) ? "is the same as" : "is " + PlainTime.between(x, t) + " before";
            reject(
                    DkimProblem.TIME_INVALID,
                    "x",
                    "(" + PlainTime.date(x) + ") " + distance + " t= (" + PlainTime.date(t)
                            + "); a signature expires after it was made.",
                    "Have the signer set x= behind t=, or leave it out.");
        }
    }

    private Optional<DkimAlgorithm> algorithm() {
        String keyword = tags.value("a");
        Optional<DkimAlgorithm> algorithm = keyword == null ? Optional.empty() : DkimAlgorithm.parse(keyword);
        if (algorithm.isEmpty()) {
            reject(
                    DkimProblem.ALGORITHM_UNKNOWN,
                    "a",
                    "is no signature algorithm of DKIM; rsa-sha256 and ed25519-sha256 are.",
                    "Have the signer use one of the two.");
        }
        return algorithm;
    }

    /** Leaves the base64 itself in the buffer. */
    private byte[] base64(String name) {
        scratch.clear();
        TagList.Tag tag = tags.tag(name);
        if (tag != null) {
            tags.withoutFws(tag, scratch);
        }
        byte[] octets = Base64Text.decode(scratch.octets(), scratch.length());
        if (octets == null) {
            if (tag != null && !isRefused()) {
                rejectBase64(tag);
            }
            return NO_OCTETS;
        }
        return octets;
    }

    private void rejectBase64(TagList.Tag tag) {
        String raw = new FieldFaults(field).raw(tag);
        int odd = Base64Text.firstOdd(raw);
        if (odd >= 0) {
            char octet = raw.charAt(odd);
            String why = octet == '='
                    ? "an equals sign with more base64 behind it."
                    : "the octet " + FieldFaults.shown(octet) + ", which is not of base64"
                            + (octet == '-' || octet == '_' ? "; there + and / stand for - and _ of base64url." : ".");
            reject(DkimProblem.SIGNATURE_ENCODING, tag, odd, why, DAMAGED);
            return;
        }
        String why = scratch.length() == 0
                ? "is empty; base64 is expected."
                : "is no base64: it has " + scratch.length() + " characters, padding included, and groups of four are"
                        + " expected, so that some were lost or added.";
        reject(DkimProblem.SIGNATURE_ENCODING, tag.name(), why, DAMAGED);
    }

    // RFC 6376 §3.5 c=: simple/simple by default; one name alone is that of the header, with a simple body.
    private Canonicalization[] canonicalizations() {
        String value = tags.value("c");
        if (value == null) {
            return new Canonicalization[] {Canonicalization.SIMPLE, Canonicalization.SIMPLE};
        }
        int slash = value.indexOf('/');
        Optional<Canonicalization> header = Canonicalization.parse(value, 0, slash < 0 ? value.length() : slash);
        Optional<Canonicalization> body = slash < 0
                ? Optional.of(Canonicalization.SIMPLE)
                : Canonicalization.parse(value, slash + 1, value.length());
        if (header.isEmpty() || body.isEmpty()) {
            reject(
                    DkimProblem.CANONICALIZATION_UNKNOWN,
                    "c",
                    "is wrong in the part of the " + (header.isEmpty() ? "header" : "body")
                            + "; simple or relaxed is expected for the header, and the same behind a slash for the body.",
                    "Have the signer use relaxed/relaxed.");
            return new Canonicalization[0];
        }
        return new Canonicalization[] {header.get(), body.get()};
    }

    private Optional<DomainName> name(String tag, DkimProblem ifInvalid, int minimumLabels) {
        String text = tags.utf8(tag);
        Optional<DomainName> name = domainName(text).filter(found -> found.labelCount() >= minimumLabels);
        if (name.isEmpty() && text != null) {
            reject(
                    ifInvalid,
                    tag,
                    NameFault.of(text) + ".",
                    ifInvalid == DkimProblem.DOMAIN_INVALID
                            ? "Have the signer write the domain whose key it signs with, such as d=example.com."
                            : "Have the signer write what stands before ._domainkey in the name of its key.");
        }
        return name;
    }

    // RFC 6376 §3.5 d=: sub-domains with dots between them, so none at the end. U-labels: RFC 8616 §5.
    private static Optional<DomainName> domainName(@Nullable String text) {
        return text == null || text.endsWith(".") ? Optional.empty() : DomainName.parse(text);
    }

    private Optional<String> identity(@Nullable DomainName domain) {
        byte[] encoded = tags.withoutFws("i");
        if (encoded == null) {
            // RFC 6376 §3.5 i=: an empty local part at the domain of d=.
            return domain == null ? Optional.empty() : Optional.of("@" + domain);
        }
        // RFC 6376 §3.5 i=: only the local part is quoted-printable, so the "@" is one as it is written.
        String identity = hasPlainHost(encoded) ? QuotedPrintable.decode(encoded) : null;
        int at = identity == null ? -1 : identity.lastIndexOf('@');
        Optional<DomainName> host =
                identity == null || at < 0 ? Optional.empty() : domainName(identity.substring(at + 1));
        if (identity == null || host.isEmpty() || hasControls(identity)) {
            reject(
                    DkimProblem.IDENTITY_INVALID,
                    "i",
                    identityFault(encoded, identity),
                    "Have the signer write an address at d=, or leave i= out.");
            return Optional.empty();
        }
        // RFC 6376 §3.5 i=: the same domain as in d= or a subdomain of it.
        if (domain != null && !host.get().isEqualOrBelow(domain)) {
            reject(
                    DkimProblem.IDENTITY_OUTSIDE_DOMAIN,
                    "i",
                    "is at " + host.get() + ", which is neither " + domain + " (d=) nor below it.",
                    "Have the signer write an address at d=, or leave i= out.");
        }
        return Optional.of(identity);
    }

    private static String identityFault(byte[] encoded, @Nullable String identity) {
        if (!hasPlainHost(encoded)) {
            return "has no @, or has it encoded; an address is expected, or @ and a domain.";
        }
        if (identity == null) {
            return "is no quoted-printable: behind = two digits of 0 to 9 and A to F are expected, and octets of UTF-8.";
        }
        if (hasControls(identity)) {
            return "has an encoded control character, which no address has.";
        }
        return "has no domain name behind its last @: that "
                + NameFault.of(identity.substring(identity.lastIndexOf('@') + 1)) + ".";
    }

    private static boolean hasPlainHost(byte[] octets) {
        int i = octets.length - 1;
        while (i >= 0 && octets[i] != '@' && octets[i] != '=') {
            i--;
        }
        return i >= 0 && octets[i] == '@';
    }

    // RFC 5321 §4.1.2: no Local-part has control characters. They could break a line of a report that shows it.
    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private List<String> signedNames() {
        List<String> names = tags.fieldNames("h");
        boolean signsFrom = false;
        for (String name : names) {
            if (!isFieldName(name)) {
                rejectNames(name);
                return List.of();
            }
            signsFrom |= Ascii.equalsIgnoreCase(name, "from");
        }
        if (names.size() > limits.signedFields()) {
            refusal = isRefused()
                    ? refusal
                    : tooLarge("h= of the DKIM-Signature field has " + names.size() + " names; at most "
                            + limits.signedFields() + " are read.");
            return List.of();
        }
        // RFC 6376 §5.4: the From header field MUST be signed; §6.1.1: else PERMFAIL.
        if (!signsFrom) {
            boolean commas = names.stream().anyMatch(name -> name.indexOf(',') >= 0);
            reject(
                    DkimProblem.FROM_NOT_SIGNED,
                    "h",
                    "does not name From, which every signature has to sign"
                            + (commas ? "; names have colons between them, not commas." : "."),
                    "Have the signer sign From.");
        }
        return names;
    }

    private void rejectNames(String wrong) {
        TagList.Tag tag = tags.tag("h");
        if (tag == null || isRefused()) {
            return;
        }
        if (wrong.isEmpty()) {
            reject(
                    DkimProblem.SIGNED_FIELDS_INVALID,
                    "h",
                    tag.start() == tag.end()
                            ? "is empty; names of fields are expected, From among them."
                            : "has an empty name: two colons one behind the other, or one at an end.",
                    "Have the signer leave one colon between two names.");
            return;
        }
        String raw = new FieldFaults(field).raw(tag);
        int start = raw.indexOf(wrong);
        int odd = start;
        while (raw.charAt(odd) > ' ' && raw.charAt(odd) < 0x7F) {
            odd++;
        }
        boolean blank = raw.charAt(odd) <= ' ';
        reject(
                DkimProblem.SIGNED_FIELDS_INVALID,
                tag,
                odd,
                (blank ? "white space within a name" : "the octet " + FieldFaults.shown(raw.charAt(odd)) + " in a name")
                        + ", \"" + Ascii.printable(wrong, 60)
                        + "\"; names are printing ASCII with colons between them.",
                "Have the signer write names of fields with colons between them.");
    }

    // RFC 5322 §3.6.8: printing ASCII but the colon. An empty one is outside the ABNF of h=.
    private static boolean isFieldName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ' || name.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private OptionalLong bodyLength() {
        String digits = tags.value("l");
        if (digits == null) {
            return OptionalLong.empty();
        }
        // RFC 6376 §3.5 l=: 1*76DIGIT.
        long length = digits.length() > 76 ? -1 : TagValues.number(digits);
        if (length < 0) {
            reject(
                    DkimProblem.BODY_LENGTH_INVALID,
                    "l",
                    "is no number of octets; 1 to 76 decimal digits are expected.",
                    "Have the signer leave l= out: a body without it is signed whole.");
            return OptionalLong.empty();
        }
        return OptionalLong.of(length);
    }

    // RFC 6376 §3.5 q=: unknown methods are ignored; dns/txt is the only one there is.
    private void checkQueryMethods() {
        String value = tags.value("q");
        if (value == null) {
            return;
        }
        boolean known = false;
        boolean empty = false;
        for (String method : TagValues.colonSeparated(value)) {
            empty |= method.isEmpty();
            known |= Ascii.equalsIgnoreCase(method, "dns/txt");
        }
        if (empty || !known) {
            reject(
                    DkimProblem.QUERY_METHOD_UNKNOWN,
                    "q",
                    known
                            ? "has an empty element: a colon with nothing before or behind it."
                            : "does not name dns/txt, the only way to a key that there is.",
                    "Have the signer write q=dns/txt, or leave q= out.");
        }
    }

    private Optional<Instant> time(String tag) {
        String digits = tags.value(tag);
        if (digits == null) {
            return Optional.empty();
        }
        long seconds = TagValues.number(digits);
        if (seconds < 0) {
            reject(
                    DkimProblem.TIME_INVALID,
                    tag,
                    (digits.isEmpty() ? "is empty; " : "is no time; ")
                            + "the seconds since 1970-01-01T00:00:00Z are expected, in decimal digits.",
                    "Have the signer write the seconds, or leave " + tag + "= out.");
            return Optional.empty();
        }
        return Optional.of(seconds > LAST_SECOND ? Instant.MAX : Instant.ofEpochSecond(seconds));
    }
}
