package org.signetmail.core.internal;

/** Why a look-up gave no answer, as a person reads it: the reason once, whether or not the detail has it too. */
public final class FailureText {

    private static final int MAX_DETAIL = 200;

    private FailureText() {}

    /**
     * The reason with the detail in brackets, to stand within a sentence.
     *
     * @param reason the constant for it, such as {@code TIMEOUT}
     * @param detail what is known of it; may be empty, and may hold anything
     * @return printing ASCII, such as {@code TIMEOUT (192.0.2.53: no answer in time)} or {@code 192.0.2.53: SERVFAIL}
     */
    public static String of(Enum<?> reason, String detail) {
        String shown = Ascii.printable(detail, MAX_DETAIL);
        return detail.isEmpty() ? reason.name() : saysReason(reason, detail) ? shown : reason + " (" + shown + ")";
    }

    /**
     * What to do about it. The name servers of a domain are to blame when an answer came; when none came, first of all the
     * server that is asked.
     *
     * @param reason the constant for it
     * @param whose whose name servers they are, such as {@code the domain}
     * @return a sentence
     */
    public static String advice(Enum<?> reason, String whose) {
        return switch (reason.name()) {
            case "NETWORK" ->
                "Ask again, and if it stays so, look at the DNS server that is asked, and at the way to it.";
            case "TIMEOUT" ->
                "Ask again, and if it stays so, look whether the DNS server that is asked answers for other"
                        + " names; if it does, look at the name servers of " + whose + ".";
            case "RESOLVER", "OVERLOADED", "DEADLINE", "QUERY_LIMIT", "OCTET_LIMIT", "INTERRUPTED" -> "Ask again.";
            default -> "Ask again, and if it stays so, look at the name servers of " + whose + ".";
        };
    }

    /**
     * Whether the detail says the reason, so that it need not be said in front of it: it has it as a word, or the reason is no
     * word of people, such as {@code CNAME_CHAIN}.
     *
     * @param reason the constant for it
     * @param detail what is known of it, not empty
     * @return true for a detail such as {@code 192.0.2.53: SERVFAIL}
     */
    public static boolean saysReason(Enum<?> reason, String detail) {
        String word = reason.name();
        if (word.indexOf('_') >= 0) {
            return true;
        }
        int at = detail.indexOf(word);
        int end = at + word.length();
        return at >= 0
                && (at == 0 || !Ascii.isLetterOrDigit(detail.charAt(at - 1)))
                && (end == detail.length() || !Ascii.isLetterOrDigit(detail.charAt(end)));
    }
}
