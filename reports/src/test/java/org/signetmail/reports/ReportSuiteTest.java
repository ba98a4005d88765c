package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.signetmail.testkit.Conformance;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The inputs of the suite of reports: each gives its expected values, problems and remarks, or its expected refusal. */
class ReportSuiteTest {

    /** A factory that finds nothing counts as no test at all; this one counts as skipped. */
    @Test
    void theSuiteIsThere() {
        assumeTrue(SuiteManifest.FILE.isPresent(), Conformance.MISSING);
    }

    @TestFactory
    Stream<DynamicTest> suite() {
        Optional<Path> manifest = SuiteManifest.FILE;
        if (manifest.isEmpty()) {
            return abort(Conformance.MISSING);
        }
        List<Map<?, ?>> files = SuiteManifest.files();
        assertThat(files).hasSize(111);
        return files.stream().flatMap(each -> {
            String name = (String) each.get("file");
            Path file = manifest.get().resolveSibling(name);
            return Stream.of(
                    DynamicTest.dynamicTest(name, () -> check(each, ReportReader.DEFAULT.read(file), true)),
                    DynamicTest.dynamicTest(name + ", as a stream", () -> check(each, readStream(file), false)));
        });
    }

    private static ReadOutcome readStream(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ReportReader.DEFAULT.read(in);
        }
    }

    private static void check(Map<?, ?> expected, ReadOutcome outcome, boolean nameTold) throws IOException {
        if (expected.get("expect").equals("refuse")) {
            Map<?, ?> refusal = (Map<?, ?>) expected.get("refusal");
            assertThat(outcome.reports()).isEmpty();
            assertThat(outcome.refusals()).hasSize(1);
            Refusal given = outcome.refusals().get(0);
            List<Object> types = new ArrayList<>(list(refusal.get("also")));
            types.add(refusal.get("type"));
            assertThat(types).as(given.toString()).contains(given.type().keyword());
            if (given.type() == RefusalType.LIMIT) {
                assertThat(new ArrayList<Object>(list(refusal.get("limit"))))
                        .as(given.toString())
                        .contains(given.limit().orElseThrow().keyword());
            }
            assertThat(given.reason()).isNotEmpty().doesNotEndWith(".");
            return;
        }
        assertThat(outcome.refusals()).isEmpty();
        List<Object> problems = new ArrayList<>(list(expected.get("problems")));
        if (nameTold) {
            problems.addAll(list(expected.get("nameProblems")));
        }
        assertThat(codes(outcome.problems())).isEqualTo(new TreeSet<>(problems));
        assertThat(codes(outcome.remarks())).isEqualTo(new TreeSet<>(list(expected.get("remarks"))));
        List<?> reports = list(expected.get("reports"));
        assertThat(outcome.reports()).hasSameSizeAs(reports);
        for (int i = 0; i < reports.size(); i++) {
            Map<String, Object> wanted = normalized((Map<?, ?>) reports.get(i));
            int records = list(wanted.get("records")).size();
            assertThat(json(outcome, records, i)).isEqualTo(wanted);
            wanted.remove("recordsShown");
            assertThat(normalized(AsManifest.of(outcome.reports().get(i), records)))
                    .isEqualTo(wanted);
        }
    }

    /** What {@link ReportJson} writes has the very shape of the manifest. */
    private static Map<String, Object> json(ReadOutcome outcome, int records, int index) throws IOException {
        StringBuilder line = new StringBuilder();
        ReportJson.DEFAULT.withRecords(records).write("x", outcome, line);
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(1 << 24).build();
        Map<?, ?> read = (Map<?, ?>) new Load(settings).loadFromString(line.toString());
        return normalized((Map<?, ?>) list(read.get("reports")).get(index));
    }

    private static Set<Object> codes(List<ReportProblem> problems) {
        return new TreeSet<>(problems.stream().map(ReportProblem::code).toList());
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    /** Numbers as long, runs of white space as one space, domains in lower case: what the suite says is equal. */
    private static Map<String, Object> normalized(Map<?, ?> map) {
        Map<String, Object> normal = new LinkedHashMap<>();
        map.forEach((key, value) -> normal.put((String) key, normalized((String) key, value)));
        return normal;
    }

    private static Object normalized(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return normalized(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> normalized(key, each)).toList();
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text) {
            String collapsed = FieldText.collapse(text);
            boolean domain = key.toLowerCase(Locale.ROOT).endsWith("domain") || key.equals("headerFrom");
            return domain ? collapsed.toLowerCase(Locale.ROOT) : collapsed;
        }
        return value;
    }
}
