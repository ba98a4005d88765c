package org.signetmail.dmarc.domain;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** Asks so many questions and no more, those ahead of need among them. For one check, which runs on one thread. */
final class QuestionBound implements DnsResolver {

    private DnsResolver resolver;
    private int most;
    private int asked;
    private boolean refused;

    /** How many of them were asked aside. */
    private int aside;

    private boolean isAside;

    QuestionBound(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /** From now on, as many may be asked altogether, and as were and will be asked aside; never more than a check may. */
    void allow(int questions) {
        most = questions;
    }

    /**
     * Asks what was left room for: it takes nothing from what others may ask, so that those are let through whether they come
     * before or after it.
     */
    void aside(Runnable asking) {
        boolean outer = isAside;
        isAside = true;
        try {
            asking.run();
        } finally {
            isAside = outer;
        }
    }

    int asked() {
        return asked;
    }

    /** Whether there was a question too many. */
    boolean refused() {
        return refused;
    }

    /** Called once, by the look-ups, which go on with this bound when the resolver throws. */
    // The SPI's edge: it may give null in spite of its contract.
    @SuppressWarnings("ConstantValue")
    @Override
    public DnsResolver forMessage() {
        DnsResolver own = resolver.forMessage();
        resolver = own != null ? own : resolver;
        return this;
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        if (isAside) {
            aside++;
        }
        if (asked >= Math.min(most + aside, DomainCheck.MAX_QUESTIONS)) {
            refused = true;
            return CompletableFuture.completedFuture(
                    new DnsAnswer.Failed(DnsFailure.QUERY_LIMIT, "the check of the domain has asked enough"));
        }
        asked++;
        return resolver.lookup(name, type);
    }
}
