package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.Nearest;

/** What is wrong with a tag of a record, in words: what receivers do about it, and what to write instead. */
final class TagFaults {

    /** Those of RFC 9989 §4.7 behind the version. */
    static final List<String> TAGS = List.of("p", "sp", "np", "adkim", "aspf", "psd", "t", "fo", "rua", "ruf");

    /** Those that only RFC 7489 §6.3 has. */
    static final List<String> HISTORIC = List.of("pct", "rf", "ri");

    private static final List<String> POLICIES = List.of("none", "quarantine", "reject");

    private final Lints lints;

    TagFaults(Lints lints) {
        this.lints = lints;
    }

    static boolean isTag(String name) {
        return TAGS.contains(name) || HISTORIC.contains(name);
    }

    /** The tag that a name was meant to be, with a value that fits it. */
    static Optional<String> nearest(String name, String value) {
        // A single letter is near to everything, so the value has to tell.
        if (name.length() == 2 && name.indexOf('p') >= 0 && !isTag(name) && isPolicy(value)) {
            return Optional.of("p");
        }
        return nearest(name).filter(tag -> fits(tag, value));
    }

    private static boolean isPolicy(String value) {
        return Disposition.parse(value).isPresent();
    }

    /** Whether a tag can have a value, or one that it was meant to be. */
    private static boolean fits(String tag, String value) {
        return switch (tag) {
            case "p", "sp", "np" -> isPolicy(value) || meant(tag, value).isPresent();
            case "adkim", "aspf", "t", "psd", "fo" -> meant(tag, value).isPresent();
            case "rua", "ruf" -> value.indexOf('@') > 0 || value.indexOf(':') > 0;
            case "pct", "ri" -> !value.isEmpty() && Ascii.isDigit(value.charAt(0));
            default -> Ascii.equalsIgnoreCase(value, "afrf");
        };
    }

    private static Optional<String> nearest(String name) {
        return switch (name) {
            case "policy" -> Optional.of("p");
            case "dkim", "dkimalign" -> Optional.of("adkim");
            case "spf", "spfalign" -> Optional.of("aspf");
            case "test", "testing" -> Optional.of("t");
            case "percent" -> Optional.of("pct");
            // A single letter is near to everything.
            default -> name.length() < 2 ? Optional.empty() : Nearest.of(name, withTwoLetters());
        };
    }

    private static List<String> withTwoLetters() {
        List<String> names = new ArrayList<>();
        for (String each : TAGS) {
            if (each.length() > 1) {
                names.add(each);
            }
        }
        names.addAll(HISTORIC);
        return names;
    }

    /**
     * The value of a tag with what a semicolon cut off it, as it stands for a separator that it is not.
     *
     * @return nothing when the two do not belong together
     */
    static Optional<String> joined(String name, String value, String text) {
        if (name.equals("fo") && text.length() == 1 && "01dsDS".contains(text)) {
            return Optional.of(value + ":" + text);
        }
        int end = letters(text, 0);
        boolean address = text.indexOf('@') > 0 && !isTag(Ascii.lowerCase(text.substring(0, end)));
        for (int i = 0; i < text.length(); i++) {
            address &= text.charAt(i) > ' ' && text.charAt(i) < 0x7F && text.charAt(i) != '"';
        }
        if (!address || !(name.equals("rua") || name.equals("ruf"))) {
            return Optional.empty();
        }
        String uri = Ascii.startsWithIgnoreCase(text, 0, "mailto:") ? text : "mailto:" + text;
        return Optional.of(Ascii.equalsIgnoreCase(value, "mailto") ? uri : value + "," + uri);
    }

    /**
     * Where the name of another tag begins that stands right behind a whole value, such as {@code nonerua}; 0 for nowhere.
     *
     * @param text in lower case, up to where the equals sign of the other one is
     */
    static int glued(String name, String text) {
        for (List<String> names : List.of(TAGS, HISTORIC)) {
            for (String other : names) {
                int start = text.length() - other.length();
                if (!other.equals(name) && start > 0 && text.endsWith(other)) {
                    if (isValue(name, Ascii.trimWsp(text.substring(0, start)))) {
                        return start;
                    }
                }
            }
        }
        return 0;
    }

    private static boolean isValue(String tag, String value) {
        return switch (tag) {
            case "p", "sp", "np" -> isPolicy(value);
            case "adkim", "aspf" -> value.equals("r") || value.equals("s");
            case "t" -> value.equals("y") || value.equals("n");
            case "psd" -> value.equals("y") || value.equals("n") || value.equals("u");
            case "pct", "ri" -> value.length() <= 9 && value.chars().allMatch(c -> Ascii.isDigit((char) c));
            case "fo" -> value.length() == 1 && "01ds".contains(value);
            default -> false;
        };
    }

