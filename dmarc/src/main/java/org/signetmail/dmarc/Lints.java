package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;

/** Collects the findings about one record; a record of nothing but faults does not make an endless list. */
final class Lints {

    private static final int MAX = 20;

    /** RFC 9989 §4.10 step 2, RFC 7489 §6.6.3 step 2: of what does not begin with the version, nothing is read. */
    static final String DISCARDED = " Receivers, by RFC 9989 and by RFC 7489, discard it as if it were not there.";

    private final List<Finding> findings = new ArrayList<>();

    void add(DmarcCode code, String message, @Nullable Position place) {
        add(at(code.finding(message), place));
    }

    void add(DmarcCode code, String message, @Nullable Position place, String remedy) {
        add(at(code.finding(message), place).remedy(remedy));
    }

    boolean isFull() {
        return findings.size() == MAX;
    }

    private void add(Finding finding) {
        if (!isFull()) {
            findings.add(finding);
        }
    }

    /** What makes the record void comes first, and finds room. */
    void addFirst(DmarcCode code, String message, @Nullable Position place, String remedy) {
        if (isFull()) {
            findings.remove(MAX - 1);
        }
        findings.add(0, at(code.finding(message), place).remedy(remedy));
    }

    private static Finding at(Finding finding, @Nullable Position place) {
        return place == null ? finding : finding.at(place);
    }

    List<Finding> list() {
        return List.copyOf(findings);
    }

    /** Third-party text, fit to stand within a sentence. */
    static String show(String text) {
        return Ascii.printable(text, 60);
    }

    /**
     * Advice to put a text in the place of what is marked.
     *
     * @param otherwise what to say when the text is too long for a sentence, or cannot be typed
     */
    static String write(String text, String otherwise) {
        boolean plain = text.length() <= 300 && Ascii.printable(text, 300).equals(text);
        return plain ? "Write \"" + text + "\"." : otherwise;
    }
}
