package org.signetmail.spf;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;

/** The DNS of one lint: asks ahead, waits, and ends the asking at its bounds. */
final class LintDns {

    /** Far more than an honest domain needs, whose records keep to 10 look-ups. */
    static final int MAX_QUESTIONS = 100;

    private final DnsLookups lookups;
    private final long deadline;
    private final Set<Question> questions = new HashSet<>();
    private boolean bounded;
    private boolean refused;
    private boolean failed;

    LintDns(DnsLookups lookups) {
        this.lookups = lookups;
        this.deadline = lookups.deadlineIn(SpfLimits.DEFAULT.time());
    }

    /** Asks ahead of need, as far as the bounds let it. */
    void ahead(DomainName name, RecordType type) {
        if (isWithinBound(new Question(name, type))) {
            lookups.prefetch(name, type);
        }
    }

    /** Waits for an answer; null when there are too many questions, and that is noted. */
    @Nullable
    DnsAnswer await(DomainName name, RecordType type) {
        if (!isWithinBound(new Question(name, type))) {
            bounded = true;
            return null;
        }
        DnsAnswer answer = lookups.await(name, type, deadline);
        if (answer instanceof DnsAnswer.Failed failure) {
            if (failure.reason() == DnsFailure.QUERY_LIMIT) {
                refused = true;
                return null;
            }
            failed |= failure.reason() != DnsFailure.TOO_LARGE && failure.reason() != DnsFailure.OCTET_LIMIT;
        }
        return answer;
    }

    private boolean isWithinBound(Question question) {
        if (questions.contains(question)) {
            return true;
        }
        return questions.size() < MAX_QUESTIONS && questions.add(question);
    }

    int questions() {
        return questions.size();
    }

    /** Whether something was not asked because the lint had asked its {@value #MAX_QUESTIONS} questions. */
    boolean isBounded() {
        return bounded;
    }

    /** Whether something was not asked because the look-ups that the lint shares with others let no more through. */
    boolean isRefused() {
        return refused;
    }

    /** Whether some look-up failed in a way that may pass. */
    boolean isFailed() {
        return failed;
    }
}
