package org.signetmail.bench;

/** Who does the work. */
enum Engine {
    SIGNET("Signet"),
    /** The cryptography and the hashing that the work cannot do without, and nothing else. */
    LIMIT("limit"),
    /** As its documentation shows it: a stream in, the results out. */
    JDKIM("jDKIM"),
    /** Its verifier alone, with the header split and the body found for it: its best case. */
    JDKIM_CORE("jDKIM's core"),
    UTILS_MAIL_DKIM("utils-mail-dkim"),
    JSPF("jSPF"),
    /** Of what Signet does in one call, what the two have. */
    JSPF_AND_JDKIM("jSPF + jDKIM's core");

    private final String title;

    Engine(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isPeer() {
        return this != SIGNET && this != LIMIT;
    }
}
