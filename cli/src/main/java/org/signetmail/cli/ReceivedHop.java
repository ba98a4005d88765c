package org.signetmail.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Address;

/**
 * What a Received field says of the client that handed the message over: its address, what it called itself, and who wrote it
 * down. RFC 5321 §4.4 leaves the writing to servers, and they differ; the address in a comment, which the server saw, counts
 * before the one that the client called itself.
 *
 * <p>Total: any text is a hop. Of a longer one than a few thousand characters the rest is not looked at.
 */
final class ReceivedHop {

    private static final int MOST = 4096;

    private @Nullable InetAddress client;
    private String helo = "";
    private String by = "";
    private @Nullable InetAddress server;
    private @Nullable Instant time;

    /** How sure it is that {@link #client} is what the server saw, and not what it was told. */
    private int trust;

    private boolean heloIsNamed;

    private ReceivedHop() {}

    /**
     * Reads a field.
     *
     * @param value its value, unfolded or not
     */
    static ReceivedHop parse(String value) {
        String text = value.substring(0, Math.min(value.length(), MOST));
        ReceivedHop hop = new ReceivedHop();
        Section section = Section.START;
        boolean isName = false;
        for (Word word : words(text)) {
            // What follows "from" is what the client said, and "by" may be it.
            Section next = word.depth() > 0 || isName ? section : Section.of(word.text(), section);
            if (next == section) {
                hop.take(word, section);
            }
            isName = next == Section.FROM && section == Section.START;
            section = next;
        }
        int semicolon = text.lastIndexOf(';');
        hop.time = semicolon < 0 ? null : time(text.substring(semicolon + 1));
        return hop;
    }

    /** The address that the client came from; empty when there is none that can be read, as when it was handed over locally. */
    Optional<InetAddress> client() {
        return Optional.ofNullable(client);
    }

    /** The name that the field has for HELO; may be empty, or an address literal. */
    String helo() {
        return helo;
    }

    /** The server that wrote the field; may be empty. */
    String by() {
        return by;
    }

    /** The address that the server has for itself, as Exchange writes it; mostly there is none. */
    Optional<InetAddress> server() {
        return Optional.ofNullable(server);
    }

    /** When it was received. */
    Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    /** The clauses of the field; only the first two matter. */
    private enum Section {
        START,
        FROM,
        BY,
        REST;

        static Section of(String word, Section now) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "from" -> now == START ? FROM : now;
                case "by" -> now == START || now == FROM ? BY : now;
                case "with", "id", "for", "via", ";" -> now == START ? now : REST;
                default -> now;
            };
        }
    }

    private void take(Word word, Section section) {
        if (section == Section.BY && word.depth() == 0 && by.isEmpty()) {
            by = word.text();
        }
        if (section == Section.BY && word.depth() > 0 && server == null) {
            server = address(word.text());
        }
        if (section != Section.FROM) {
            return;
        }
        if (word.depth() == 0) {
            if (helo.isEmpty() && !heloIsNamed) {
                helo = word.text();
            }
            see(word.text(), 1);
            return;
        }
        String text = word.text();
        String lower = text.toLowerCase(Locale.ROOT);
        // Exim and others: helo=NAME. qmail, Yahoo, CommuniGate: HELO NAME, which is two words.
        if (lower.startsWith("helo=")) {
            name(text.substring(5));
        } else if (word.isAfterHelo()) {
            name(text);
        } else if (!isHelo(text) && text.indexOf('=') < 0) {
            see(text, 3);
        }
    }

    private void name(String text) {
        if (!heloIsNamed && !text.isEmpty()) {
            helo = text;
            heloIsNamed = true;
        }
    }

    private static boolean isHelo(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return upper.equals("HELO") || upper.equals("EHLO") || upper.equals("LHLO");
    }

    /** Takes an address, in brackets for rather than without, if nothing better was seen. */
    private void see(String word, int worth) {
        int open = word.lastIndexOf('[');
        int close = word.indexOf(']', open + 1);
        boolean bracketed = open >= 0 && close > open;
        // qmail: user@192.0.2.1, with what the client's identd said.
        String bare = bracketed ? word.substring(open + 1, close) : word.substring(word.lastIndexOf('@') + 1);
        int sure = bracketed ? worth + 1 : worth;
        if (sure > trust) {
            InetAddress address = address(withoutPort(bare));
            if (address != null) {
                client = address;
                trust = sure;
            }
        }
    }

    /** Some servers write an IPv4 address with the port behind a colon, as in {@code 192.0.2.1:54321}. */
    private static String withoutPort(String text) {
        int colon = text.indexOf(':');
        boolean isPort = text.indexOf('.') > 0 && colon == text.lastIndexOf(':') && colon > text.lastIndexOf('.');
        return isPort ? text.substring(0, colon) : text;
    }

    /** RFC 5321 §4.1.3: without the tag in front of an IPv6 address. */
    static String untagged(String address) {
        return address.regionMatches(true, 0, "IPv6:", 0, 5) ? address.substring(5) : address;
    }

    /** An address as Received fields have it: {@code 192.0.2.1}, {@code IPv6:2001:db8::1}, {@code fe80::1%eth0}. */
    static @Nullable InetAddress address(String text) {
        String bare = untagged(text);
        int zone = bare.indexOf('%');
        bare = zone < 0 ? bare : bare.substring(0, zone);
        if (bare.isEmpty() || bare.length() > 45) {
            return null;
        }
        for (int i = 0; i < bare.length(); i++) {
            if (Character.digit(bare.charAt(i), 16) < 0 && bare.charAt(i) != ':' && bare.charAt(i) != '.') {
                return null;
            }
        }
        try {
            return Address.getByAddress(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** RFC 5322 §3.3, as servers write it: a comment with the zone's name may follow. */
    private static @Nullable Instant time(String text) {
        List<String> parts = new ArrayList<>();
        for (Word word : words(text)) {
            boolean isWeekday =
                    parts.isEmpty() && Character.isLetter(word.text().charAt(0));
            if (word.depth() == 0 && !isWeekday) {
                // RFC 5322 §4.3: other names of the same zone.
                boolean isUtc = word.text().equals("UTC") || word.text().equals("UT");
                parts.add(isUtc ? "GMT" : word.text());
            }
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(String.join(" ", parts)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A run of characters without white space, and how many comments it stands in. */
    private record Word(String text, int depth, boolean isAfterHelo) {}

    /** The words of a text, without the parentheses; one pass, with a counter for comments in comments. */
    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            boolean ends = c <= ' ' || c == '(' || c == ')' || c == ';' || c == ',' || c == '"';
            if (!ends) {
                word.append(c);
                continue;
            }
            if (word.length() > 0) {
                boolean afterHelo = !words.isEmpty()
                        && words.get(words.size() - 1).depth() == depth
                        && isHelo(words.get(words.size() - 1).text());
                words.add(new Word(word.toString(), depth, afterHelo));
                word.setLength(0);
            }
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (c == ';' && depth == 0) {
                words.add(new Word(";", 0, false));
            }
        }
        return words;
    }
}
