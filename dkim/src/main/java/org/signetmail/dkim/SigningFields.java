package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.canonical.FieldIndex;

/**
 * Chooses the names in {@code h=} (RFC 6376 §5.4): of the fields to sign every instance there is, and once more those that
 * nobody may add one of later. A name more than there are fields signs that there is no other (§8.15).
 *
 * <p>Immutable and thread-safe.
 */
final class SigningFields {

    private static final String FROM = "from";

    /** RFC 6376 §5.4: changed or added on the way, or not for every reader. */
    static final Set<String> NEVER_SIGNED = Set.of("return-path", "received", "bcc", "resent-bcc");

    /** Signed where they occur. */
    private static final List<String> SIGNED = List.of(
            FROM,
            "sender",
            "to",
            "cc",
            "subject",
            "date",
            "message-id",
            "reply-to",
            "in-reply-to",
            "references",
            "mime-version",
            "content-*",
            "list-unsubscribe",
            "list-unsubscribe-post");

    /** Signed whether they occur or not: no honest server adds one, and a first one shows a reader something else. */
    private static final List<String> ALWAYS = List.of(FROM, "subject", "reply-to");

    /**
     * RFC 5322 §3.6, RFC 2045 §3, RFC 2369 §3: at most one in a message, so a second one is no honest change. A first one
     * is: RFC 6409 §8 has submission servers add Sender, Date, Message-ID, and MIME-Version with an encoding.
     */
    private static final List<String> WHEN_PRESENT = List.of(
            "sender",
            "to",
            "cc",
            "date",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "list-unsubscribe",
            "list-unsubscribe-post");

    private final List<String> signed;
    private final Set<String> always;
    private final Set<String> whenPresent;
    private final Set<String> unsigned;

    private SigningFields(
            List<String> signed, Collection<String> always, Collection<String> whenPresent, Set<String> unsigned) {
        this.signed = signed;
        this.always = Set.copyOf(always);
        this.whenPresent = Set.copyOf(whenPresent);
        this.unsigned = unsigned;
    }

    /**
     * Puts together what a caller has said; names in lower case.
     *
     * @param signed names to sign where they occur, one that ends in an asterisk stands for all with that beginning; null
     *     for the default
     * @param always names to sign once more than they occur; null for those of the default that are signed
     * @param whenPresent names to sign once more than they occur, if they do; null for those of the default that are signed
     * @param unsigned names in none of them
     * @throws IllegalArgumentException when a name is to be oversigned and left out, or From is to be left out
     */
    static SigningFields of(
            @Nullable List<String> signed,
            @Nullable List<String> always,
            @Nullable List<String> whenPresent,
            List<String> unsigned) {
        // RFC 6376 §5.4: From MUST be signed; and §8.15: a second one is what a reader may see.
        refuseFirst(unsigned, List.of(FROM), "From is always signed (RFC 6376) and cannot be left out");
        Set<String> out = Set.copyOf(unsigned);
        List<String> base = new ArrayList<>(signed == null ? SIGNED : signed);
        for (List<String> own : List.of(orNone(always), orNone(whenPresent))) {
            refuseFirst(own, out, "a field cannot be oversigned and left out of the signature: ");
        }
        Set<String> oversigned = new LinkedHashSet<>(always == null ? covered(ALWAYS, base, out) : always);
        oversigned.add(FROM);
        Collection<String> present = whenPresent == null ? covered(WHEN_PRESENT, base, out) : whenPresent;
        Set<String> once = new LinkedHashSet<>();
        once.add(FROM);
        once.addAll(base);
        once.addAll(oversigned);
        once.addAll(present);
        once.removeAll(out);
        return new SigningFields(List.copyOf(once), oversigned, present, out);
    }

    private static List<String> orNone(@Nullable List<String> names) {
        return names == null ? List.of() : names;
    }

    private static void refuseFirst(List<String> names, Collection<String> refused, String why) {
        for (String name : names) {
            if (refused.contains(name)) {
                throw new IllegalArgumentException(why.endsWith(": ") ? why + name : why);
            }
        }
    }

    /** Those of the default names that are signed, which a name taken out of the signed ones is not. */
    private static List<String> covered(List<String> names, List<String> signed, Set<String> out) {
        return names.stream()
                .filter(name -> !out.contains(name)
                        && signed.stream()
                                .anyMatch(by -> by.endsWith("*")
                                        ? name.startsWith(by.substring(0, by.length() - 1))
                                        : name.equals(by)))
                .toList();
    }

    /**
     * Chooses.
     *
     * @param index the header of the message
     * @return the names for {@code h=}, in lower case
     */
    List<String> choose(FieldIndex index) {
        Set<String> once = new LinkedHashSet<>();
        for (String name : signed) {
            if (name.endsWith("*")) {
                once.addAll(index.namesWithPrefix(name.substring(0, name.length() - 1)));
                once.removeAll(NEVER_SIGNED);
                once.removeAll(unsigned);
                // RFC 5322 §3.6.8 allows a semicolon in a name, and h= has no way to write one.
                once.removeIf(found -> found.indexOf(';') >= 0);
            } else {
                once.add(name);
            }
        }
        List<String> names = new ArrayList<>();
        for (String name : once) {
            int present = index.named(name).size();
            boolean oneMore = always.contains(name) || (present > 0 && whenPresent.contains(name));
            for (int i = oneMore ? -1 : 0; i < present; i++) {
                names.add(name);
            }
        }
        return names;
    }
}
