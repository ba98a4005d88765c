package org.signetmail.dkim.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.signetmail.core.internal.Ascii;

/** What the value of a field may have been when it was signed, by what servers are known to make of it. */
final class FieldGuesses {

    /** Longer values are nobody's to be guessed at. */
    private static final int LONGEST = 16 << 10;

    private static final Set<String> ADDRESSES = Set.of("from", "to", "cc", "bcc", "sender", "reply-to");

    private static final List<String> ENCODINGS = List.of(
            "8bit", "7bit", "quoted-printable", "base64", "binary", "8BIT", "7BIT", "QUOTED-PRINTABLE", "BASE64");

    private static final List<String> REPLIES = List.of("Re: ", "RE: ", "Fwd: ", "FW: ", "Fw: ");

    private FieldGuesses() {}

    /**
     * What a value may have been.
     *
     * @param change what was done then
     * @param text the value without white space at its ends
     */
    record Guess(HeaderChange change, String text) {}

    /**
     * The guesses for one field, likely ones first.
     *
     * @param name in lower case
     * @param text its value without white space at its ends
     * @param mailer the value of X-Mailer; empty when there is none
     * @return none when nobody is known to change such a field
     */
    static List<Guess> of(String name, String text, String mailer) {
        List<Guess> guesses = new ArrayList<>();
        if (text.length() > LONGEST) {
            return List.of();
        }
        String line = Respacing.unfolded(text, " ");
        switch (name) {
            case "subject" -> subject(guesses, line);
            case "mime-version" -> mimeVersion(guesses, line, mailer);
            case "date", "resent-date" -> DateGuesses.of(line).forEach(date -> rewritten(guesses, date));
            case "message-id", "in-reply-to" -> rewritten(guesses, otherBrackets(line));
            case "content-transfer-encoding" -> ENCODINGS.forEach(encoding -> rewritten(guesses, encoding));
            case "content-type", "content-disposition" -> parameters(guesses, line);
            default -> {
                if (ADDRESSES.contains(name)) {
                    AddressGuesses.of(line).forEach(addresses -> rewritten(guesses, addresses));
                }
            }
        }
        if (!name.startsWith("content-")) {
            recoded(guesses, name, line);
        }
        // Each is worth a hash of the header, once.
        return guesses.stream().distinct().toList();
    }

    private static void rewritten(List<Guess> guesses, String text) {
        guesses.add(new Guess(HeaderChange.REWRITTEN, text));
    }

    private static void subject(List<Guess> guesses, String line) {
        for (String unmarked : withoutMark(line)) {
            guesses.add(new Guess(HeaderChange.SUBJECT_MARKED, unmarked));
            for (String again : withoutMark(unmarked)) {
                guesses.add(new Guess(HeaderChange.SUBJECT_MARKED, again));
            }
        }
        String decoded = EncodedWords.decoded(line);
        if (decoded != null) {
            for (String unmarked : withoutMark(decoded)) {
                List<String> forms =
                        EncodedWords.isRaw(unmarked) ? EncodedWords.encodings(unmarked) : List.of(unmarked);
                forms.forEach(form -> guesses.add(new Guess(HeaderChange.SUBJECT_MARKED, form)));
            }
        }
    }

    /** A Subject without a mark that a list or a filter may have made. */
    private static List<String> withoutMark(String line) {
        List<String> unmarked = new ArrayList<>();
        // "[list] x", "***SPAM*** x", "{Spam?} x", "(list) x", "<list> x", also behind "Re: ".
        for (String reply : List.of("", "Re: ", "RE: ", "AW: ", "Fwd: ")) {
            if (line.startsWith(reply)) {
                int end = endOfMark(line, reply.length());
                if (end > reply.length()) {
                    unmarked.add(reply + line.substring(end));
                    if (end < line.length() && line.charAt(end) == ' ') {
                        unmarked.add(reply + line.substring(end + 1));
                    }
                    if (!reply.isEmpty()) {
                        unmarked.add(
                                line.substring(end).startsWith(" ") ? line.substring(end + 1) : line.substring(end));
                    }
                }
            }
        }
        // "[list] Re: x" of what was "Re: x" is above; here "Re: x" of what was "x".
        for (String reply : REPLIES) {
            if (line.startsWith(reply)) {
                unmarked.add(line.substring(reply.length()));
            }
        }
        int word = line.indexOf(": ");
        if (word > 0 && word < 40) {
            unmarked.add(line.substring(word + 2)); // "SPAM: x"
        }
        int space = line.indexOf(' ');
        if (space > 0 && space < 40) {
            unmarked.add(line.substring(space + 1)); // "EXTERNAL x"
        }
        // "x [SPAM]", "x (fwd)".
        int last = line.isEmpty() ? 0 : line.lastIndexOf(opening(line.charAt(line.length() - 1)));
        if (last > 0) {
            unmarked.add(line.substring(0, line.charAt(last - 1) == ' ' ? last - 1 : last));
        }
        int lastSpace = line.lastIndexOf(' ');
        if (lastSpace > 0) {
            unmarked.add(line.substring(0, lastSpace));
        }
        return unmarked;
    }

