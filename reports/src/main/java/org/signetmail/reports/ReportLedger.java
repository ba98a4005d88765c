package org.signetmail.reports;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.signetmail.core.DomainName;

/**
 * Remembers which reports were here, in memory, the last ones. A report is taken or dropped whole (RFC 9990 §3.5.4). Thread-safe.
 */
public final class ReportLedger {

    /** Digests of what a report says by digests of keys: names in keys are hostile, and may be long. */
    private final Map<String, String> seen;

    private ReportLedger(int most) {
        this.seen = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * An empty one.
     *
     * @param most how many reports to remember, 1 or more; the ones that came first are forgotten first
     * @return a new ledger
     * @throws IllegalArgumentException when it is less than 1
     */
    public static ReportLedger ofLast(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be 1 or more, not " + most);
        }
        return new ReportLedger(most);
    }

    /**
     * Takes note of a report. Failure reports have no id and are {@link ReportStanding#FIRST} always.
     *
     * @param report the report; the rows of an aggregate report are read once more
     * @param reporter the authenticated domain of the mail that brought it; of a file nothing
     * @return whether it was here before
     */
    public ReportStanding note(Report report, Optional<DomainName> reporter) {
        return standing(report, reporter, true);
    }

    /**
     * Tells the same without taking note of it.
     *
     * @param report the report; the rows of an aggregate report are read once more
     * @param reporter the authenticated domain of the mail that brought it; of a file nothing
     * @return whether it was here before
     */
    public ReportStanding look(Report report, Optional<DomainName> reporter) {
        return standing(report, reporter, false);
    }

    private ReportStanding standing(Report report, Optional<DomainName> reporter, boolean note) {
        if (Objects.requireNonNull(report, "report") instanceof FailureReport) {
            return ReportStanding.FIRST;
        }
        String key = key(report, reporter);
        String contents = contents(report);
        synchronized (seen) {
            String before = note ? seen.putIfAbsent(key, contents) : seen.get(key);
            return before == null
                    ? ReportStanding.FIRST
                    : before.equals(contents) ? ReportStanding.AGAIN : ReportStanding.DIFFERENT;
        }
    }

    /** A digest of its key: equal for equal keys alone. */
    static String key(Report report, Optional<DomainName> reporter) {
        return digest(out -> key(ReportKey.of(report, reporter), out));
    }

    /** A digest of what it says; the rows are read once more. */
    static String contents(Report report) {
        return contents(report, row -> {});
    }

    private static String contents(Report report, Consumer<AggregateRow> also) {
        return digest(out -> ReportJson.DEFAULT.write("", alone(report), out, also));
    }

    /**
     * Takes note of a report if it is the first with its key.
     *
     * @param rows takes its rows while they are read, if it is
     * @return false when one with its key came before; nothing has happened then
     */
    boolean noteFirst(Report report, Optional<DomainName> reporter, Consumer<AggregateRow> rows) {
        String key = key(report, reporter);
        synchronized (seen) {
            if (seen.containsKey(key)) {
                return false;
            }
        }
        String contents = contents(report, rows);
        synchronized (seen) {
            seen.put(key, contents);
        }
        return true;
    }

    /** Each part with its length, so that no two keys are written alike; what is absent is no part. */
    private static void key(ReportKey key, Appendable out) throws IOException {
        for (Optional<?> each :
                List.of(key.reporter(), key.organization(), key.reportId(), key.domain(), key.begin(), key.end())) {
            String text = each.map(Object::toString).orElse("");
            out.append(each.isEmpty() ? "-" : text.length() + ":").append(text);
        }
    }

    private static ReadOutcome alone(Report report) {
        return new ReadOutcome(List.of(report), List.of(), List.of(), List.of());
    }

    private interface Writing {
        void write(Appendable out) throws IOException;
    }

    private static String digest(Writing writing) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Digested digested = new Digested(digest);
            writing.write(digested);
            digested.flush();
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new AssertionError("a digest takes everything", e);
        }
    }

    /** What is written, by the block. */
    private static final class Digested implements Appendable {
        private final MessageDigest digest;
        private final byte[] block = new byte[4096];
        private int length;

        Digested(MessageDigest digest) {
            this.digest = digest;
        }

        void flush() {
            digest.update(block, 0, length);
            length = 0;
        }

        @Override
        public Appendable append(CharSequence text) {
            return append(text, 0, text.length());
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) {
            String whole = text.toString();
            for (int i = start; i < end; i++) {
                char c = whole.charAt(i);
                if (c <= 0x7F && length < block.length) {
                    block[length++] = (byte) c;
                } else {
                    append(c);
                }
            }
            return this;
        }

        @Override
        public Appendable append(char c) {
            if (length + 3 > block.length) {
                flush();
            }
            if (c <= 0x7F) {
                block[length++] = (byte) c;
            } else {
                // In a key; a report is written in ASCII. Three octets, as UTF-8 has for most, are taken for nothing
                // else.
                block[length++] = (byte) (0xE0 | (c >> 12));
                block[length++] = (byte) (0x80 | ((c >> 6) & 63));
                block[length++] = (byte) (0x80 | (c & 63));
            }
            return this;
        }
    }
}
