package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.canonical.OwnField;
import org.signetmail.dkim.canonical.SignedHeader;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;
import org.signetmail.dkim.keys.RsaKey;
import org.signetmail.dkim.keys.VerificationKey;
import org.signetmail.dkim.tags.OctetBuffer;

/** Finds out what was changed in a header whose signature does not verify. */
public final class HeaderDiagnosis {

    private final OwnField own;
    private final SignedHeader<?> header;
    private final List<String> names;
    private final FieldIndex index;
    private final Form form;
    private final Hash hash;
    private final byte[] signature;
    private final @Nullable VerificationKey key;
    private final Crypto crypto;
    private int candidates;
    private long octets;

    /**
     * Looks at one header.
     *
     * @param own the signature's field
     * @param header what it signs
     * @param names the names in {@code h=}
     * @param index the message's fields
     * @param form the canonical form of the header
     * @param hash of the signature's algorithm
     * @param signature the signature; not copied
     * @param key the key that did not verify it; null when there is none
     * @param crypto computes
     */
    public HeaderDiagnosis(
            OwnField own,
            SignedHeader<?> header,
            List<String> names,
            FieldIndex index,
            Form form,
            Hash hash,
            byte[] signature,
            @Nullable VerificationKey key,
            Crypto crypto) {
        this.own = own;
        this.header = header;
        this.names = names;
        this.index = index;
        this.form = form;
        this.hash = hash;
        this.signature = signature;
        this.key = key;
        this.crypto = crypto;
    }

    /**
     * Whether the header verifies as it is.
     *
     * @return whether the signature is over it
     */
    public boolean verifies() {
        OctetBuffer canonical = new OctetBuffer();
        header.canonicalize(form, own, canonical);
        try {
            return key != null && key.verifies(hash, canonical.octets(), canonical.length(), signature, crypto);
        } catch (InvalidKeyException e) {
            return false;
        }
    }

    /**
     * Whether the signature was made with the key, whatever it signs.
     *
     * @return nothing when the kind of key does not tell
     */
    public Optional<Boolean> isMadeWithKey() {
        return key instanceof RsaKey rsa ? Optional.of(rsa.opened(signature) != null) : Optional.empty();
    }

    /**
     * Searches for what has to be undone to make the signature fit, within {@link #candidates the bounds}.
     *
     * @param copies the value of {@code z=} without white space; null when there is none
     * @return nothing when nothing that was tried makes it fit
     */
    public List<HeaderStep> search(byte @Nullable [] copies) {
        SignedHash wanted = key == null ? null : SignedHash.of(key, hash, signature);
        if (key == null || wanted == null) {
            return List.of();
        }
        List<FieldText> fields = header.fields().stream().map(FieldText::of).toList();
        OwnText ownText = OwnText.of(own);
        List<byte[]> parts = HeaderSearch.parts(form, fields, ownText.text());
        HeaderTrials trials = new HeaderTrials(wanted, crypto.digest(wanted.hash()), parts);
        boolean otherHash = wanted.hash() != hash || wanted.isBare();
        List<HeaderStep> steps = new ArrayList<>();
        if (otherHash && trials.fits(parts)) {
            steps.add(otherHash(wanted));
        } else {
            steps.addAll(hashedWrongly(key, wanted, trials, parts));
            if (steps.isEmpty() && copies != null) {
                steps.addAll(restored(CopiedFields.of(copies), trials, parts));
            }
            if (steps.isEmpty()) {
                steps.addAll(new HeaderSearch(form, fields, ownText, index, trials, parts).search());
            }
            if (!steps.isEmpty() && otherHash) {
                steps.add(otherHash(wanted));
            }
        }
        candidates = trials.candidates();
        octets = trials.octets();
        return List.copyOf(steps);
    }

    private static HeaderStep otherHash(SignedHash wanted) {
        String used = wanted.isBare()
                ? "a bare hash of " + wanted.hash().keyword()
                : wanted.hash().keyword();
        return new HeaderStep(HeaderChange.OTHER_HASH, List.of(), "signed was " + used);
    }