    /** The index behind a mark in brackets or stars; the start when there is none. */
    private static int endOfMark(String line, int start) {
        if (start >= line.length()) {
            return start;
        }
        char open = line.charAt(start);
        if (open == '*') {
            int i = start;
            while (i < line.length() && line.charAt(i) == '*') {
                i++;
            }
            int stars = line.indexOf('*', i);
            if (stars < 0) {
                return start;
            }
            while (stars < line.length() && line.charAt(stars) == '*') {
                stars++;
            }
            return stars;
        }
        char close = switch (open) {
            case '[' -> ']';
            case '{' -> '}';
            case '(' -> ')';
            case '<' -> '>';
            default -> 0;
        };
        int end = close == 0 ? -1 : line.indexOf(close, start);
        return end < 0 ? start : end + 1;
    }

    private static char opening(char close) {
        return switch (close) {
            case ']' -> '[';
            case ')' -> '(';
            case '}' -> '{';
            default -> '\0';
        };
    }

    /** RFC 2045 §4 allows comments, and some relays write the field anew without them. */
    private static void mimeVersion(List<Guess> guesses, String line, String mailer) {
        for (String version : List.of(
                "1.0", "1.0 (1.0)", "1.0 (Apple Message framework v936)", "1", "1.0 (generated by tnefclean)")) {
            rewritten(guesses, version);
        }
        int comment = line.indexOf('(');
        if (comment > 0) {
            rewritten(guesses, Ascii.trimWsp(line.substring(0, comment)));
        }
        // "Apple Mail (2.3774.600.62)" writes "1.0 (Mac OS X Mail 16.0 \(3774.600.62\))".
        int build = mailer.indexOf("(2.");
        int buildEnd = build < 0 ? -1 : mailer.indexOf(')', build);
        String suffix = buildEnd < 0 ? "" : " \\(" + mailer.substring(build + 3, buildEnd) + "\\)";
        for (int major = 18; major >= 6; major--) {
            for (int minor = 0; minor <= (major > 10 ? 1 : 6); minor++) {
                rewritten(guesses, "1.0 (Mac OS X Mail " + major + "." + minor + suffix + ")");
            }
        }
    }

    private static String otherBrackets(String line) {
        boolean bracketed = line.startsWith("<") && line.endsWith(">");
        return bracketed ? line.substring(1, line.length() - 1) : "<" + line + ">";
    }

    /** Parameters with quotes and without, in other letter case, and each left out. */
    private static void parameters(List<Guess> guesses, String line) {
        List<String> pieces = pieces(line);
        for (int i = 1; i < pieces.size(); i++) {
            List<String> without = new ArrayList<>(pieces);
            without.remove(i);
            rewritten(guesses, String.join(";", without));
        }
        for (int i = 1; i < pieces.size(); i++) {
            String piece = pieces.get(i);
            int equals = piece.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String value = piece.substring(equals + 1);
            boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
            String inner = quoted ? value.substring(1, value.length() - 1) : value;
            String before = piece.substring(0, equals + 1);
            List<String> values = List.of(
                    quoted ? inner : '"' + inner + '"',
                    recased(value),
                    quoted ? recased(inner) : '"' + recased(inner) + '"');
            for (String other : values) {
                List<String> changed = new ArrayList<>(pieces);
                changed.set(i, before + other);
                rewritten(guesses, String.join(";", changed));
            }
        }
        List<String> recased = new ArrayList<>(pieces);
        recased.set(0, recased(pieces.get(0)));
        rewritten(guesses, String.join(";", recased));
        rewritten(guesses, line.endsWith(";") ? line.substring(0, line.length() - 1) : line + ";");
    }

    /** What is between the semicolons outside of quotes. */
    private static List<String> pieces(String line) {
        List<String> pieces = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < line.length() && pieces.size() < 10; i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                pieces.add(line.substring(from, i));
                from = i + 1;
            }
        }
        pieces.add(line.substring(from));
        return pieces;
    }

    /** In lower case; in upper case when it is in lower case already. */
    private static String recased(String text) {
        String lower = Ascii.lowerCase(text);
        return lower.equals(text) ? Ascii.upperCase(text) : lower;
    }

    private static void recoded(List<Guess> guesses, String name, String line) {
        String decoded = EncodedWords.decoded(line);
        if (decoded != null) {
            guesses.add(new Guess(HeaderChange.RECODED, decoded));
        }
        String raw = decoded == null ? line : decoded;
        if (!EncodedWords.isRaw(raw)) {
            return;
        }
        int bracket = ADDRESSES.contains(name) ? raw.indexOf(" <") : -1;
        String phrase = bracket < 0 ? raw : raw.substring(0, bracket);
        String rest = bracket < 0 ? "" : raw.substring(bracket);
        if (ADDRESSES.contains(name) && (bracket < 0 || !EncodedWords.isRaw(phrase) || rest.indexOf(',') >= 0)) {
            return;
        }
        boolean quoted = phrase.startsWith("\"") && phrase.endsWith("\"");
        String bare = quoted ? phrase.substring(1, phrase.length() - 1) : phrase;
        if (bracket > 0) {
            guesses.add(new Guess(HeaderChange.RECODED, quoted ? bare + rest : '"' + bare + '"' + rest));
        }
        EncodedWords.encodings(bare).forEach(encoded -> guesses.add(new Guess(HeaderChange.RECODED, encoded + rest)));
    }
}
