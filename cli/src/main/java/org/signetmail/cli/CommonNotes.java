package org.signetmail.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is to be said of messages beside their line in a table: each sentence once, with whom it is about. */
final class CommonNotes {

    /** Of sentences in which words of a message stand there may be as many as messages. */
    private static final int MOST = 20;

    private final Map<String, About> sentences = new LinkedHashMap<>();
    private int left;

    private record About(String first, int others) {}

    /** Takes what is said of a message, and why its SPF is not checked. */
    void take(Verified verified) {
        verified.trace()
                .filter(trace -> trace.envelope().isEmpty())
                .ifPresent(trace -> take(trace.sentence(), verified.input().name()));
        verified.notes().forEach(note -> take(note, verified.input().name()));
    }

    private void take(String sentence, String name) {
        About about = sentences.get(sentence);
        if (about != null) {
            sentences.put(sentence, new About(about.first, about.others + 1));
        } else if (sentences.size() < MOST) {
            sentences.put(sentence, new About(Printable.of(name), 0));
        } else {
            left++;
        }
    }

    /** A line for each sentence, in the order in which they came. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        sentences.forEach((sentence, about) -> lines.add("NOTE   " + about.first
                + (about.others == 0 ? "" : " and " + Numbers.counted(about.others, "other")) + ": " + sentence));
        if (left > 0) {
            lines.add("NOTE   " + Numbers.counted(left, "other note") + " of this kind; --explain and --json have all");
        }
        return lines;
    }
}
