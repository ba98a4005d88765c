package org.signetmail.core.results;

import java.util.List;
import java.util.Optional;

/**
 * What the value of one Authentication-Results field says.
 *
 * @param authservId who says so, if that can be read
 * @param version the version of the field
 * @param results what is said
 * @param isCut whether there was more than the parser takes
 */
public record ResultsSyntax(Optional<String> authservId, int version, List<Resinfo> results, boolean isCut) {

    /**
     * {@code resinfo} of RFC 8601 §2.2, keywords in lower case.
     *
     * @param method a keyword
     * @param result a keyword
     * @param comment the first comment behind the result; empty for none
     * @param reason empty for none
     * @param properties what the result is about
     */
    public record Resinfo(String method, String result, String comment, String reason, List<Property> properties) {}

    /**
     * {@code propspec} of RFC 8601 §2.2.
     *
     * @param ptype a keyword
     * @param name a keyword
     * @param value unquoted
     */
    public record Property(String ptype, String name, String value) {}
}
