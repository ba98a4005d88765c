package org.signetmail.reports.octets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much may still come out of one input. One for each reading; not thread-safe. */
public final class Budget {

    /** Below this many octets no ratio is looked at: small texts of equal rows compress very well. */
    private static final long RATIO_FROM = 4 << 20;

    private final long input;
    private final long output;
    private final int ratio;
    private long out;

    /**
     * A full budget.
     *
     * @param input the most octets of a container
     * @param output the most octets that may come out of all containers
     * @param ratio how many octets may come out of one of a container
     */
    public Budget(long input, long output, int ratio) {
        this.input = input;
        this.output = output;
        this.ratio = ratio;
    }

    /**
     * Takes octets that came out of a container, or are a document of their own.
     *
     * @param octets how many
     * @throws Refused when that is more than all that may
     */
    public void spend(long octets) throws Refused {
        out += octets;
        if (out > output) {
            throw Refused.over("OUTPUT", "more than " + output + " octets came out of the input");
        }
    }

    /**
     * Compares what came out of a container with what went in.
     *
     * @param outOfIt octets that came out
     * @param ofIt octets of the container that were read for it
     * @throws Refused when it is too much
     */
    void weigh(long outOfIt, long ofIt) throws Refused {
        if (outOfIt > RATIO_FROM && outOfIt / ratio > ofIt) {
            throw Refused.over("RATIO", "a container expands more than " + ratio + "-fold");
        }
    }

    /**
     * Counts a document that stands in no container.
     *
     * @param in the document
     * @return the same octets
     */
    public InputStream document(InputStream in) {
        return new Counted(in) {
            @Override
            void count(long octets) throws Refused {
                spend(octets);
            }
        };
    }

    /**
     * Counts what is read of a container or a mail.
     *
     * @param in the octets
     * @return the same octets
     */
    public InputStream container(InputStream in) {
        return new Counted(in) {
            private long read;

            @Override
            void count(long octets) throws Refused {
                read += octets;
                if (read > input) {
                    throw tooLarge();
                }
            }
        };
    }

    /**
     * The refusal of what is too large to begin with.
     *
     * @return to be thrown
     */
    public Refused tooLarge() {
        return Refused.over("INPUT", "the input has more than " + input + " octets");
    }

    /** Tells how much went through. */
    private abstract static class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        abstract void count(long octets) throws Refused;

        @Override
        public int read() throws IOException {
            int octet = in.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            count(Math.max(0, n));
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = in.skip(n);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
