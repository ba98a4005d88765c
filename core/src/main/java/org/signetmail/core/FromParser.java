package org.signetmail.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * Reads the value of a From field strictly: RFC 5322 §3.4 with the obsolete forms of §4.4 that MUST be accepted,
 * UTF-8 (RFC 6532), and groups (RFC 6854).
 *
 * <pre>
 * from      = address-list                      ; RFC 6854 §2.1, obs-addr-list
 * address   = mailbox / group
 * mailbox   = addr-spec / [phrase] "&lt;" [obs-route] addr-spec "&gt;"
 * group     = phrase ":" [mailbox-list] ";"
 * addr-spec = word *("." word) "@" domain       ; obs-local-part covers dot-atom and quoted-string
 * domain    = atom *("." atom) ["."] / "[" *dtext "]"
 * </pre>
 *
 * One pass over the characters; a parse method gives false once {@link #fault} is set, and nothing goes on then.
 */
final class FromParser {

    private final String text;
    private int pos;
    private @Nullable String fault;

    /** The domains behind the at signs, null for a domain literal. */
    private final List<@Nullable String> domains = new ArrayList<>();

    private boolean hasGroup;

    private FromParser(String text) {
        this.text = text;
    }

    static AuthorDomain parse(String octets) {
        String text;
        try {
            // RFC 6532 §3.2 allows UTF-8 and nothing else beyond ASCII.
            byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return malformed("it is not UTF-8");
        }
        FromParser parser = new FromParser(text);
        if (!parser.addressList()) {
            return malformed(String.valueOf(parser.fault));
        }
        return parser.author();
    }

    private static AuthorDomain malformed(String fault) {
        return AuthorDomain.none(AuthorProblem.MALFORMED_FROM, "The From field is malformed: " + fault + ".");
    }

    private AuthorDomain author() {
        if (domains.isEmpty()) {
            return hasGroup
                    ? AuthorDomain.none(AuthorProblem.NO_ADDRESS, "The From field has a group without members.")
                    : malformed("it has no address");
        }
        if (domains.size() > AuthorDomain.MAX_ADDRESSES) {
            return AuthorDomain.none(
                    AuthorProblem.TOO_MANY_ADDRESSES,
                    "The From field has more than " + AuthorDomain.MAX_ADDRESSES + " addresses.");
        }
        Set<DomainName> distinct = new LinkedHashSet<>();
        for (String domain : domains) {
            Optional<DomainName> name = domain == null ? Optional.empty() : DomainName.parse(domain);
            if (name.isEmpty()) {
                String shown = domain == null ? "a literal" : "\"" + Ascii.printable(domain, 80) + "\"";
                return AuthorDomain.none(
                        AuthorProblem.UNUSABLE_DOMAIN,
                        "The From field has an address whose domain is " + shown + ", which is no domain name.");
            }
            distinct.add(name.get());
        }
        List<DomainName> names = List.copyOf(distinct);
        return names.size() == 1
                ? new AuthorDomain(names, Optional.empty(), "The author domain is " + names.get(0) + ".")
                : new AuthorDomain(
                        names,
                        Optional.of(AuthorProblem.SEVERAL_DOMAINS),
                        "The From field has addresses of " + names.size() + " different domains.");
    }

    private boolean addressList() {
        boolean inGroup = false;
        boolean afterAddress = false;
        while (cfws()) {
            if (pos == text.length()) {
                return !inGroup || fail("a group is not closed");
            }
            char c = text.charAt(pos);
            if (c == ',') {
                // RFC 5322 §4.4: obsolete lists have empty elements.
                pos++;
                afterAddress = false;
            } else if (c == ';' && inGroup) {
                pos++;
                inGroup = false;
                afterAddress = true;
            } else if (afterAddress) {
                return fail("there is text behind an address");
            } else if (c == '<') {
                if (!angleAddress()) {
                    return false;
                }
                afterAddress = true;
            } else if (c != '"' && !isAtext(c)) {
                return unexpected();
            } else {
                int start = pos;
                boolean dotted = words();
                if (fault != null) {
                    return false;
                }
                char next = peek();
                if (next == '@' && dotted) {
                    if (!atDomain(start)) {
                        return false;
                    }
                    afterAddress = true;
                } else if (next == '<') {
                    if (!angleAddress()) {
                        return false;
                    }
                    afterAddress = true;
                } else if (next == ':' && !inGroup) {
                    pos++;
                    inGroup = true;
                    hasGroup = true;
                } else {
                    return unexpected();
                }
            }
        }
        return false;
    }

    /** angle-addr and obs-angle-addr (RFC 5322 §3.4, §4.4). */
    private boolean angleAddress() {
        pos++;
        if (!cfws() || !route()) {
            return false;
        }
        int start = pos;
        boolean dotted = words();
        if (fault != null) {
            return false;
        }
        if (peek() != '@' || !dotted) {
            return unexpected();
        }
        if (!atDomain(start)) {
            return false;
        }
        if (peek() != '>') {
            return unexpected();
        }
        pos++;
        return true;
    }

    /**
     * {@code obs-route = *(CFWS / ",") "@" domain *("," [CFWS] ["@" domain]) ":"}: hops of a source route, which
     * RFC 5322 §4.4 says to ignore. The author is behind it.
     */
    private boolean route() {
        if (peek() != '@' && peek() != ',') {
            return true;
        }
        boolean hop = false;
        while (fault == null) {
            char c = peek();
            if (c == ',') {
                pos++;
                hop = false;
                cfws();
            } else if (c == '@' && !hop) {
                pos++;
                domain(new StringBuilder());
                hop = true;
            } else if (c == ':') {
                pos++;
                return cfws();
            } else {
                return unexpected();
            }
        }
        return false;
    }

    /**
     * Words with dots and CFWS between them: a phrase, or a local-part, whichever the next character makes of it.
     *
     * @return whether words and dots alternate, as in a local-part
     */
    private boolean words() {
        boolean dotted = true;
        boolean afterWord = false;
        while (fault == null && pos < text.length()) {
            char c = text.charAt(pos);
            if (c == '.') {
                dotted &= afterWord;
                afterWord = false;
                pos++;
            } else if (c == '"' || isAtext(c)) {
                dotted &= !afterWord;
                afterWord = true;
                if (c == '"') {
                    quotedString();
                } else {
                    skipAtom();
                }
            } else {
                break;
            }
            cfws();
        }
        return dotted && afterWord;
    }

    /** The at sign behind a local-part that began at {@code start}, and the domain. */
    private boolean atDomain(int start) {
        // RFC 2047 §5: an encoded-word MUST NOT appear in any portion of an addr-spec; some readers decode it there.
        boolean open = false;
        for (int i = start; i < pos - 1; i++) {
            if (open && text.startsWith("?=", i)) {
                return fail("there is an encoded-word in an address");
            }
            open |= text.startsWith("=?", i);
        }
        pos++;
        StringBuilder domain = new StringBuilder();
        if (!domain(domain)) {
            return false;
        }
        if (domains.size() <= AuthorDomain.MAX_ADDRESSES) {
            domains.add(domain.length() == 0 ? null : domain.toString());
        }
        return true;
    }

    /** domain and obs-domain (RFC 5322 §3.4.1, §4.4), appended without CFWS; a literal appends nothing. */
    private boolean domain(StringBuilder domain) {
        if (!cfws()) {
            return false;
        }
        if (peek() == '[') {
            return literal();
        }
        if (!isAtext(peek())) {
            return unexpected();
        }
        // Interpretation of RFC 5322 §3.4.1: one final dot means the same name, as it does all over DNS.
        while (isAtext(peek())) {
            int start = pos;
            skipAtom();
            domain.append(text, start, pos);
            if (!cfws()) {
                return false;
            }
            if (peek() != '.') {
                return true;
            }
            pos++;
            domain.append('.');
            if (!cfws()) {
                return false;
            }
        }
        return true;
    }

    private boolean literal() {
        for (pos++; pos < text.length(); pos++) {
            char c = text.charAt(pos);
            if (c == ']') {
                pos++;
                return cfws();
            }
            if (c == '[' || c == '\\' || isControl(c)) {
                break;
            }
        }
        return fail("a domain literal is not closed");
    }

    private void quotedString() {
        for (pos++; pos < text.length(); pos++) {
            char c = text.charAt(pos);
            if (c == '"') {
                pos++;
                return;
            }
            if (c == '\\') {
                pos++;
            }
            if (pos < text.length() && isControl(text.charAt(pos))) {
                fail("there is a control character in a quoted string");
                return;
            }
        }
        fail("a quoted string is not closed");
    }

    /** Skips comments and white space. The depth of comments is a number, so that no input can exhaust the stack. */
    private boolean cfws() {
        int depth = 0;
        while (fault == null && pos < text.length()) {
            char c = text.charAt(pos);
            if (c == '(') {
                depth++;
            } else if (depth == 0) {
                if (!Ascii.isWsp(c)) {
                    return true;
                }
            } else if (c == ')') {
                depth--;
            } else {
                if (c == '\\') {
                    pos++;
                }
                if (pos < text.length() && isControl(text.charAt(pos))) {
                    return fail("there is a control character in a comment");
                }
            }
            pos++;
        }
        pos = Math.min(pos, text.length());
        return fault == null && (depth == 0 || fail("a comment is not closed"));
    }

    private void skipAtom() {
        while (pos < text.length() && isAtext(text.charAt(pos))) {
            pos++;
        }
    }

    /** The next character, or NUL at the end: no rule allows NUL. */
    private char peek() {
        return pos < text.length() ? text.charAt(pos) : 0;
    }

    private boolean unexpected() {
        return fail(
                pos >= text.length()
                        ? "it ends in the middle of an address"
                        : isControl(text.charAt(pos))
                                ? "there is a control character in it"
                                : "\"" + Ascii.printable(text.substring(pos, pos + 1), 1) + "\" is out of place");
    }

    private boolean fail(String what) {
        if (fault == null) {
            fault = what;
        }
        return false;
    }

    /** RFC 5322 §3.2.3, and RFC 6532 §3.2 for all that is not ASCII. */
    private static boolean isAtext(char c) {
        return Ascii.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0 || (c > 0x7F && !isControl(c));
    }

    // Deviation from RFC 5322 §4.1: the control characters of obs-NO-WS-CTL, which MUST be accepted, are not, and
    // neither are NUL, CR and LF of obs-qp: nobody writes them but to be read in two ways.
    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || (c >= 0x7F && c <= 0x9F);
    }
}
