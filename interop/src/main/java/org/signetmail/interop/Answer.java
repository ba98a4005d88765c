package org.signetmail.interop;

/** The words that the answer of a driver begins with. */
final class Answer {

    static final String PASS = "pass";
    static final String FAIL = "fail";
    static final String SIGNED = "signed";
    static final String UNSUPPORTED = "unsupported";

    private Answer() {}

    static boolean is(String answer, String word) {
        return answer.equals(word) || answer.startsWith(word + " ");
    }
}
