package org.signetmail.core.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/**
 * Reads the value of a From field: RFC 5322 §3.4 with the obsolete forms of §4.4 that MUST be accepted, UTF-8 (RFC 6532),
 * and groups (RFC 6854). Strict about addresses, of which none is ever guessed; lenient about what is no address.
 *
 * <pre>
 * from      = address-list / unquoted           ; RFC 6854 §2.1, obs-addr-list
 * address   = mailbox / group
 * mailbox   = addr-spec / [phrase] "&lt;" [obs-route] addr-spec "&gt;"
 * group     = phrase ":" [mailbox-list] ";"
 * addr-spec = local-part "@" domain
 * local-part = *"." word *(1*"." word) *"."     ; wider than obs-local-part, which has one dot between two words
 * domain    = atom *("." atom) ["."] / "[" *dtext "]"
 * unquoted  = 1*(word / "." / "," / "[" / "]" / "@") "&lt;" [obs-route] addr-spec "&gt;" [CFWS]
 * </pre>
 *
 * One pass over the octets for each of the two forms. The first {@link #fault} stays; every loop over the field ends with
 * it, and what is read behind it counts for nothing.
 */
public final class FromParser {

    /** The most addresses that a From field may have. */
    public static final int MAX_ADDRESSES = 100;

    /** What RFC 5322 §3.2.3 calls specials and people write into names without quotes. */
    private static final String UNQUOTED = ",[]@";

    /** The value, one {@code char} of 0 to 255 an octet. */
    private final String text;

    /** Where the value ceases to be UTF-8, or -1. */
    private final int notUtf8;

    private int pos;
    private @Nullable String fault;

    private final List<FromSyntax.Domain> domains = new ArrayList<>();

    private boolean hasGroup;

    /** Of the last {@link #words}: whether they have the form of a local-part. */
    private boolean localPart;

    /** Of the last {@link #words}: whether an atom is no text in UTF-8. */
    private boolean badAtom;

    /** Of the last {@link #words}: where the first dot at an odd place is, or -1. */
    private int wordsOddDot;

    /** The first dot at an odd place of a local-part, or -1. */
    private int oddDot = -1;

    /** The first octet of a display name that ought to be in quotes, or -1. */
    private int unquoted = -1;

    private FromParser(String text) {
        this.text = text;
        this.notUtf8 = Utf8.firstError(text);
    }

    /**
     * Reads a value.
     *
     * @param octets the unfolded value, one {@code char} of 0 to 255 an octet
     * @return the domains of its addresses, or the fault
     */
    public static FromSyntax parse(String octets) {
        FromParser parser = new FromParser(octets);
        parser.addressList();
        if (parser.fault == null) {
            return parser.syntax();
        }
        FromParser lenient = new FromParser(octets);
        lenient.unquotedName();
        return lenient.fault == null ? lenient.syntax() : parser.syntax();
    }

    private FromSyntax syntax() {
        return new FromSyntax(fault, domains, hasGroup, unquoted, oddDot, notUtf8);
    }

