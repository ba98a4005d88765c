package org.signetmail.core.dns;

import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;

/**
 * How large an answer is: its octets on the wire when no name but the owner's is compressed. What does not fit into one
 * message is too large, whether the server says so or compression hides it. Records are not counted.
 */
public final class AnswerSize {

    /** RFC 1035 §4.2.2: over TCP the length of a message has 16 bits. */
    public static final int MAX_OCTETS = 0xFFFF;

    private static final int HEADER = 12;

    /** RFC 1035 §4.1.2: QTYPE and QCLASS. */
    private static final int QUESTION = 4;

    /** RFC 1035 §4.1.3, §4.1.4: a pointer to the owner, TYPE, CLASS, TTL and RDLENGTH. */
    private static final int RECORD = 12;

    private int octets;

    /**
     * An answer without records.
     *
     * @param name asked for
     */
    public AnswerSize(DomainName name) {
        octets = HEADER + name.toWire().length + QUESTION;
    }

    /**
     * Adds a record.
     *
     * @param data the number of octets of its data, names in it not compressed; 0 to 65535
     */
    public void add(int data) {
        // It says no more than by how much the answer is too large; so it may stop counting before it overflows.
        octets = Math.min(octets + RECORD + data, Integer.MAX_VALUE / 2);
    }

    /**
     * Whether that is too much.
     *
     * @return true when it does not fit into one message
     */
    public boolean isTooLarge() {
        return octets > MAX_OCTETS;
    }

    /**
     * Says that it is.
     *
     * @return a failure that names the size and the bound
     */
    public DnsAnswer.Failed failure() {
        return new DnsAnswer.Failed(
                DnsFailure.TOO_LARGE, "an answer of " + octets + " octets, over the bound of " + MAX_OCTETS);
    }
}
