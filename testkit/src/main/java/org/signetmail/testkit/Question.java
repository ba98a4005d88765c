package org.signetmail.testkit;

import java.util.Objects;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/**
 * What was asked of DNS.
 *
 * <p>Immutable and thread-safe. Its text is the name and the type, as in {@code example.net TXT}.
 *
 * @param name the name asked for
 * @param type the type of records asked for
 */
public record Question(DomainName name, RecordType type) {
    /**
     * Checks for null.
     *
     * @param name the name asked for
     * @param type the type of records asked for
     */
    public Question {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
