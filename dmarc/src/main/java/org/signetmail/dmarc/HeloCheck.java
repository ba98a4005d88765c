package org.signetmail.dmarc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfVerifier;

/**
 * SPF of the HELO identity, for which nothing waits: the check is run with the answers that are there, asks for the first
 * that is missing, and is run anew when that has come, on the checking thread while it waits for something else.
 */
final class HeloCheck implements DnsResolver {

    private record Question(DomainName name, RecordType type) {}

    private final Envelope envelope;
    private final SpfVerifier spf;
    private final DnsLookups lookups;
    private final AuthenticationLimits limits;
    private final long started = System.nanoTime();
    private final Set<Question> asked = new HashSet<>();
    private final Map<Question, DnsAnswer> answers = new HashMap<>();
    private boolean running;
    private boolean ending;

    HeloCheck(Envelope envelope, SpfVerifier spf, DnsLookups lookups, AuthenticationLimits limits) {
        this.envelope = envelope;
        this.lookups = lookups;
        this.limits = limits;
        this.spf = spf.withResolver(this);
    }

    /** Goes on as far as the answers reach. */
    void advance() {
        if (!running && !ending) {
            running = true;
            spf.verifyHelo(envelope);
            running = false;
        }
    }

    /** The outcome by the answers that are there now. */
    SpfOutcome finish() {
        ending = true;
        return spf.verifyHelo(envelope);
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        return CompletableFuture.completedFuture(answer(new Question(name, type)));
    }

    private DnsAnswer answer(Question question) {
        if (!ending && !asked.contains(question)) {
            ask(question);
        }
        DnsAnswer answer = answers.get(question);
        if (answer == null) {
            return !asked.contains(question) && asked.size() >= limits.heloQueries()
                    ? new DnsAnswer.Failed(
                            DnsFailure.QUERY_LIMIT,
                            "the HELO identity has used its " + limits.heloQueries() + " DNS queries")
                    : new DnsAnswer.Failed(DnsFailure.DEADLINE, "no answer by the time the other checks were done");
        }
        // Now it counts, behind all that DMARC needs; it is there, so this does not wait. Too large an answer may not
        // be there.
        boolean there = !(answer instanceof DnsAnswer.Failed failed && failed.reason() == DnsFailure.TOO_LARGE);
        return ending && there ? lookups.await(question.name, question.type) : answer;
    }

    private void ask(Question question) {
        if (asked.size() >= limits.heloQueries()
                || System.nanoTime() - started > limits.heloTime().toNanos()) {
            return;
        }
        asked.add(question);
        lookups.askAside(question.name, question.type, answer -> {
            answers.put(question, answer);
            advance();
        });
    }
}
