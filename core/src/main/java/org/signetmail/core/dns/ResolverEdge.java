package org.signetmail.core.dns;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.RecordType;

/**
 * Where resolvers of others come in, which may break the contract: one that throws, gives null, or whose stage fails has
 * answered all the same.
 */
final class ResolverEdge {

    private ResolverEdge() {}

    /**
     * The resolver as one message sees it.
     *
     * @return the resolver itself where it knows of no messages
     */
    @SuppressWarnings("ConstantValue") // Resolvers of others may give null.
    static DnsResolver forMessage(DnsResolver resolver) {
        try {
            DnsResolver own = resolver.forMessage();
            return own != null ? own : resolver;
        } catch (Throwable e) {
            return resolver;
        }
    }

    /**
     * Asks.
     *
     * @return completes with an answer in any case; complete where the resolver has the answer at once
     */
    @SuppressWarnings("ConstantValue") // Resolvers of others may give null.
    static CompletableFuture<DnsAnswer> ask(DnsResolver resolver, DnsQuestion question) {
        try {
            CompletionStage<DnsAnswer> stage = resolver.lookup(question.name(), question.type());
            if (stage == null) {
                return CompletableFuture.completedFuture(broken("the resolver gave no stage"));
            }
            // What a cache has is there at once; it needs no stage behind it. A subclass, such as that of
            // CompletableFuture.completedStage, may not let itself be asked.
            if (stage instanceof CompletableFuture<DnsAnswer> given
                    && given.getClass() == CompletableFuture.class
                    && !given.isCompletedExceptionally()) {
                DnsAnswer atOnce = given.getNow(null);
                if (atOnce != null) {
                    return CompletableFuture.completedFuture(fitting(atOnce, question.type()));
                }
            }
            CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
            stage.whenComplete((answer, failure) -> future.complete(
                    answer != null
                            ? fitting(answer, question.type())
                            : broken(failure != null ? "the resolver failed: " + nameOf(failure) : "null")));
            return future;
        } catch (Throwable e) {
            return CompletableFuture.completedFuture(broken("the resolver threw " + nameOf(e)));
        }
    }

    /** The verifiers take the records of an answer for those that they asked for. */
    private static DnsAnswer fitting(DnsAnswer answer, RecordType type) {
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                boolean fits = switch (type) {
                    case TXT -> record instanceof DnsRecord.Txt || record instanceof DnsRecord.LongTxt;
                    case A, AAAA -> record instanceof DnsRecord.Address;
                    case MX -> record instanceof DnsRecord.Mx;
                    case PTR -> record instanceof DnsRecord.Ptr;
                };
                if (!fits) {
                    return broken("the resolver gave a record that is not " + type);
                }
            }
        }
        return answer;
    }

    /** The class alone: a message may hold anything, and may throw when asked for. */
    private static String nameOf(Throwable failure) {
        return failure.getClass().getName();
    }

    private static DnsAnswer broken(String detail) {
        return new DnsAnswer.Failed(DnsFailure.RESOLVER, detail);
    }
}
