package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.tags.OctetBuffer;
import org.signetmail.dkim.tags.TagList;
import org.signetmail.dkim.tags.TagListFault;

/** Says what is wrong with a DKIM-Signature field, and at which of its octets (RFC 6376 §3.2, §3.5). */
final class FieldFaults {

    private static final String FIELD = "DKIM-Signature field";

    /** How much of a value is shown. */
    private static final int SHOWN = 60;

    /** How much of each of two. */
    private static final int SHOWN_OF_TWO = 40;

    private static final String MEND_SIGNER = "This is for whoever runs the signer to mend.";

    /** The value of the field, one {@code char} an octet: octets are counted behind the colon. */
    private final String text;

    FieldFaults(HeaderField field) {
        OctetBuffer octets = new OctetBuffer(field.length());
        field.writeTo(octets::append);
        this.text = new String(
                octets.octets(), field.valueStart(), octets.length() - field.valueStart(), StandardCharsets.ISO_8859_1);
    }

    /** Why the field is no list of tags, for one that is none. */
    Refusal noTagList() {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        TagListFault fault = TagListFault.find(octets, 0, octets.length).orElseThrow();
        int at = fault.start();
        char octet = at < text.length() ? text.charAt(at) : ';';
        if (octet == '\r' || octet == '\n') {
            return bareLineEnd(at, octet);
        }
        return switch (fault.kind()) {
            case EMPTY_TAG -> emptyTag(at);
            case NO_NAME, NO_EQUALS -> noEquals(fault, octet);
            case OCTET -> badOctet(fault, octet);
            case DUPLICATE -> duplicate(fault, octets);
        };
    }

    private Refusal emptyTag(int at) {
        return at == text.length()
                ? Refusal.of(
                        DkimProblem.SIGNATURE_SYNTAX,
                        "The " + FIELD + " is empty; tags such as v=1; a=rsa-sha256 are expected.",
                        "")
                : syntax(
                        at,
                        1,
                        "an empty tag; a tag, name=value, is expected before each semicolon.",
                        "Have the signer leave this semicolon out.");
    }

    private Refusal bareLineEnd(int at, char octet) {
        return syntax(
                at,
                1,
                "a bare " + (octet == '\n' ? "line feed (\\010)" : "carriage return (\\013)")
                        + "; a field is folded with CR LF and a space or tab behind it.",
                "Look for a program that stores messages with other line ends than CR LF; a file with LF alone is to be read"
                        + " with LineEnds.NORMALIZE.");
    }

    /** A tag that begins with no name, or whose name goes on with something else than an equals sign. */
    private Refusal noEquals(TagListFault fault, char octet) {
        int at = fault.start();
        boolean glued = fault.kind() == TagListFault.Kind.NO_NAME || !isFws(text.charAt(at - 1));
        if (octet == '=') {
            return syntax(
                    at,
                    1,
                    "a tag without a name; a letter is expected before the equals sign.",
                    "Have the signer name the tag, or leave it out.");
        }
        if (octet == ';' || !glued) {
            String name = Ascii.printable(fault.name(), SHOWN_OF_TWO);
            return syntax(
                    at,
                    octet == ';' ? 0 : 1,
                    "the tag \"" + name + "\" has no equals sign; each tag is name=value"
                            + (octet == ';' ? "." : ", and behind the name stands " + shown(octet) + "."),
                    "Have the signer write " + name + "= with a value, or leave the tag out.");
        }
        String meant = text.substring(wordStart(at), wordEnd(at));
        String what = octet == '-'
                ? "has a hyphen"
                : (octet > ' ' && octet < 0x7F ? "has the character " : "has the octet ") + shown(octet);
        return syntax(
                at,
                1,
                "the name of the tag \"" + Ascii.printable(meant, SHOWN_OF_TWO) + "\" " + what
                        + (at == wordStart(at) ? " at its start" : "")
                        + "; a name is a letter, then letters, digits and underscores.",
                "Have the signer name the tag otherwise, or leave it out.");
    }

