package org.signetmail.spf.record;

import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpParser;

/** What is wrong with the address or the prefix length of a term, as a sentence. */
final class AddressFault extends TermText {

    AddressFault(String text, int start, int end, Code code, int at) {
        super(text, start, end, code, at);
    }

    Finding badAddress() {
        String name = Ascii.lowerCase(text.substring(nameStart, nameEnd));
        int from = Math.min(nameEnd + 1, end);
        String argument = shown(from, end);
        if (from == end) {
            return spaceWithin()
                    ? spaceWithinFinding()
                    : finding(term + " has no address.", "Put it behind the colon.");
        }
        if (contains(from, ",") || contains(from, ";")) {
            return finding(
                    argument + " in " + term
                            + " is no address; each term takes one, and terms are separated by spaces.",
                    "Write a term for each address, and take the punctuation out." + Separators.then(text));
        }
        String family = family(from, end);
        if (!family.isEmpty() && !family.equals(name)) {
            return finding(
                    argument + " in " + term + " is " + inWords(family) + "; " + family + ": is meant.",
                    write(shown(start, nameStart) + family + ":" + argument));
        }
        int addressEnd = from;
        while (addressEnd < end && text.charAt(addressEnd) != '/') {
            addressEnd++;
        }
        if (addressEnd == from) {
            return finding(term + " has no address.", "Put it in front of the slash.");
        }
        String address = shown(from, addressEnd);
        if (text.charAt(from) == '[' || text.charAt(from) == '<') {
            return finding(address + " in " + term + " has brackets.", "Write the address without them.");
        }
        if (name.equals("ip4")) {
            return badIp4(address, from, addressEnd);
        }
        if (contains(from, "%")) {
            return finding(
                    address + " in " + term + " has a zone, or a macro, which ip6 does not take.",
                    "Write the address alone.");
        }
        return finding(
                address + " in " + term + " is no IPv6 address.",
                "An IPv6 address has eight groups of up to four hexadecimal digits; :: stands for groups of zeros,"
                        + " once.");
    }

