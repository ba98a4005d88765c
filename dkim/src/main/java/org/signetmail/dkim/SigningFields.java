package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.signetmail.dkim.canonical.FieldIndex;

/**
 * Chooses the names in {@code h=} (RFC 6376 §5.4): of the fields to sign every instance there is, and once more those that
 * nobody may add one of later. A name more than there are fields signs that there is none (§8.15).
 */
final class SigningFields {

    /** Signed where they occur. */
    static final List<String> SIGNED = List.of(
            "from",
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

    /** Signed whether they occur or not: a second one, or a first one, would show a reader something else. */
    static final List<String> OVERSIGNED = List.of("from", "subject", "to", "cc", "date", "reply-to");

    /** RFC 5322 §3.6, RFC 2045 §3, RFC 2369 §3: at most one in a message. Where there is one, a second one is no change
     * that an honest relay makes. */
    private static final Set<String> SINGLE = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "subject",
            "date",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "list-unsubscribe",
            "list-unsubscribe-post");

    private SigningFields() {}

    /**
     * Chooses.
     *
     * @param signed names to sign where they occur; one that ends in an asterisk stands for all with that beginning
     * @param oversigned names to sign once more than they occur, if at all
     * @param index the header of the message
     * @return the names for {@code h=}, in lower case
     */
    static List<String> choose(List<String> signed, List<String> oversigned, FieldIndex index) {
        Set<String> once = new LinkedHashSet<>();
        // RFC 6376 §5.4: From MUST be signed.
        once.add("from");
        for (String name : signed) {
            if (name.endsWith("*")) {
                once.addAll(index.namesWithPrefix(name.substring(0, name.length() - 1)));
                once.removeAll(DkimSigner.NEVER_SIGNED);
                // RFC 5322 §3.6.8 allows a semicolon in a name, and h= has no way to write one.
                once.removeIf(found -> found.indexOf(';') >= 0);
            } else {
                once.add(name);
            }
        }
        once.addAll(oversigned);
        List<String> names = new ArrayList<>();
        for (String name : once) {
            int present = index.named(name).size();
            boolean oneMore = oversigned.contains(name) || (present > 0 && SINGLE.contains(name));
            names.addAll(Collections.nCopies(oneMore ? present + 1 : present, name));
        }
        return names;
    }
}
