package org.signetmail.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.Question;

/**
 * The answers that a check has used, for one that is to use them again: whatever went wrong with DNS, a verdict follows from the
 * message and the answers. Thread-safe.
 */
final class Replay implements DnsResolver {

    private final Map<Question, DnsAnswer> answers = new HashMap<>();
    private final DnsAnswer otherwise;

    /**
     * @param queries of the check
     * @param otherwise what the rest got, which was not asked any more
     */
    Replay(List<DnsQuery> queries, DnsAnswer otherwise) {
        this.otherwise = otherwise;
        for (DnsQuery query : queries) {
            if (query.used()) {
                answers.put(new Question(query.name(), query.type()), query.answer());
            }
        }
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        return CompletableFuture.completedFuture(answers.getOrDefault(new Question(name, type), otherwise));
    }
}
