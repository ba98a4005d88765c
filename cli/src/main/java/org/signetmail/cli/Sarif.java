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
 * URI (RFC 4501), one on a line of a file by that, and one that is a text as its place among the inputs. Columns count UTF-16 code
 * units from 1 on, as {@code columnKind} says; of a record in DNS, each octet is a column.
 */
final class Sarif {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** Where what was read from there is: a URI reference cannot be a hyphen alone and mean that. */
    private static final String STANDARD_INPUT = "stdin";

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
     * @param input what it was found in when it has no name in DNS, such as {@code record-1}
     */
    void add(String input, Finding finding) {
        add(input, finding, allowed);
    }

    /**
     * Adds a finding in what is on lines of a file.
     *
     * @param file its name, or {@code -} for standard input, which becomes {@value #STANDARD_INPUT}
     * @param line from 1 on
     * @param octets what was looked at: the position is in it or in one of its lines
     */
    void add(String file, int line, Finding finding, String octets) {
        add(located(file, line, finding, octets), finding, allowed);
    }

    /** Adds what is to be said of a line of the allow-list. */
    void add(AllowList.OfLine of) {
        Position position = of.finding().position().orElseThrow();
        Map<String, @Nullable Object> region = new LinkedHashMap<>();
        region.put("startLine", of.line());
        new Columns(of.indent(), of.indent() + position.length()).put(region);
        region.put("snippet", text(position.text()));
        add(located(of.file(), region), of.finding(), AllowList.NONE);
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
        finding.position()
                .ifPresent(position ->
                        place.put("region", region(position, finding.name().isPresent())));
        Map<String, @Nullable Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place);
        finding.name()
                .ifPresent(name -> location.put(
                        "logicalLocations",
                        List.of(Map.of("fullyQualifiedName", name.toString(), "kind", "resource"))));
        return location;
    }

    private static Map<String, @Nullable Object> located(String file, int line, Finding finding, String octets) {
        Map<String, @Nullable Object> region = new LinkedHashMap<>();
        region.put("startLine", line);
        finding.position().ifPresent(position -> {
            // Of a policy, which is looked at line by line, the text of the position is the line.
            if (octets.startsWith(position.text()) || octets.contains("\n" + position.text())) {
                Columns.ofUtf8(position).put(region);
            }
            region.put("snippet", snippet(position));
        });
        return located(file, region);
    }

    private static Map<String, @Nullable Object> located(String file, Map<String, @Nullable Object> region) {
        Map<String, @Nullable Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", encoded(file.equals("-") ? STANDARD_INPUT : file)));
        place.put("region", region);
        Map<String, @Nullable Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place);
        return location;
    }

    /**
     * A part of a line, in UTF-16 code units from 0 on.
     *
     * @param end behind its last one
     */
    private record Columns(int start, int end) {

        /** Of a text whose octets are UTF-8; a character that is marked in part is marked. */
        static Columns ofUtf8(Position position) {
            String octets = position.text();
            int start = position.offset();
            int end = start + position.length();
            while (start > 0 && start < octets.length() && isContinued(octets.charAt(start))) {
                start--;
            }
            while (end < octets.length() && isContinued(octets.charAt(end))) {
                end++;
            }
            int before = characters(octets.substring(0, start)).length();
            return new Columns(
                    before, before + characters(octets.substring(start, end)).length());
        }

        /** SARIF 2.1.0 §3.30.6 and §3.30.8: they count from 1, and the end column is the one behind the region. */
        void put(Map<String, @Nullable Object> region) {
            region.put("startColumn", start + 1);
            region.put("endColumn", end + 1);
        }
    }

    /** Within a character of UTF-8. */
    private static boolean isContinued(char octet) {
        return (octet & 0xC0) == 0x80;
    }

    private static String characters(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Hosts and domains have findings without a text. */
    private static boolean isOfText(Finding finding) {
        return !finding.code().startsWith("mx-") && !finding.code().startsWith("domain-");
    }

    /** A region of what was given as a text, or is published in DNS. */
    private static Map<String, @Nullable Object> region(Position position, boolean published) {
        Map<String, @Nullable Object> region = new LinkedHashMap<>();
        region.put("startLine", 1);
        Columns columns = published
                ? new Columns(position.offset(), position.offset() + position.length())
                : Columns.ofUtf8(position);
        columns.put(region);
        region.put("charOffset", columns.start());
        region.put("charLength", columns.end() - columns.start());
        region.put("snippet", published ? text(marked(position)) : snippet(position));
        return region;
    }

    private static String marked(Position position) {
        return position.text().substring(position.offset(), position.offset() + position.length());
    }

    private static Map<String, @Nullable Object> snippet(Position position) {
        return text(characters(marked(position)));
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