    /** Where what was meant as a name starts. */
    private int wordStart(int at) {
        int start = at;
        while (start > 0 && text.charAt(start - 1) != ';' && !isFws(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private int wordEnd(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != '=' && !isFws(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private Refusal badOctet(TagListFault fault, char octet) {
        int start = fault.start();
        while (start > 0 && text.charAt(start - 1) != '=' && text.charAt(start - 1) != ';') {
            start--;
        }
        int end = text.indexOf(';', start);
        String value = Ascii.printable(text.substring(start, end < 0 ? text.length() : end), SHOWN);
        boolean ascii = octet < 0x80;
        return syntax(
                fault.start(),
                1,
                "the value of " + Ascii.printable(fault.name(), SHOWN_OF_TWO) + "=, \"" + value + "\", has the octet "
                        + shown(octet)
                        + (ascii
                                ? ", a control character, which no value may have."
                                : ", which is neither ASCII nor UTF-8."),
                ascii
                        ? "Have the signer leave it out."
                        : "Have the signer write ASCII, a domain as its A-label (xn--...); UTF-8 is taken as well.");
    }

    private Refusal duplicate(TagListFault fault, byte[] octets) {
        // What stands before the second one is a list of tags that ends with a semicolon.
        TagList before = TagList.parse(octets, 0, fault.start()).orElseThrow();
        TagList.Tag earlier = Objects.requireNonNull(before.tag(fault.name()));
        String name = Ascii.printable(fault.name(), SHOWN_OF_TWO);
        String first = Ascii.printable(raw(earlier), SHOWN_OF_TWO);
        String second = Ascii.printable(
                Ascii.trimWsp(text.substring(text.indexOf('=', fault.start()) + 1, fault.end())), SHOWN_OF_TWO);
        return syntax(
                fault.start(),
                fault.name().length(),
                "the tag " + name + "= is there for the second time"
                        + (first.equals(second) ? "" : ", with \"" + second + "\"") + "; at octet "
                        + (start(earlier) + 1) + " it has \"" + first
                        + "\", and a tag that is there twice makes the whole field void.",
                "Have the signer write " + name + "= once.");
    }

    /** An octet as sentences have it. */
    static String shown(char octet) {
        return Ascii.printable(String.valueOf(octet), 4);
    }

    private Refusal syntax(int at, int length, String clause, String remedy) {
        return at(DkimProblem.SIGNATURE_SYNTAX, at, length, clause, remedy);
    }

    /**
     * Required tags that are missing, and what may have become of the first of them.
     *
     * @param tags of the field
     * @param names of the tags, one or more
     * @return why the field is void
     */
    Refusal missing(TagList tags, List<String> names) {
        StringBuilder message = new StringBuilder("The " + FIELD + " has no ");
        for (int i = 0; i < names.size(); i++) {
            message.append(i == 0 ? "" : i == names.size() - 1 ? " and no " : ", no ")
                    .append(names.get(i))
                    .append('=');
        }
        message.append("; v=, a=, b=, bh=, d=, h= and s= are required");
        for (String name : names) {
            String upper = Ascii.upperCase(name);
            int glued = glued(name);
            if (tags.tag(upper) != null) {
                message.append(". It has ").append(upper).append("=, and letter case counts in names of tags");
                break;
            }
            if (glued >= 0) {
                message.append(". Before ")
                        .append(Ascii.printable(
                                text.substring(glued, wordEnd(glued + name.length() + 1)), SHOWN_OF_TWO))
                        .append(" at octet ")
                        .append(glued + 1)
                        .append(" a semicolon is missing");
                break;
            }
        }
        return Refusal.of(DkimProblem.TAG_MISSING, message.append('.').toString(), MEND_SIGNER);
    }

    /**
     * Where the name and an equals sign stand within the value of another tag, with a blank or comma before them. Behind a
     * semicolon they would be the tag that is missing.
     */
    private int glued(String name) {
        int i = text.indexOf(name + '=');
        while (i > 0 && !isFws(text.charAt(i - 1)) && text.charAt(i - 1) != ',') {
            i = text.indexOf(name + '=', i + 1);
        }
        return i;
    }

    private static boolean isFws(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /**
     * A tag whose value is wrong as a whole.
     *
     * @param problem for a program
     * @param tag of the field
     * @param why goes on behind the tag and its value, with a final stop
     * @param remedy what to do
     * @return why the field is void
     */
    Refusal value(DkimProblem problem, TagList.Tag tag, String why, String remedy) {
        int start = start(tag);
        int end = end(tag, start);
        String value = Ascii.printable(text.substring(start, end), SHOWN);
        return at(problem, start, end - start, tag.name() + "=" + value + " " + why, remedy);
    }

    /**
     * A tag with a wrong octet in its value.
     *
     * @param problem for a program
     * @param tag of the field
     * @param offset of the octet in the value, white space included
     * @param why goes on behind the tag and {@code has}, with a final stop
     * @param remedy what to do
     * @return why the field is void
     */
    Refusal octet(DkimProblem problem, TagList.Tag tag, int offset, String why, String remedy) {
        int at = start(tag) + offset;
        return at(problem, at, 1, tag.name() + "= has " + why, remedy);
    }

    /** The value of a tag as it is written, from its first octet to its last. */
    String raw(TagList.Tag tag) {
        int start = start(tag);
        return text.substring(start, end(tag, start));
    }

    private int start(TagList.Tag tag) {
        int start = tag.afterEquals();
        while (start < tag.afterValue() && isFws(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private int end(TagList.Tag tag, int start) {
        int end = tag.afterValue();
        while (end > start && isFws(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private Refusal at(DkimProblem problem, int index, int length, String clause, String remedy) {
        Refusal refusal = Refusal.of(
                problem, "In the value of the " + FIELD + ", at octet " + (index + 1) + ": " + clause, remedy);
        return new Refusal(problem, refusal.finding().at(new Position(text, index, length)));
    }
}
