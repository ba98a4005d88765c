package org.signetmail.soak;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsQuery;
import org.signetmail.dmarc.Authentication;
import org.signetmail.testkit.FakeDns;

/**
 * Says whether a verdict is right. Where nothing failed that one thread alone has not seen fail, it has to be the same to the
 * letter. Else it has to be that which one thread alone finds with the same answers, and each of its results the clean one or
 * temperror; and no answer may be another one than the zone's. Thread-safe.
 */
final class Judge {

    private static final DnsAnswer INTERRUPTED =
            new DnsAnswer.Failed(DnsFailure.INTERRUPTED, "the check was interrupted");
    private static final DnsAnswer TOO_LATE =
            new DnsAnswer.Failed(DnsFailure.DEADLINE, "no answer within the time limit of the check");
    private static final DnsAnswer NOT_USED = new DnsAnswer.Failed(DnsFailure.RESOLVER, "the check did not use it");

    private record Disturbed(Subject subject, Authentication result, boolean interrupted) {}

    private final FakeDns zone;
    private final Course alone;
    private final Queue<Disturbed> disturbed = new ConcurrentLinkedQueue<>();

    Judge(FakeDns zone, Course alone) {
        this.zone = zone;
        this.alone = alone;
    }

    /** Called as soon as a check has ended, on its thread. What was disturbed is kept for {@link #settle}. */
    Optional<Deviation> judge(Subject subject, Authentication result, Verdict verdict, Slot.End end, long due) {
        boolean interrupted = end == Slot.End.INTERRUPTED;
        if (end != Slot.End.UNDISTURBED && !interrupted) {
            return Optional.of(Deviation.of(subject, "interrupts: " + end));
        }
        // What was not asked any more, as the time was over, is in no query.
        boolean failed = interrupted || subject.way() == Subject.Way.SILENCE;
        for (DnsQuery query : result.queries()) {
            if (!query.used()) {
                continue;
            }
            failed |= subject.way() != Subject.Way.MEMORY && query.answer() instanceof DnsAnswer.Failed;
            if (subject.way() == Subject.Way.PACKETS && !isTrue(query)) {
                return Optional.of(
                        Deviation.of(subject, "the answer of another question, or a forged one, was taken: " + query));
            }
        }
        if (failed) {
            disturbed.add(new Disturbed(subject, result, interrupted));
            return Optional.empty();
        }
        return verdict.hash() == due
                ? Optional.empty()
                : Optional.of(Deviation.of(
                        subject, "the verdict is\n" + verdict.text() + "\nand one thread alone has found another"));
    }

    private boolean isTrue(DnsQuery query) {
        DnsAnswer due =
                zone.lookup(query.name(), query.type()).toCompletableFuture().join();
        DnsAnswer answer = query.answer();
        if (answer instanceof DnsAnswer.Failed) {
            return true;
        }
        if (answer instanceof DnsAnswer.Found found) {
            return due instanceof DnsAnswer.Found there
                    && found.records().equals(there.records())
                    && found.canonical().equals(there.canonical());
        }
        return answer.getClass() == due.getClass();
    }

    /** Called when no other thread checks. */
    Optional<Deviation> settle() {
        Optional<Deviation> found = Optional.empty();
        for (Disturbed each = disturbed.poll(); each != null && found.isEmpty(); each = disturbed.poll()) {
            found = settle(each);
        }
        disturbed.clear();
        return found;
    }

    private Optional<Deviation> settle(Disturbed each) {
        Subject subject = each.subject;
        Verdict verdict = Verdict.of(each.result);
        Verdict clean = Verdict.of(alone.check(subject));
        // RFC 7208 §5.5: "ptr" does not match where DNS fails, so that the rest of the record decides.
        boolean ptr = subject.envelope().mailFrom().endsWith("ptr.trap.example");
        if (!ptr && !verdict.isOrIsTemporary(clean)) {
            return Optional.of(Deviation.of(
                    subject,
                    "DNS failed, and the verdict is\n" + verdict.text() + "\nwhich is neither temperror nor\n"
                            + clean.text()));
        }
        boolean silent = subject.way() == Subject.Way.SILENCE;
        if (silent && each.interrupted) {
            // Which of the two came first for which question is not known any more.
            return Optional.empty();
        }
        Replay replay =
                new Replay(each.result.queries(), silent ? TOO_LATE : each.interrupted ? INTERRUPTED : NOT_USED);
        Verdict again = Verdict.of(Course.authenticator(replay).authenticate(subject.message(), subject.envelope()));
        if (again.text().equals(verdict.text())) {
            return Optional.empty();
        }
        return Optional.of(Deviation.of(
                subject,
                "DNS failed, and the verdict is\n" + verdict.text() + "\nand not, as of the same answers,\n"
                        + again.text()));
    }
}
