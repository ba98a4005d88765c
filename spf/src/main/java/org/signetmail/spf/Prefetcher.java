package org.signetmail.spf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Parsed;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/**
 * Asks DNS for what a check is going to need, so that the waiting overlaps. {@link CheckHost} goes on in its order as if
 * this were not there: answers count when it comes to them, and those it never comes to count for nothing.
 *
 * <p>It works on the thread of the check, and only when that has to wait: just before, and while answers come in. So
 * nothing is asked in vain while all answers are in a cache. Records of includes and redirects are read as they arrive,
 * and what they need is asked for in turn, outer records before inner ones.
 */
final class Prefetcher {

    /** The one that the check waits for included. */
    private static final int MAX_UNDER_WAY = 8;

    /** The most questions of each kind that were asked ahead and may turn out not to be needed. */
    private static final int MAX_UNUSED = 10;

    /** The macros that tell of the mail at hand. What they make is asked for when it is needed, not before. */
    private static final String MACROS_OF_THE_MAIL = "slhip";

    private enum Kind {
        TERM,
        HOST
    }

    private record Wish(Question question, Kind kind, Consumer<DnsAnswer> onArrival) {}

    private final DnsLookups lookups;
    private final SpfLimits limits;
    private final RecordCache<Parsed<SpfRecord>> records;
    /** From then on, on the scale of {@link System#nanoTime}, asking ahead is no use any more. */
    private final long late;

    private final Client client;
    private final MacroExpander macros;
    private final Set<Question> needed;

    private final Deque<Wish> wishes = new ArrayDeque<>();
    private final Set<Question> wished = new HashSet<>();
    private final Map<Question, Kind> unused = new HashMap<>();
    private final Set<Question> underWay = new HashSet<>();
    private final Map<DomainName, Selection> selections = new HashMap<>();
    private final Set<DomainName> planned = new HashSet<>();
    private int unusedHosts;
    private int voids;
    private boolean asking;
    private boolean closed;
    private @Nullable Question awaited;

    /**
     * Begins when a check has to wait for the first time.
     *
     * @param needed what the check itself has asked for up to now; grows with it
     */
    Prefetcher(
            DnsLookups lookups,
            SpfLimits limits,
            RecordCache<Parsed<SpfRecord>> records,
            long deadline,
            Client client,
            MacroExpander macros,
            Set<Question> needed) {
        this.lookups = lookups;
        this.limits = limits;
        this.records = records;
        this.late = deadline - (deadline - System.nanoTime()) / 10;
        this.client = client;
        this.macros = macros;
        this.needed = needed;
    }

    /** The check needs this answer now. */
    void need(Question question) {
        awaited = question;
        if (unused.remove(question) == Kind.HOST) {
            unusedHosts--;
        }
    }

    /**
     * Wishes for what the terms of a record may need; position by position, as far as the check can come.
     *
     * @param termsBefore how many terms the check will have evaluated before
     */
    void plan(SpfRecord record, DomainName domain, int termsBefore) {
        if (planned.add(domain)) {
            wishForTerms(record, domain, termsBefore);
        }
    }

    private void wishForTerms(SpfRecord record, DomainName domain, int termsBefore) {
        int position = termsBefore;
        for (SpfTerm term : record.terms()) {
            if (!(term instanceof Directive directive)) {
                continue;
            }
            Mechanism mechanism = directive.mechanism();
            if (matchesWithoutDns(mechanism)) {
                // The check ends here at the latest; what stands behind cannot matter.
                return;
            }
            if (!(mechanism instanceof Mechanism.Ip4) && !(mechanism instanceof Mechanism.Ip6)) {
                // RFC 7208 §4.6.4: a term beyond the limit is never evaluated.
                if (++position > limits.terms()) {
                    return;
                }
                wishFor(mechanism, domain, position);
            }
        }
        int last = position + 1;
        if (last <= limits.terms()) {
            record.redirect().ifPresent(redirect -> wishForRecord(redirect.domain(), domain, last));
        }
    }

    private boolean matchesWithoutDns(Mechanism mechanism) {
        return mechanism instanceof Mechanism.All
                || (mechanism instanceof Mechanism.Ip4 ip4 && client.isIn(ip4))
                || (mechanism instanceof Mechanism.Ip6 ip6 && client.isIn(ip6));
    }

    private void wishFor(Mechanism mechanism, DomainName domain, int position) {
        if (mechanism instanceof Mechanism.Include include) {
            wishForRecord(include.domain(), domain, position);
        } else if (mechanism instanceof Mechanism.A a) {
            DomainName target = target(a.domain(), domain);
            if (target != null) {
                wish(target, client.ip().addressType(), Kind.TERM, answer -> {});
            }
        } else if (mechanism instanceof Mechanism.Mx mx) {
            DomainName target = target(mx.domain(), domain);
            if (target != null) {
                wish(target, RecordType.MX, Kind.TERM, this::planHosts);
            }
        } else if (mechanism instanceof Mechanism.Ptr ptr) {
            DomainName target = target(ptr.domain(), domain);
            if (target != null) {
                wish(client.ip().reverseName(), RecordType.PTR, Kind.TERM, answer -> planNames(answer, target));
            }
        }
        // Not for exists: it asks about this mail, and the answers are in no cache.
    }

