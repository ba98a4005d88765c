package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;

/** The signers of the author's domain, or of the nearest domain above it that has some. Immutable and thread-safe. */
final class SignersByDomain implements SignerChoice {

    /** How many domains a log shows. */
    private static final int SHOWN = 3;

    private final Map<DomainName, List<DkimSigner>> byDomain;
    private final LineEndPolicy lineEnds;
    private final NoSignerPolicy otherwise;

    /**
     * Takes the signers.
     *
     * @param signers of any domains; none at all is a registry that is still empty
     * @param otherwise what to do when there is none for a message
     * @throws IllegalArgumentException when their line ends differ
     */
    SignersByDomain(List<DkimSigner> signers, NoSignerPolicy otherwise) {
        this.lineEnds = AllSigners.commonLineEnds(signers);
        this.otherwise = otherwise;
        this.byDomain = new LinkedHashMap<>();
        for (DkimSigner signer : signers) {
            byDomain.computeIfAbsent(signer.domain, domain -> new ArrayList<>(1))
                    .add(signer);
        }
        byDomain.replaceAll((domain, own) -> List.copyOf(own));
    }

    @Override
    public LineEndPolicy lineEnds() {
        return lineEnds;
    }

    @Override
    public NoSignerPolicy otherwise() {
        return otherwise;
    }

    // RFC 5322 §3.6.2: From may name several authors. No domain may vouch for another one's author, so all of them have
    // to have the same signers.
    @Override
    public List<DkimSigner> choose(AuthorDomain author) {
        Optional<DomainName> common = Optional.empty();
        for (DomainName domain : author.domains()) {
            Optional<DomainName> nearest = nearest(domain);
            if (nearest.isEmpty() || (common.isPresent() && !common.equals(nearest))) {
                return List.of();
            }
            common = nearest;
        }
        return common.map(domain -> byDomain.getOrDefault(domain, List.of())).orElse(List.of());
    }

    /** The domain itself or the nearest one above it that has signers; RFC 6376 §3.5 d=: two labels at least. */
    private Optional<DomainName> nearest(DomainName domain) {
        for (int labels = domain.labelCount(); labels >= 2; labels--) {
            DomainName candidate = domain.suffix(labels);
            if (byDomain.containsKey(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The first domains in brackets, and how many there are. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[by author domain: ");
        int shown = 0;
        for (DomainName domain : byDomain.keySet()) {
            if (shown == SHOWN) {
                break;
            }
            text.append(shown++ == 0 ? "" : ", ").append(domain);
        }
        int more = byDomain.size() - shown;
        return text.append(more > 0 ? " and " + more + " more" : shown == 0 ? "none" : "")
                .append("; otherwise ")
                .append(otherwise)
                .append(']')
                .toString();
    }
}
