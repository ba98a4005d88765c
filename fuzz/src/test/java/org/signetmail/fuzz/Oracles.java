package org.signetmail.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;

/** What holds of every target. */
final class Oracles {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a sentence may hold of one input, at most. */
    private static final int LONGEST_SENTENCE = 4000;

    private Oracles() {}

    /** Fails, with these words for who reads the finding. */
    static void require(boolean holds, String claim, Object... details) {
        if (!holds) {
            throw new AssertionError(
                    claim + Stream.of(details).map(each -> "\n  " + each).collect(Collectors.joining()));
        }
    }

    /** Fails unless both are the same. */
    static void same(Object actual, Object expected, String claim) {
        require(actual.equals(expected), claim, actual, expected);
    }

    /**
     * Does the work, and counts it in what it allocates. More than the bound has to be so twice: the first time classes may have
     * been loaded for it.
     *
     * @param length of the input
     * @param perOctet octets that each octet of the input may cost, beside a flat eight megabytes: what guides the fuzzer allocates,
     *     too
     */
    static <T> T bounded(int length, int perOctet, Supplier<T> work) {
        long bound = (8L << 20) + (long) perOctet * length;
        long first = THREADS.getCurrentThreadAllocatedBytes();
        T result = work.get();
        if (THREADS.getCurrentThreadAllocatedBytes() - first > bound) {
            long second = THREADS.getCurrentThreadAllocatedBytes();
            result = work.get();
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - second;
            require(
                    allocated <= bound,
                    "work is bounded",
                    allocated + " octets allocated for " + length,
                    bound + " are the bound");
        }
        return result;
    }

    /** Text that is written for people and logs: one line of printing ASCII, of bounded length. */
    static void plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            require(text.charAt(i) >= ' ' && text.charAt(i) <= '~', "hostile text in a sentence is escaped", text);
        }
        require(text.length() <= LONGEST_SENTENCE, "a sentence has an end", text.length(), text);
    }

    /** Findings that can be shown, each of a kind that is in the catalogue. */
    static void sound(List<Finding> findings, List<FindingCode> codes) {
        Set<String> known = codes.stream().map(FindingCode::code).collect(Collectors.toSet());
        for (Finding finding : findings) {
            sound(finding);
            require(known.contains(finding.code()), "every kind of finding is in codes()", finding);
        }
    }

    /** A finding that can be shown. */
    static void sound(Finding finding) {
        plain(finding.message());
        plain(finding.remedy());
        plain(finding.toString());
        finding.position().ifPresent(place -> {
            String[] lines = place.caret().split("\n", -1);
            require(lines.length == 3, "a place in a text is shown on two lines", place.caret());
            plain(lines[0]);
        });
    }
}