    private List<HeaderStep> hashedWrongly(
            VerificationKey tried, SignedHash wanted, HeaderTrials trials, List<byte[]> parts) {
        byte[] once = trials.hash(parts);
        if (once == null) {
            return List.of();
        }
        if (wanted.is(crypto.digest(wanted.hash()).digest(once))) {
            return List.of(new HeaderStep(HeaderChange.HASHED_TWICE, List.of(), ""));
        }
        if (!tried.isEd25519()) {
            return List.of();
        }
        OctetBuffer whole = new OctetBuffer();
        parts.forEach(part -> whole.append(part, 0, part.length));
        trials.charge(whole.length());
        // RFC 8463 §3: what PureEdDSA signs is the hash of the header, not the header.
        return tried.signs(whole.toArray(), signature)
                ? List.of(new HeaderStep(HeaderChange.NOT_HASHED, List.of(), ""))
                : List.of();
    }

    /** RFC 6376 §3.5 z=: with the copies in the place of the fields, the bottommost signed first. */
    private List<HeaderStep> restored(CopiedFields copies, HeaderTrials trials, List<byte[]> parts) {
        for (boolean fromEnd : new boolean[] {true, false}) {
            List<byte[]> candidate = new ArrayList<>();
            Map<String, List<String>> signed = new LinkedHashMap<>();
            Map<String, Integer> mentions = new HashMap<>();
            for (String listed : names) {
                String name = Ascii.lowerCase(listed);
                int mention = mentions.merge(name, 1, Integer::sum) - 1;
                List<FieldText> copied = copies.named(name);
                if (copied.isEmpty()) {
                    part(name, mention, parts, candidate);
                } else if (mention < copied.size()) {
                    byte[] copy = copied.get(fromEnd ? copied.size() - 1 - mention : mention)
                            .canonical(form);
                    candidate.add(copy);
                    signed.computeIfAbsent(name, first -> new ArrayList<>()).add(text(copy));
                }
            }
            candidate.add(parts.get(parts.size() - 1));
            if (trials.fits(candidate)) {
                return told(signed, parts);
            }
        }
        return List.of();
    }

    /** What became of fields, the signed ones being known: a field that is there still was not changed. */
    private List<HeaderStep> told(Map<String, List<String>> signed, List<byte[]> parts) {
        Map<HeaderChange, List<String>> told = new EnumMap<>(HeaderChange.class);
        signed.forEach((name, then) -> {
            List<String> now = new ArrayList<>();
            for (int i = 0; i < header.fields().size(); i++) {
                if (header.fields().get(i).is(name)) {
                    now.add(text(parts.get(i)));
                }
            }
            if (!then.equals(now)) {
                told.computeIfAbsent(change(name, then, now), first -> new ArrayList<>())
                        .add(name);
            }
        });
        List<HeaderStep> steps = new ArrayList<>();
        told.forEach((change, changed) -> steps.add(new HeaderStep(change, List.copyOf(changed), "")));
        return steps;
    }

    private HeaderChange change(String name, List<String> then, List<String> now) {
        if (holdsAll(now, then)) {
            return then.size() == now.size() ? HeaderChange.REORDERED : HeaderChange.LEFT_OUT;
        }
        List<String> present = new ArrayList<>();
        for (HeaderField field : index.named(name)) {
            if (field != own.field()) {
                present.add(text(FieldText.of(field).canonical(form)));
            }
        }
        return holdsAll(present, then) ? HeaderChange.OTHER_INSTANCE : HeaderChange.RESTORED;
    }

    /** Whether each of the one is among the other, as often. */
    private static boolean holdsAll(List<String> among, List<String> wanted) {
        Map<String, Integer> counts = new HashMap<>();
        among.forEach(text -> counts.merge(text, 1, Integer::sum));
        return wanted.stream().allMatch(text -> counts.merge(text, -1, Integer::sum) >= 0);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Adds what is signed for one mention of a name, as it is. */
    private void part(String name, int mention, List<byte[]> parts, List<byte[]> candidate) {
        int seen = 0;
        for (int i = 0; i < header.fields().size(); i++) {
            if (header.fields().get(i).is(name) && seen++ == mention) {
                candidate.add(parts.get(i));
                return;
            }
        }
    }

    /**
     * How many candidates the last search hashed.
     *
     * @return at most 500
     */
    public int candidates() {
        return candidates;
    }

    /**
     * How many octets it hashed for them.
     *
     * @return 16 MiB at most, and what one candidate needs
     */
    public long octets() {
        return octets;
    }

    /**
     * The names of which the signed fields are not those that {@code z=} has copies of (RFC 6376 §3.5).
     *
     * @param copies the value of {@code z=} without white space
     * @return names in lower case
     */
    public List<String> changedSinceCopied(byte[] copies) {
        return CopiedFields.of(copies).changed(names, header.fields());
    }
}
