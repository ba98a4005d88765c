package org.signetmail.dkim;

/**
 * How a signature covers the header fields of one name (RFC 6376 §5.4.2). More present than signed means that some of
 * them are vouched for by nobody: a second From may have been added (RFC 6376 §8.15). Made by a verification alone.
 *
 * <p>Immutable and thread-safe.
 */
public final class SignedField {

    private final String name;
    private final int signed;
    private final int present;

    SignedField(String name, int signed, int present) {
        this.name = name;
        this.signed = signed;
        this.present = present;
    }

    /**
     * The field name.
     *
     * @return in lower case
     */
    public String name() {
        return name;
    }

    /**
     * How often {@code h=} names it.
     *
     * @return one or more
     */
    public int signed() {
        return signed;
    }

    /**
     * How many such fields the message has, the signature's own field not counted.
     *
     * @return zero or more
     */
    public int present() {
        return present;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedField that
                && name.equals(that.name)
                && signed == that.signed
                && present == that.present;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + signed) + present;
    }

    /** Such as {@code subject (signed 1, present 2)}. */
    @Override
    public String toString() {
        return name + " (signed " + signed + ", present " + present + ")";
    }
}