    private void addressList() {
        boolean inGroup = false;
        boolean afterAddress = false;
        for (cfws(); fault == null && pos < text.length(); cfws()) {
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
                fail("there is text behind an address");
            } else if (c == '<') {
                angleAddress();
                afterAddress = true;
            } else if (c != '"' && c != '.' && !isAtext()) {
                unexpected();
            } else {
                int start = pos;
                words();
                char next = peek();
                // RFC 5322 §4.1: obs-phrase begins with a word.
                boolean phrase = c != '.';
                if (next == '@' && localPart) {
                    atDomain(start);
                    afterAddress = true;
                } else if (next == '<' && phrase) {
                    angleAddress();
                    afterAddress = true;
                } else if (next == ':' && phrase && !inGroup) {
                    pos++;
                    inGroup = true;
                    hasGroup = true;
                } else {
                    unexpected();
                }
            }
        }
        if (inGroup) {
            fail("a group is not closed");
        }
    }

    // Deviation from RFC 5322 §3.4: a phrase may have "." of obs-phrase, and no "," "[" "]" "@" outside of quotes.
    // People and programs write them, and where one address stands in brackets at the end, no reader sees another
    // author. Unless the name has the form of an address itself: then there are readers that do.
    private void unquotedName() {
        boolean afterWord = false;
        boolean hasComma = false;
        int wordEnd = 0;
        for (cfws(); fault == null && pos < text.length(); cfws()) {
            char c = text.charAt(pos);
            if (c == '<') {
                if (hasComma && EncodedWords.mayHideAddress(text, pos)) {
                    fail("there is an encoded-word that may be read as an address");
                }
                angleAddress();
                cfws();
                if (pos < text.length()) {
                    fail("there is text behind an address");
                }
                return;
            }
            hasComma |= c == ',';
            if (unquoted < 0 && (UNQUOTED.indexOf(c) >= 0 || (c == '.' && !afterWord))) {
                unquoted = pos;
            }
            if (c == '"') {
                quotedString();
                afterWord = true;
                wordEnd = pos;
            } else if (isAtext()) {
                skipAtom();
                afterWord = true;
                wordEnd = pos;
            } else if (c == '@') {
                boolean spaced = pos > wordEnd;
                pos++;
                afterWord = addressInName(afterWord, spaced);
                wordEnd = pos;
            } else if (c == '.' || c == ']') {
                pos++;
                wordEnd = pos;
            } else if (c == ',' || c == '[') {
                pos++;
                afterWord = false;
            } else {
                unexpected();
            }
        }
        fail("there is no address in brackets");
    }

    /**
     * What stands behind an at sign in a display name. With a word before it, and behind it a domain of two labels or more
     * or an address literal, that has the form of an address. A lone label has not: {@code Ann @ Home} is a name.
     *
     * @return whether a word was read
     */
    private boolean addressInName(boolean afterWord, boolean spacedBefore) {
        int behindAt = pos;
        cfws();
        boolean spaced = spacedBefore || pos > behindAt;
        if (peek() == '[') {
            if (afterWord && isAddressLiteral(pos)) {
                addDomain("");
            }
            return false;
        }
        int start = pos;
        StringBuilder domain = new StringBuilder();
        boolean dotted = false;
        while (isDomainOctet()) {
            int label = pos;
            while (isDomainOctet()) {
                pos++;
            }
            domain.append(text, label, pos);
            int labelEnd = pos;
            cfws();
            if (peek() != '.') {
                pos = labelEnd;
                break;
            }
            pos++;
            int behindDot = pos;
            // Ann @ St. Mary: a dot with a blank behind it ends an abbreviation, where the at sign is spaced, too.
            if (Ascii.isWsp(peek()) && spaced && behindDot == labelEnd + 1) {
                break;
            }
            cfws();
            if (!isDomainOctet()) {
                pos = behindDot;
                break;
            }
            domain.append('.');
            dotted = true;
        }
        String octets = domain.toString();
        if (afterWord && (dotted || hasDotLookAlike(octets))) {
            addDomain(octets);
        } else if (afterWord && !spacedBefore) {
            // A person reads ceo@bank..example and ceo@"bank.example" as addresses: a dot within what is joined.
            String joined = text.substring(behindAt, joinedEnd(behindAt));
            int dot = joined.indexOf('.');
            if (dot >= 0 && dot < joined.length() - 1) {
                addDomain(joined, null);
            }
        }
        return pos > start;
    }

    /** The end of what is joined without a blank; at the latest the next at sign, so that many cost no more than one. */
    private int joinedEnd(int from) {
        int i = from;
        while (i < text.length() && " \t\r\n<,@".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** RFC 5321 §4.1.3, in IPv4's form; that for IPv6 has a colon, which no name has without quotes. */
    private boolean isAddressLiteral(int open) {
        boolean dotted = false;
        int i = open + 1;
        while (i < text.length() && (Ascii.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            dotted |= text.charAt(i) == '.';
            i++;
        }
        return dotted && i < text.length() && text.charAt(i) == ']';
    }

    /** RFC 3490 §3.1: the other characters that some readers take for dots. */
    private static boolean hasDotLookAlike(String octets) {
        String domain = Utf8.decode(octets);
        return domain != null
                && (domain.indexOf('\u3002') >= 0 || domain.indexOf('\uff0e') >= 0 || domain.indexOf('\uff61') >= 0);
    }

    private boolean isDomainOctet() {
        char c = peek();
        return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || (c > 0x7F && isAtext());
    }

    /** angle-addr and obs-angle-addr (RFC 5322 §3.4, §4.4). */
    private void angleAddress() {
        pos++;
        cfws();
        route();
        int start = pos;
        words();
        if (peek() != '@' || !localPart) {
            unexpected();
            return;
        }
        atDomain(start);
        if (peek() != '>') {
            unexpected();
        }
        pos++;
    }

    /**
     * {@code obs-route = *(CFWS / ",") "@" domain *("," [CFWS] ["@" domain]) ":"}: hops of a source route, which
     * RFC 5322 §4.4 says to ignore. The author is behind it.
     */
    private void route() {
        if (peek() != '@' && peek() != ',') {
            return;
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
                cfws();
                return;
            } else {
                unexpected();
            }
        }
    }

    /** Words with dots and CFWS between them: a phrase, or a local-part, whichever the next octet makes of it. */
    private void words() {
        boolean any = false;
        boolean adjacent = false;
        boolean afterWord = false;
        int lastDot = -1;
        wordsOddDot = -1;
        badAtom = false;
        while (fault == null && pos < text.length()) {
            char c = text.charAt(pos);
            if (c == '.') {
                wordsOddDot = afterWord || wordsOddDot >= 0 ? wordsOddDot : pos;
                afterWord = false;
                lastDot = pos++;
            } else if (c == '"' || isAtext()) {
                adjacent |= afterWord;
                afterWord = true;
                any = true;
                if (c == '"') {
                    quotedString();
                } else {
                    int start = pos;
                    skipAtom();
                    badAtom |= !Utf8.isAscii(text, start, pos) && !Utf8.isText(text.substring(start, pos));
                }
            } else {
                break;
            }
            cfws();
        }
        wordsOddDot = afterWord || wordsOddDot >= 0 ? wordsOddDot : lastDot;
        localPart = any && !adjacent;
    }

    /** The at sign behind a local-part that began at {@code start}, and the domain. */
    private void atDomain(int start) {
        // RFC 2047 §5: an encoded-word MUST NOT appear in any portion of an addr-spec; some readers decode it there.
        boolean open = false;
        for (int i = start; i < pos; i++) {
            if (open && text.startsWith("?=", i)) {
                fail("there is an encoded-word in an address");
            }
            open |= text.startsWith("=?", i);
        }
        if (badAtom) {
            fail("a local-part has octets that are no UTF-8");
        }
        // Deviation from RFC 5322 §3.4.1: dots at odd places, as large providers gave them out. The domain is clear.
        oddDot = oddDot >= 0 ? oddDot : wordsOddDot;
        pos++;
        StringBuilder domain = new StringBuilder();
        domain(domain);
        String octets = domain.toString();
        if (Utf8.firstError(octets) >= 0) {
            fail("a domain has octets that are no UTF-8");
        }
        addDomain(octets);
    }

    /** Empty octets are a literal. */
    private void addDomain(String octets) {
        addDomain(octets, octets.isEmpty() ? null : Utf8.decode(octets));
    }

    private void addDomain(String octets, @Nullable String characters) {
        if (domains.size() <= MAX_ADDRESSES) {
            domains.add(new FromSyntax.Domain(octets, characters));
        }
    }

    /** domain and obs-domain (RFC 5322 §3.4.1, §4.4), appended without CFWS; a literal appends nothing. */
    private void domain(StringBuilder domain) {
        cfws();
        if (peek() == '[') {
            literal();
            return;
        }
        if (!isAtext()) {
            unexpected();
        }
        // Interpretation of RFC 5322 §3.4.1: one final dot means the same name, as it does all over DNS.
        while (isAtext()) {
            int start = pos;
            skipAtom();
            domain.append(text, start, pos);
            cfws();
            if (peek() != '.') {
                return;
            }
            pos++;
            domain.append('.');
            cfws();
        }
    }

    private void literal() {
        for (pos++; pos < text.length(); pos++) {
            char c = text.charAt(pos);
            if (c == ']') {
                pos++;
                cfws();
                return;
            }
            if (c == '[' || c == '\\' || isControl()) {
                break;
            }
        }
        fail("a domain literal is not closed");
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
            if (isControl()) {
                fail("there is a control character in a quoted string");
                return;
            }
        }
        fail("a quoted string is not closed");
    }

    /** Skips comments and white space. The depth of comments is a number, so that no input can exhaust the stack. */
    private void cfws() {
        int depth = 0;
        while (fault == null && pos < text.length()) {
            char c = text.charAt(pos);
            if (c == '(') {
                depth++;
            } else if (depth == 0) {
                if (!Ascii.isWsp(c)) {
                    return;
                }
            } else if (c == ')') {
                depth--;
            } else {
                if (c == '\\') {
                    pos++;
                }
                if (isControl()) {
                    fail("there is a control character in a comment");
                }
            }
            pos++;
        }
        pos = Math.min(pos, text.length());
        if (depth > 0) {
            fail("a comment is not closed");
        }
    }

    private void skipAtom() {
        while (isAtext()) {
            pos++;
        }
    }

    /** The next octet, or NUL at the end: no rule allows NUL. */
    private char peek() {
        return pos < text.length() ? text.charAt(pos) : 0;
    }

    private void unexpected() {
        fail(
                pos >= text.length()
                        ? "it ends in the middle of an address"
                        : isControl()
                                ? "there is a control character in it"
                                : "\"" + Ascii.printable(text.substring(pos, pos + 1), 4) + "\" is out of place");
    }

    private void fail(String what) {
        if (fault == null) {
            fault = what;
        }
    }

    /** RFC 5322 §3.2.3, and RFC 6532 §3.2 for all that is not ASCII. */
    private boolean isAtext() {
        char c = peek();
        return Ascii.isLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0 || (c > 0x7F && !isControl());
    }

    // Deviation from RFC 5322 §4.1: the control characters of obs-NO-WS-CTL, which MUST be accepted, are not, and
    // neither are NUL, CR and LF of obs-qp: nobody writes them but to be read in two ways. The same holds for U+0080 to
    // U+009F, but only in UTF-8: the octets 194 and 128 to 159 are letters in Shift_JIS and others.
    private boolean isControl() {
        if (pos >= text.length()) {
            return false;
        }
        char c = text.charAt(pos);
        return (c < ' ' && c != '\t') || c == 0x7F || (notUtf8 < 0 && Utf8.isC1(text, pos));
    }
}
