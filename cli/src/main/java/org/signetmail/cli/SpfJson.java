package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.spf.SpfCounts;
import org.signetmail.spf.SpfExplanation;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.SpfTrace;

/** An SPF outcome in JSON, with what each domain and each term cost. */
final class SpfJson {

    private SpfJson() {}

    static Map<String, @Nullable Object> of(SpfOutcome spf) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", spf.result().keyword());
        object.put("problem", JsonParts.text(spf.problem().map(SpfProblem::code)));
        object.put("identity", spf.identity().keyword());
        object.put("heloStoodIn", spf.heloStoodIn());
        object.put("domain", JsonParts.text(spf.domain()));
        object.put("reason", spf.reason());
        object.put(
                "path",
                spf.path()
                        .map(path -> path.terms().stream().map(Object::toString).toList())
                        .orElse(List.of()));
        object.put("explanation", spf.explanation().map(SpfJson::explanation).orElse(null));
        object.put("counts", counts(spf.counts()));
        object.put("authentic", spf.authentic());
        object.put("findings", JsonParts.findings(spf.findings()));
        object.put("trace", spf.trace().map(trace -> check(trace.check())).orElse(null));
        return object;
    }

    private static Map<String, @Nullable Object> explanation(SpfExplanation explanation) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", explanation.domain().toString());
        object.put("text", explanation.text());
        return object;
    }

    private static Map<String, @Nullable Object> counts(SpfCounts counts) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("terms", counts.terms());
        object.put("voids", counts.voids());
        object.put("queries", counts.queries());
        return object;
    }

    private static Map<String, @Nullable Object> check(SpfTrace.Check check) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", check.domain().toString());
        object.put("result", check.result().keyword());
        object.put("record", JsonParts.text(check.record()));
        object.put("cost", counts(check.cost()));
        object.put("steps", check.steps().stream().map(SpfJson::step).toList());
        return object;
    }

    private static Map<String, @Nullable Object> step(SpfTrace.Step step) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("term", step.term().toString());
        object.put("target", JsonParts.text(step.target()));
        object.put("verdict", JsonParts.word(step.verdict()));
        object.put("cost", counts(step.cost()));
        object.put("check", step.check().map(SpfJson::check).orElse(null));
        return object;
    }
}