    private static int letters(String text, int from) {
        int end = from;
        while (end < text.length() && Ascii.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** @param joined the value with the text */
    void cutOff(String name, String text, String joined, Position place) {
        lints.add(
                DmarcCode.MALFORMED_TAG,
                "A semicolon ends the tag " + name + ", so \"" + Lints.show(text)
                        + "\" is no part of it, and not a tag and its value. Every receiver ignores it.",
                place,
                Lints.write(
                        name + "=" + joined,
                        "Put " + (name.equals("fo") ? "a colon" : "a comma") + " in place of that semicolon."));
    }

    /** Whether it was meant as p. */
    boolean malformed(String text, Position place) {
        int start = 0;
        // A no-break space or the like, which no receiver takes for a blank.
        while (start < text.length() && (text.charAt(start) <= ' ' || text.charAt(start) >= 0x7F)) {
            start++;
        }
        int end = letters(text, start);
        String name = Ascii.lowerCase(text.substring(start, end));
        String value = value(text, end);
        String otherwise = "Take it out.";
        lints.add(
                DmarcCode.MALFORMED_TAG,
                "\"" + Lints.show(text) + "\" is not a tag and its value. Every receiver ignores it.",
                place,
                isTag(name) && !value.isEmpty() ? Lints.write(name + "=" + value, otherwise) : otherwise);
        return name.equals("p") && !value.isEmpty();
    }

    /** What stands behind a name and whatever is there in place of the equals sign. */
    private static String value(String text, int nameEnd) {
        int start = nameEnd;
        while (start < text.length() && " \t:-=".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return start == nameEnd ? "" : text.substring(start);
    }

    void duplicate(String name, boolean same, String first, Position place) {
        lints.addFirst(
                DmarcCode.DUPLICATE_TAG,
                "The tag " + Lints.show(name) + " is there twice, so the whole record is ignored.",
                place,
                same
                        ? "Take it out."
                        : "Take it out, or \"" + Lints.show(first) + "\" in front of it, whichever is not meant.");
    }

    /** Two records that were put into one are the commonest way to get a tag twice. */
    void secondVersion(Position place) {
        lints.addFirst(
                DmarcCode.DUPLICATE_TAG,
                "The tag v is there twice, as of two records that were put into one, so receivers ignore the whole"
                        + " record.",
                place,
                "Take it out, and leave each of the other tags once.");
    }

    /** @param within the tag that swallowed the other one, up to where the semicolon has to be */
    void swallowed(String name, String within, String other, Position place) {
        String otherName = other.substring(0, other.indexOf('='));
        lints.add(
                DmarcCode.MISSING_SEMICOLON,
                "There is no semicolon in front of \"" + Lints.show(other) + "\", so it is part of the value of " + name
                        + ": receivers see no tag " + Ascii.lowerCase(Ascii.trimWsp(otherName)) + ", and "
                        + (name.equals("rua") || name.equals("ruf")
                                ? "send no reports to what is no URI with it."
                                : "no valid value of " + name + "."),
                place,
                Lints.write(within + "; " + other, "Put a semicolon between the two tags."));
    }

    void historic(String name, String value, Position place) {
        String other = switch (name) {
            case "pct" -> percent(value);
            case "rf" ->
                Ascii.equalsIgnoreCase(value, "afrf")
                        ? " An RFC 7489 receiver sends failure reports as afrf with it and without it."
                        : " An RFC 7489 receiver knows the format afrf alone, and may ignore the record for another"
                                + " one.";
            default ->
                " An RFC 7489 receiver may take it for the seconds between aggregate reports, and sends one a day"
                        + " without it.";
        };
        boolean sampled = name.equals("pct") && !value.equals("100");
        lints.add(
                DmarcCode.HISTORIC_TAG,
                "RFC 9989 has no use for the tag " + name + "." + other,
                place,
                sampled
                        ? "Take it out; for a policy under test, t=y asks an RFC 9989 receiver for the one below it."
                        : "Take it out.");
    }

    private static String percent(String value) {
        return switch (value) {
            case "100" -> " An RFC 7489 receiver does the same with pct=100 as without it.";
            case "0" ->
                " An RFC 7489 receiver applies the policy below the published one to all messages that fail, an RFC"
                        + " 9989 receiver the published one.";
            default ->
                " An RFC 7489 receiver applies the policy to " + Lints.show(value) + " of 100 messages that fail and"
                        + " the one below it to the others, an RFC 9989 receiver to all.";
        };
    }

    /** @param present the tags that the record has */
    void unknown(String name, String value, Set<String> present, Position place) {
        Optional<String> nearest = nearest(name, value);
        String meant = nearest.map(tag -> " The nearest tag is " + tag + ".").orElse("");
        lints.add(
                DmarcCode.UNKNOWN_TAG,
                "DMARC has no tag " + Lints.show(name) + ". Every receiver ignores it." + meant,
                place,
                nearest.filter(tag -> !present.contains(tag))
                        .map(tag -> Lints.write(
                                tag + "="
                                        + (isValue(tag, Ascii.lowerCase(value))
                                                ? value
                                                : meant(tag, value).orElse(value)),
                                "Call it " + tag + "."))
                        .orElse("Take it out."));
    }

    void badValue(String name, String value, Position place) {
        lints.add(
                DmarcCode.BAD_VALUE,
                "The tag " + name + " cannot have the value \"" + Lints.show(value) + "\"."
                        + switch (name) {
                            case "adkim", "aspf" -> " So it counts as " + name + "=r, relaxed.";
                            case "psd" -> " So it counts as psd=u. An RFC 7489 receiver does not know psd.";
                            case "t" -> " So it counts as t=n, which is no test. An RFC 7489 receiver does not know t.";
                            case "fo" -> " So it counts as fo=0.";
                            case "pct" -> " An RFC 7489 receiver takes 100, and RFC 9989 has no use for the tag pct.";
                            case "np" -> " So no receiver applies it, and an RFC 7489 receiver does not know np.";
                            default -> " So no receiver applies it.";
                        },
                place,
                name.equals("pct")
                        ? "Take it out."
                        : meant(name, value)
                                .map(meant -> Lints.write(name + "=" + meant, "Give the tag one of its values."))
                                .orElseGet(() -> "Give the tag one of its values: " + values(name) + "."));
    }

    private static String values(String name) {
        return switch (name) {
            case "p", "sp", "np" -> "none, quarantine or reject";
            case "adkim", "aspf" -> "r or s";
            case "psd" -> "y, n or u";
            case "t" -> "y or n";
            case "fo" -> "0, 1, d and s, with colons between them";
            default -> "0 to 100";
        };
    }

    /** What a value was meant to be. */
    private static Optional<String> meant(String name, String value) {
        String word = word(value);
        String first = word.isEmpty() ? "" : word.substring(0, 1);
        return switch (name) {
            case "p", "sp", "np" -> policy(word);
            case "adkim", "aspf" ->
                word.startsWith("relax") || word.startsWith("strict") || word.length() == 1
                        ? Optional.of(first).filter("rs"::contains)
                        : Optional.empty();
            case "t", "psd" ->
                word.equals("yes") || word.equals("true")
                        ? Optional.of("y")
                        : word.equals("no") || word.equals("false")
                                ? Optional.of("n")
                                : Optional.of(first)
                                        .filter(letter -> word.length() == 1
                                                && (name.equals("t") ? "yn" : "ynu").contains(letter));
            case "fo" -> options(value);
            default -> Optional.empty();
        };
    }

    private static Optional<String> policy(String word) {
        return switch (word) {
            case "monitor", "monitoring", "no", "off" -> Optional.of("none");
            case "spam", "junk" -> Optional.of("quarantine");
            case "block", "deny", "discard" -> Optional.of("reject");
            default -> Nearest.of(word, POLICIES);
        };
    }

    /** The letters of a value without all that is around and between them. */
    private static String word(String value) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < value.length() && word.length() < 40; i++) {
            if (Ascii.isLetter(value.charAt(i))) {
                word.append(Ascii.lowerCase(value.charAt(i)));
            }
        }
        return word.toString();
    }

    /** The options of fo, once each; 1 asks for what 0 asks for, and more. */
    private static Optional<String> options(String value) {
        StringBuilder letters = new StringBuilder();
        for (char option : new char[] {value.indexOf('1') >= 0 ? '1' : '0', 'd', 's'}) {
            boolean there = value.indexOf(option) >= 0 || value.indexOf(Ascii.upperCase(option)) >= 0;
            letters.append(there ? (letters.isEmpty() ? "" : ":") + option : "");
        }
        boolean small = value.length() <= 12;
        return small && !letters.isEmpty() ? Optional.of(letters.toString()) : Optional.empty();
    }
}
