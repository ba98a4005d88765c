package org.signetmail.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;

/**
 * Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS). A record in DNS is told as a {@code dns:}
 * URI (RFC 4501), one on a line of a file by that, and one that is a text as its place among the inputs; a region there counts
 * characters of the record, which are octets.
 */
final class Sarif {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final AllowList allowed;
    private final List<FindingCode> rules = FindingCodes.all();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<Object> results = new ArrayList<>();

    Sarif(AllowList allowed) {
        this.allowed = allowed;
        for (int i = 0; i < rules.size(); i++) {
            indexes.put(rules.get(i).code(), i);
        }
    }

    /**
     * Adds a finding, an allowed one as suppressed.
     *
     * @param input what it was found in when it has no name in DNS, such as {@code record-1}, or the name of a file
     */
    void add(String input, Finding finding) {
        add(input, finding, allowed);
    }

    /** Adds a finding in a record that is a line of a file, from 1 on. */
    void add(String file, int line, Finding finding) {
        add(located(file, line, finding), finding, allowed);
    }

    /** The same as the first, allowed by what holds there. */
    void add(String input, Finding finding, AllowList there) {
        add(location(input, finding), finding, there);
    }

    private void add(Map<String, @Nullable Object> location, Finding finding, AllowList there) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.code());
        Integer index = indexes.get(finding.code());
        if (index != null) {
            result.put("ruleIndex", index);
        }
        result.put("level", level(finding.severity()));
        String remedy = finding.remedy().isEmpty() ? "" : " " + finding.remedy();
        result.put("message", text(literal(finding.message() + remedy)));
        result.put("locations", List.of(location));
        there.reason(finding)
                .ifPresent(reason -> result.put(
                        "suppressions",
                        List.of(Map.of("kind", "external", "status", "accepted", "justification", reason))));
        results.add(result);
    }

    /** The whole log, on one line. */
    @Override
    public String toString() {
        Map<String, @Nullable Object> driver = new LinkedHashMap<>();
        driver.put("name", "signet");
        driver.put("rules", rules.stream().map(Sarif::rule).toList());
        Map<String, @Nullable Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", results);
        Map<String, @Nullable Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return Json.of(log);
    }

    private static Map<String, @Nullable Object> rule(FindingCode code) {
        Map<String, @Nullable Object> rule = new LinkedHashMap<>();
        rule.put("id", code.code());
        rule.put("shortDescription", text(code.meaning()));
        rule.put("defaultConfiguration", Map.of("level", level(code.severity())));
        if (!code.section().isEmpty()) {
            rule.put("properties", Map.of("section", code.section()));
        }
        return rule;
    }

    private static Map<String, @Nullable Object> location(String input, Finding finding) {
        String uri = finding.name()
                .map(name -> "dns:" + encoded(name.toString()) + (isOfText(finding) ? "?type=TXT" : ""))
                .orElseGet(() -> encoded(input));
        Map<String, @Nullable Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", uri));
        finding.position().ifPresent(position -> place.put("region", region(position)));
        Map<String, @Nullable Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place);
        finding.name()
                .ifPresent(name -> location.put(
                        "logicalLocations",
                        List.of(Map.of("fullyQualifiedName", name.toString(), "kind", "resource"))));
        return location;
    }

    /** Columns would be those of the record: what stands before it on the line, and how its octets were written, is not known. */
    private static Map<String, @Nullable Object> located(String file, int line, Finding finding) {
        Map<String, @Nullable Object> region = new LinkedHashMap<>();
        region.put("startLine", line);
        finding.position().ifPresent(position -> region.put("snippet", snippet(position)));
        Map<String, @Nullable Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", encoded(file)));
        place.put("region", region);
        Map<String, @Nullable Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place);
        return location;
    }

    /** Hosts and domains have findings without a text. */
    private static boolean isOfText(Finding finding) {
        return !finding.code().startsWith("mx-") && !finding.code().startsWith("domain-");
    }

    private static Map<String, @Nullable Object> region(Position position) {
        Map<String, @Nullable Object> region = new LinkedHashMap<>();
        region.put("charOffset", position.offset());
        region.put("charLength", position.length());
        region.put("snippet", snippet(position));
        return region;
    }

    private static Map<String, @Nullable Object> snippet(Position position) {
        return text(position.text().substring(position.offset(), position.offset() + position.length()));
    }

    private static Map<String, @Nullable Object> text(String text) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("text", text);
        return object;
    }

    /** SARIF 2.1.0 §3.11.5 and §3.11.6: braces would be places to fill, and brackets a link, which might be a stranger's. */
    private static String literal(String message) {
        StringBuilder literal = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            switch (c) {
                case '{', '}' -> literal.append(c).append(c);
                case '[', ']' -> literal.append('\\').append(c);
                default -> literal.append(c);
            }
        }
        return literal.toString();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    /** RFC 3986 §2.1: what is neither unreserved nor a slash is percent-encoded. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~/".indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