    private void wishForRecord(MacroString spec, DomainName domain, int position) {
        DomainName target = target(spec, domain);
        if (target != null && target.labelCount() > 1) {
            wish(target, RecordType.TXT, Kind.TERM, answer -> planRecord(answer, target, position));
        }
    }

    private void planRecord(DnsAnswer answer, DomainName domain, int termsBefore) {
        if (!(answer instanceof DnsAnswer.Failed)) {
            Selection selection = Selection.of(domain, answer, limits, records);
            selections.put(domain, selection);
            if (selection.record() != null) {
                plan(selection.record(), domain, termsBefore);
            }
        }
    }

    private @Nullable DomainName target(MacroString spec, DomainName domain) {
        if (spec.isEmpty()) {
            return domain;
        }
        String expanded = spec.uses(MACROS_OF_THE_MAIL) ? null : macros.domain(spec, domain);
        return expanded == null ? null : DomainName.ofOctets(expanded).orElse(null);
    }

    /** Wishes for the addresses of MX hosts, unless those are too many (RFC 7208 §4.6.4). */
    void planHosts(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Found found && found.records().size() <= limits.mxHosts()) {
            for (DomainName host : CheckDns.hosts(found)) {
                if (!host.equals(DomainName.ROOT)) {
                    wish(host, client.ip().addressType(), Kind.HOST, address -> {});
                }
            }
        }
    }

    /** Wishes for the addresses of the names that a {@code ptr} has to validate. */
    void planNames(DnsAnswer answer, DomainName target) {
        if (answer instanceof DnsAnswer.Found found) {
            List<DnsRecord> names = found.records();
            for (int i = 0; i < Math.min(names.size(), limits.ptrNames()); i++) {
                DomainName name = ((DnsRecord.Ptr) names.get(i)).name();
                if (name.isEqualOrBelow(target)) {
                    wish(name, client.ip().addressType(), Kind.HOST, address -> {});
                }
            }
        }
    }

    private void wish(DomainName name, RecordType type, Kind kind, Consumer<DnsAnswer> onArrival) {
        Question question = new Question(name, type);
        if (wished.add(question)) {
            wishes.add(new Wish(question, kind, onArrival));
        }
    }

    /** Asks what is wished for, as far as the bounds let it. */
    void ask() {
        // An answer that is there at once calls back from within; the loop that is running follows it up.
        if (asking) {
            return;
        }
        asking = true;
        while (underWay() < MAX_UNDER_WAY && voids <= limits.voids() && !closed) {
            Wish wish = nextWish();
            if (wish == null || isLate()) {
                break;
            }
            Question question = wish.question;
            // What another check of this message has asked is asked for its sake.
            if (!lookups.isAsked(question.name(), question.type())) {
                unused.put(question, wish.kind);
                unusedHosts += wish.kind == Kind.HOST ? 1 : 0;
            }
            underWay.add(question);
            // False when the checks of this message have asked ahead more than enough.
            closed = !lookups.prefetch(question.name(), question.type(), answer -> arrived(wish, answer));
        }
        asking = false;
    }

    private int underWay() {
        return underWay.size() + (awaited == null || underWay.contains(awaited) ? 0 : 1);
    }

    private @Nullable Wish nextWish() {
        for (Iterator<Wish> rest = wishes.iterator(); rest.hasNext(); ) {
            Wish wish = rest.next();
            int unusedOfKind = wish.kind == Kind.HOST ? unusedHosts : unused.size() - unusedHosts;
            if (needed.contains(wish.question)) {
                rest.remove();
            } else if (unusedOfKind < MAX_UNUSED) {
                rest.remove();
                return wish;
            }
        }
        return null;
    }

    private boolean isLate() {
        return System.nanoTime() - late > 0;
    }

    private void arrived(Wish wish, DnsAnswer answer) {
        underWay.remove(wish.question);
        if (!closed) {
            voids += wish.kind == Kind.TERM && CheckDns.isVoid(answer) ? 1 : 0;
            wish.onArrival.accept(answer);
            ask();
        }
    }

    /** What was selected and parsed already, when an answer came in; null when none did. */
    @Nullable
    Selection selection(DomainName domain) {
        return selections.get(domain);
    }

    /**
     * Ends the asking; answers may still come in while other checks of the same message wait.
     *
     * @return what was asked and not needed
     */
    Set<Question> close() {
        closed = true;
        return unused.keySet();
    }
}