    private boolean isName(int from) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && "-_.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is more than numbers means several addresses: digits, dots, and what stands for a range. */
    private boolean isRange(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Ascii.isDigit(c) && c != '.' && c != '-' && c != '*') {
                return false;
            }
        }
        return Ascii.isDigit(text.charAt(from));
    }

    /** Whether it begins as an address does, such as 192.0.2.x: two numbers, and four parts at most. */
    private boolean isUnderNumbers(int from, int to) {
        int dots = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean first = i == from || text.charAt(i - 1) == '.';
            dots += c == '.' ? 1 : 0;
            if ((dots < 2 && !Ascii.isDigit(c) && (c != '.' || first)) || c == ':') {
                return false;
            }
        }
        return dots == 2 || dots == 3;
    }

    private Finding badIp4(String address, int from, int addressEnd) {
        int dots = 0;
        boolean numbers = true;
        boolean leadingZero = false;
        boolean large = false;
        int value = 0;
        for (int i = from; i < addressEnd; i++) {
            char c = text.charAt(i);
            boolean first = i == from || text.charAt(i - 1) == '.';
            dots += c == '.' ? 1 : 0;
            numbers &= Ascii.isDigit(c) || c == '.';
            value = Ascii.isDigit(c) ? Math.min(1000, (first ? 0 : value) * 10 + c - '0') : 0;
            large |= value > 255;
            leadingZero |= c == '0' && first && i + 1 < addressEnd && Ascii.isDigit(text.charAt(i + 1));
        }
        String slash = shown(addressEnd, end);
        if (!numbers && isRange(from, addressEnd)) {
            return finding(
                    address + " in " + term + " is no one IPv4 address, and SPF has no ranges and no asterisks.",
                    "Write the addresses as networks, such as \"ip4:192.0.2.0/24\", or a term for each address.");
        }
        if (!numbers && isUnderNumbers(from, addressEnd)) {
            return finding(
                    address + " in " + term + " is no IPv4 address: each of its four parts has to be a number.",
                    "Write the number, or the network that is meant, such as \"ip4:192.0.2.0/24\".");
        }
        if (!numbers) {
            boolean port = dots == 3 && contains(from, ":");
            return finding(
                    address + " in " + this.term + " is no IPv4 address" + (port ? ": ports have no place here." : "."),
                    port || slash.length() > 0 || !contains(from, ".") || !isName(from)
                            ? "An IPv4 address has four numbers of 0 to 255 with dots between them."
                            : "Write \"a:" + address + "\" if the addresses of that name are meant.");
        }
        if (leadingZero) {
            return finding(address + " in " + term + " has a number with a leading zero.", "Write it without.");
        }
        if (large) {
            return finding(address + " in " + term + " has a number above 255.", "Correct it.");
        }
        if (dots < 3 && text.charAt(addressEnd - 1) != '.') {
            return finding(
                    address + " in " + term + " has " + (dots + 1) + (dots == 0 ? " number" : " numbers")
                            + "; an IPv4 address has four.",
                    slash.isEmpty()
                            ? "Write the missing ones."
                            : write(shown(start, addressEnd) + ".0".repeat(3 - dots) + slash));
        }
        return finding(
                address + " in " + term + " is no IPv4 address.",
                "An IPv4 address has four numbers of 0 to 255 with dots between them.");
    }

    Finding badPrefixLength() {
        int lastSlash = text.lastIndexOf('/', end - 1);
        int slash = firstSlash();
        String lengths = shown(slash, end);
        if (lastSlash == end - 1 && at == end && spaceWithin()) {
            return spaceWithinFinding();
        }
        if (lastSlash == end - 1) {
            return finding(
                    "A number is missing behind the slash of " + term + ".", "Put it there, or take the slash out.");
        }
        int mask = maskLength(slash + 1);
        if (mask > 0 && SpfRecordParser.isTerm(text.substring(start, slash))) {
            return finding(
                    lengths + " in " + term + " is a mask, where the number of its bits has to stand.",
                    write(shown(start, slash) + "/" + mask));
        }
        boolean address = Ascii.startsWithIgnoreCase(text, nameStart, "ip");
        if (address && lastSlash > slash && SpfRecordParser.isTerm(text, start, lastSlash)) {
            return finding(
                    lengths + " in " + term + " is two prefix lengths, of which " + shown(nameStart, nameEnd)
                            + " takes one.",
                    write(shown(start, lastSlash)));
        }
        if (lastSlash > slash && text.charAt(lastSlash - 1) != '/') {
            return finding(
                    lengths + " in " + term + " is no prefix length: that of IPv6 has two slashes.",
                    "Write \"/n\" for IPv4, \"//n\" for IPv6, or \"/n//n\" for both.");
        }
        boolean ip6 = Ascii.startsWithIgnoreCase(text, nameStart, "ip6")
                || (text.charAt(lastSlash - 1) == '/' && !Ascii.startsWithIgnoreCase(text, nameStart, "ip4"));
        return finding(
                lengths + " in " + term + " is no prefix length: it is a number of 0 to " + (ip6 ? 128 : 32)
                        + " without leading zeros.",
                "Correct it, or take it out for the one address.");
    }

    /** Where the prefix lengths begin; the domain in front of them may hold slashes itself. */
    private int firstSlash() {
        int from = nameEnd;
        if (text.charAt(nameEnd) == ':' && !Ascii.startsWithIgnoreCase(text, nameStart, "ip")) {
            from = end;
            while (Ascii.isDigit(text.charAt(from - 1)) || text.charAt(from - 1) == '/') {
                from--;
            }
        }
        return text.indexOf('/', from);
    }

    /** How many bits a mask such as 255.255.255.0 has; 0 for what is none. */
    private int maskLength(int from) {
        long mask = IpParser.ip4(text, from, end);
        int bits = Long.bitCount(mask);
        return mask == ((0xFFFF_FFFFL << (32 - bits)) & 0xFFFF_FFFFL) ? bits : 0;
    }
}
