package org.signetmail.dkim;

import java.util.Optional;
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
     * The same with the name of the key in it.
     *
     * @param name where the key was looked for
     * @param others a clause about further records at the name; may be empty
     * @param alias to which the name is a CNAME: whoever has to mend the record finds it there
     * @return why the signature is not accepted
     */
    Refusal about(DomainName name, String others, Optional<DomainName> alias) {
        String message = named(finding.message(), name.toString())
                + (others.isEmpty() ? "" : ' ' + Reasons.sentence(others))
                + alias.map(end -> " The name is a CNAME to " + end + '.').orElse("");
        return new Refusal(problem, told(finding, message));
    }

    /** A finding about a key with the key's name in its message. */
    static Finding named(Finding finding, String name) {
        return told(finding, named(finding.message(), name));
    }

    /** The same finding in other words. */
    private static Finding told(Finding finding, String message) {
        Finding told = Finding.of(finding.code(), finding.severity(), finding.section(), message)
                .remedy(finding.remedy());
        told = finding.name().map(told::about).orElse(told);
        return finding.position().map(told::at).orElse(told);
    }

    private static String named(String message, String name) {
        if (message.startsWith(START)) {
            return START + name + message.substring(START.length() - 1);
        }
        return START + name + " cannot be used: " + Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
