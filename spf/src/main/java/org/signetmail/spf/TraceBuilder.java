package org.signetmail.spf;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DomainName;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** Writes down what a check does. The times of the queries are known at its end, so the tree is made then. */
final class TraceBuilder implements Tracer {

    private record Asked(Question question, DnsAnswer answer) {}

    /** A check or a term, while it is under way and until the tree is made. */
    private static final class Node {
        private final long begin = System.nanoTime();
        private final List<Asked> asked = new ArrayList<>();
        private final List<Node> below = new ArrayList<>();
        private final @Nullable SpfTerm term;
        private @Nullable DomainName domain;
        private @Nullable SpfRecord record;
        private SpfTrace.Verdict verdict = SpfTrace.Verdict.ERROR;
        private SpfResult result = SpfResult.NONE;
        private Duration elapsed = Duration.ZERO;
        private int terms;
        private int voids;
        private int queries;

        private Node(@Nullable SpfTerm term, @Nullable DomainName domain) {
            this.term = term;
            this.domain = domain;
        }

        private SpfCounts cost() {
            return new SpfCounts(terms, voids, queries);
        }
    }

    private final Deque<Node> open = new ArrayDeque<>();
    private final Map<Question, DnsQuery> queries = new HashMap<>();
    private @Nullable Node root;
    private @Nullable SpfTrace trace;

    @Override
    public void check(DomainName domain) {
        begin(new Node(null, domain));
    }

    @Override
    public void term(SpfTerm term) {
        begin(new Node(term, null));
    }

    private void begin(Node node) {
        if (root == null) {
            root = node;
        } else {
            open.element().below.add(node);
        }
        open.push(node);
    }

    @Override
    public void record(SpfRecord record) {
        open.element().record = record;
    }

    @Override
    public void target(DomainName target) {
        open.element().domain = target;
    }

    @Override
    public void asked(Question question, DnsAnswer answer, boolean first) {
        open.element().asked.add(new Asked(question, answer));
        open.element().queries += first ? 1 : 0;
    }

    @Override
    public void countedTerm() {
        open.element().terms++;
    }

    @Override
    public void countedVoid() {
        open.element().voids++;
    }

    @Override
    public void endOfCheck(SpfResult result) {
        open.element().result = result;
        end();
    }

    @Override
    public void endOfTerm(SpfTrace.Verdict verdict) {
        open.element().verdict = verdict;
        end();
    }

    private void end() {
        Node node = open.pop();
        node.elapsed = Duration.ofNanos(System.nanoTime() - node.begin);
        Node above = open.peek();
        if (above != null) {
            above.terms += node.terms;
            above.voids += node.voids;
            above.queries += node.queries;
        }
    }

    @Override
    public void end(DnsLookups lookups, SpfLimits limits, Set<Question> wasted) {
        lookups.queries().forEach(query -> queries.put(new Question(query.name(), query.type()), query));
        List<DnsQuery> notNeeded = queries.values().stream()
                .filter(query -> !query.used() && wasted.contains(new Question(query.name(), query.type())))
                .toList();
        trace = new SpfTrace(check(Objects.requireNonNull(root)), limits, notNeeded);
    }

    private SpfTrace.Check check(Node node) {
        return new SpfTrace.Check(
                Objects.requireNonNull(node.domain),
                node.asked.stream().map(this::query).toList(),
                Optional.ofNullable(node.record),
                node.below.stream().map(this::step).toList(),
                node.result,
                node.cost(),
                node.elapsed);
    }

    private SpfTrace.Step step(Node node) {
        return new SpfTrace.Step(
                Objects.requireNonNull(node.term),
                Optional.ofNullable(node.domain),
                node.asked.stream().map(this::query).toList(),
                node.below.stream().map(this::check).findFirst(),
                node.verdict,
                node.cost(),
                node.elapsed);
    }

    /** With its time; a question that the limits did not let out has none. What came too late was not told. */
    private DnsQuery query(Asked asked) {
        Question question = asked.question;
        DnsQuery query = queries.get(question);
        Duration elapsed = query == null ? Duration.ZERO : query.elapsed();
        boolean atOnce = query != null && query.atOnce();
        boolean stale = query != null && query.stale();
        return new DnsQuery(question.name(), question.type(), asked.answer, elapsed, true, atOnce, stale);
    }

    @Override
    public Optional<SpfTrace> trace() {
        return Optional.ofNullable(trace);
    }
}
