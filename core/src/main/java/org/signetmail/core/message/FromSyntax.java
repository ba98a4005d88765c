package org.signetmail.core.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the value of one From field has by its grammar.
 *
 * @param fault why it is none, as a clause without a stop; null when it is one
 * @param domains what stands behind the at signs of its addresses, {@link FromParser#MAX_ADDRESSES} and one more at most
 * @param hasGroup whether it has a group
 * @param unquoted the index of the first octet of a display name that ought to be in quotes, or -1
 * @param oddDot the index of the first dot at an odd place of a local-part, or -1
 * @param notUtf8 the index of the first octet that is no UTF-8, or -1
 */
public record FromSyntax(
        @Nullable String fault, List<Domain> domains, boolean hasGroup, int unquoted, int oddDot, int notUtf8) {

    /**
     * What stands behind one at sign.
     *
     * @param octets as received, without comments and white space; empty for a literal
     * @param text the characters that the octets stand for; null for what is no domain name: a literal, octets that
     *     are no UTF-8, or dots and quotes at odd places
     */
    public record Domain(String octets, @Nullable String text) {}
}
