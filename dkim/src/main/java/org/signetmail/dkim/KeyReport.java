package org.signetmail.dkim;

import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;

/**
 * What {@link KeyCheck} found out about a published key. Made by a check alone.
 *
 * <p>Two are equal when all their parts are. Immutable and thread-safe.
 */
public final class KeyReport {

    private final DomainName name;
    private final List<Finding> findings;

    KeyReport(DomainName name, List<Finding> findings) {
        this.name = name;
        this.findings = List.copyOf(findings);
    }

    /**
     * Where the key was looked for.
     *
     * @return such as {@code s2026._domainkey.example.com}
     */
    public DomainName name() {
        return name;
    }

    /**
     * What there is to say. Those of severity {@link Severity#ERROR} break signatures, the others do not; their codes begin with
     * {@code dkim-key-}. More codes may come.
     *
     * @return at least one
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Whether signatures made with the key will not verify.
     *
     * @return false for what is well, unknown, or only worth a look
     */
    public boolean breaksSignatures() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /**
     * Whether all is known and well: the published key is that of the signer, and nothing breaks its signatures.
     *
     * @return false also when the key could not be looked up, or the signer does not tell its public key
     */
    public boolean matches() {
        return !breaksSignatures() && findings.stream().anyMatch(KeyCode.MATCHES::is);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyReport that && name.equals(that.name) && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + findings.hashCode();
    }

    /** The name and all findings. */
    @Override
    public String toString() {
        return name + " " + findings;
    }
}
