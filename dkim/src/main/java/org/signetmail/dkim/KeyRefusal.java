package org.signetmail.dkim;

import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;

/**
 * Why a key does not serve a signature.
 *
 * @param problem for a program
 * @param finding for a person
 */
record KeyRefusal(DkimProblem problem, Finding finding) {

    private static final String START = "The key ";

    /**
     * The finding with the name of the key in it, and what to do.
     *
     * @param name where the key was looked for
     * @return sentences in printing ASCII
     */
    String reason(DomainName name) {
        String remedy = finding.remedy().isEmpty() ? "" : ' ' + finding.remedy();
        return named(finding.message(), name) + remedy;
    }

    /** A message about a key with the key's name in it. */
    static String named(String message, DomainName name) {
        if (message.startsWith(START)) {
            return START + name + message.substring(START.length() - 1);
        }
        return START + name + " cannot be used: " + Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
