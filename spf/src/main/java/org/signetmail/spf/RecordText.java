package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.Qualifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** A valid record with where each of its terms stands, so that one can be shown, pointed at, left out and replaced. */
final class RecordText {

    private static final int VERSION = "v=spf1".length();

    private static final int MAX_SHOWN = 80;

    /** A longer record is not written into a sentence. */
    private static final int MAX_RECORD = 450;

    private final String text;
    private final SpfRecord record;
    private final List<Integer> starts = new ArrayList<>();

    RecordText(String text, SpfRecord record) {
        this.text = text;
        this.record = record;
        int at = VERSION;
        for (int i = 0; i < record.terms().size(); i++) {
            while (text.charAt(at) == ' ') {
                at++;
            }
            starts.add(at);
            at = end(i);
        }
    }

    String text() {
        return text;
    }

    List<SpfTerm> terms() {
        return record.terms();
    }

    private int end(int term) {
        int end = text.indexOf(' ', starts.get(term));
        return end < 0 ? text.length() : end;
    }

    /** The term as it stands in the record, which may be up to one half of a sentence. */
    String shown(int term) {
        return Ascii.printable(word(term), MAX_SHOWN);
    }

    String word(int term) {
        return text.substring(starts.get(term), end(term));
    }

    boolean isWithin(int term, int offset) {
        return starts.get(term) <= offset && offset < end(term);
    }

    Finding at(int term, Finding finding) {
        return finding.at(new Position(text, starts.get(term), end(term) - starts.get(term)));
    }

    /** At a part of a term. */
    Finding at(int term, int from, int length, Finding finding) {
        return finding.at(new Position(text, starts.get(term) + from, length));
    }

    Finding atWhole(Finding finding) {
        return finding.at(new Position(text, 0, text.length()));
    }

    /**
     * The record with other words in the place of a term; with none it is left out. Of a record that is too long for a sentence
     * the front, which is too long as well.
     */
    String with(int term, String words) {
        StringBuilder changed = new StringBuilder("v=spf1");
        for (int i = 0; i < starts.size() && changed.length() <= MAX_RECORD; i++) {
            String word = i == term ? words : word(i);
            changed.append(word.isEmpty() ? "" : " ").append(word);
        }
        return changed.toString();
    }

    /**
     * Whether the record may let somebody pass when a term is left out, or matches nobody. One that does not is never offered:
     * who publishes it has all of the domain's mail refused.
     */
    boolean letsSomebodyPassWithout(int term) {
        return letsSomebodyPassWithout(Set.of(term));
    }

    private boolean letsSomebodyPassWithout(Set<Integer> out) {
        for (int i = 0; i < starts.size(); i++) {
            if (terms().get(i) instanceof Directive directive) {
                if (!out.contains(i) && directive.qualifier() == Qualifier.PASS) {
                    return true;
                }
                if (directive.mechanism() instanceof Mechanism.All) {
                    return false;
                }
            } else if (!out.contains(i)
                    && terms().get(i) instanceof Modifier.Redirect
                    && record.redirect().isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** A remedy that leaves a term out, with the record that comes of it when that lets somebody pass. */
    String remedyWithout(int term, String advice) {
        return remedyWithout(Set.of(term), advice);
    }

    /** The same for several terms. */
    String remedyWithout(Set<Integer> out, String advice) {
        StringBuilder rest = new StringBuilder("v=spf1");
        for (int i = 0; i < starts.size() && rest.length() <= MAX_RECORD; i++) {
            rest.append(out.contains(i) ? "" : " " + word(i));
        }
        return rest.length() <= MAX_RECORD && letsSomebodyPassWithout(out) ? remedy(advice, rest.toString()) : advice;
    }

    /** A remedy: what to do, and the record that comes of it when there is room for it. */
    static String remedy(String advice, String record) {
        return record.length() > MAX_RECORD
                ? advice
                : advice + " The record then: " + Ascii.printable(record, MAX_RECORD);
    }
}
