package org.signetmail.dkim;

import java.time.Instant;
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

    // RFC 6376 §3.5 t=: a value of more than 12 digits may be taken as infinite.
    private static final long LAST_SECOND = 999_999_999_999L;

    private final DkimLimits limits;
    private final TagList tags;
    private final OctetBuffer scratch;
    private @Nullable DkimProblem problem;
    private String detail = "";

    private DkimSignatureParser(DkimLimits limits, TagList tags, OctetBuffer scratch) {
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
            return unreadable(field, DkimProblem.SIGNATURE_TOO_LARGE, field.length() + " octets");
        }
        TagList tags = tags(field).orElse(null);
        if (tags == null) {
            return unreadable(field, DkimProblem.SIGNATURE_SYNTAX, "");
        }
        if (tags.size() > limits.tags()) {
            return unreadable(field, DkimProblem.SIGNATURE_TOO_LARGE, tags.size() + " tags");
        }
        return new DkimSignatureParser(limits, tags, scratch).read(field);
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
    static DkimSignatureField unreadable(HeaderField field, DkimProblem problem, String detail) {
        return new DkimSignatureField(
                new OwnField(field, 0, 0), DkimSignature.NONE, problem, detail, NO_OCTETS, NO_OCTETS);
    }

    private DkimSignatureField read(HeaderField field) {
        // RFC 6376 §6.1.1: v= first, as it says what the rest means; then what is missing; then each tag.
        checkVersion();
        for (String name : REQUIRED) {
            if (tags.tag(name) == null) {
                reject(DkimProblem.TAG_MISSING, name + "=");
            }
        }
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
        // RFC 6376 §3.5: x= MUST be greater than t=.
        if (signedAt.isPresent() && expiresAt.isPresent() && !expiresAt.get().isAfter(signedAt.get())) {
            reject(DkimProblem.TIME_INVALID, "x= is not after t=");
        }
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
                problem,
                detail,
                bodyHash,
                signature);
    }

    private void reject(DkimProblem found, String about) {
        if (problem == null) {
            problem = found;
            detail = about;
        }
    }

    private void checkVersion() {
        String version = tags.value("v");
        if (version != null && !version.equals("1")) {
            reject(DkimProblem.VERSION, "v=" + version);
        }
    }

    private Optional<DkimAlgorithm> algorithm() {
        String keyword = tags.value("a");
        Optional<DkimAlgorithm> algorithm = keyword == null ? Optional.empty() : DkimAlgorithm.parse(keyword);
        if (algorithm.isEmpty()) {
            reject(DkimProblem.ALGORITHM_UNKNOWN, "a=" + keyword);
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
            reject(DkimProblem.SIGNATURE_ENCODING, name + "=");
            return NO_OCTETS;
        }
        return octets;
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
            reject(DkimProblem.CANONICALIZATION_UNKNOWN, "c=" + value);
            return new Canonicalization[0];
        }
        return new Canonicalization[] {header.get(), body.get()};
    }

    private Optional<DomainName> name(String tag, DkimProblem ifInvalid, int minimumLabels) {
        Optional<DomainName> name = domainName(tags.utf8(tag)).filter(found -> found.labelCount() >= minimumLabels);
        if (name.isEmpty()) {
            reject(ifInvalid, tag + "=" + tags.value(tag));
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
            reject(DkimProblem.IDENTITY_INVALID, "i=" + tags.value("i"));
            return Optional.empty();
        }
        // RFC 6376 §3.5 i=: the same domain as in d= or a subdomain of it.
        if (domain != null && !host.get().isEqualOrBelow(domain)) {
            reject(DkimProblem.IDENTITY_OUTSIDE_DOMAIN, "i=" + tags.value("i"));
        }
        return Optional.of(identity);
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
                reject(DkimProblem.SIGNED_FIELDS_INVALID, "h=" + tags.value("h"));
                return List.of();
            }
            signsFrom |= Ascii.equalsIgnoreCase(name, "from");
        }
        if (names.size() > limits.signedFields()) {
            reject(DkimProblem.SIGNATURE_TOO_LARGE, names.size() + " names in h=");
            return List.of();
        }
        // RFC 6376 §5.4: the From header field MUST be signed; §6.1.1: else PERMFAIL.
        if (!signsFrom) {
            reject(DkimProblem.FROM_NOT_SIGNED, "h=" + tags.value("h"));
        }
        return names;
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
            reject(DkimProblem.BODY_LENGTH_INVALID, "l=" + digits);
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
        for (String method : TagValues.colonSeparated(value)) {
            if (method.isEmpty()) {
                reject(DkimProblem.QUERY_METHOD_UNKNOWN, "q=" + value);
            }
            known |= Ascii.equalsIgnoreCase(method, "dns/txt");
        }
        if (!known) {
            reject(DkimProblem.QUERY_METHOD_UNKNOWN, "q=" + value);
        }
    }

    private Optional<Instant> time(String tag) {
        String digits = tags.value(tag);
        if (digits == null) {
            return Optional.empty();
        }
        long seconds = TagValues.number(digits);
        if (seconds < 0) {
            reject(DkimProblem.TIME_INVALID, tag + "=" + digits);
            return Optional.empty();
        }
        return Optional.of(seconds > LAST_SECOND ? Instant.MAX : Instant.ofEpochSecond(seconds));
    }
}
