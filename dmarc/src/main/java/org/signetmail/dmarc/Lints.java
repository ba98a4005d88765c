package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.internal.Ascii;

/** Collects the lints of one record; a record of nothing but faults does not make an endless list. */
final class Lints {

    private static final int MAX = 20;

    private final List<DmarcLint> lints = new ArrayList<>();

    void add(DmarcLint.Kind kind, String message) {
        if (lints.size() < MAX) {
            lints.add(new DmarcLint(kind, message));
        }
    }

    List<DmarcLint> list() {
        return List.copyOf(lints);
    }

    /** Third-party text, fit to stand within a sentence. */
    static String show(String text) {
        return Ascii.printable(text, 60);
    }
}
