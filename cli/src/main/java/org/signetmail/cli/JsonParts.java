package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;

/** What several parts of a verdict are made of, in JSON. */
final class JsonParts {

    private JsonParts() {}

    /** What was read. */
    static Map<String, @Nullable Object> input(MailInput input, List<String> notes) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", input.name());
        object.put("problem", text(input.problem().map(NoMessage::code)));
        object.put("reason", input.problem().isPresent() ? input.said() : null);
        object.put("notes", notes);
        return object;
    }

    static List<Map<String, @Nullable Object>> findings(List<Finding> findings) {
        return findings.stream().map(JsonParts::finding).toList();
    }

    /** The findings that somebody lets pass, with the reason. */
    static List<Map<String, @Nullable Object>> allowed(List<Finding> findings, AllowList allowed) {
        return findings.stream()
                .filter(finding -> allowed.reason(finding).isPresent())
                .map(finding -> {
                    Map<String, @Nullable Object> object = new LinkedHashMap<>();
                    object.put("code", finding.code());
                    object.put("name", text(finding.name()));
                    object.put("message", finding.message());
                    object.put("reason", allowed.reason(finding).orElse(""));
                    return object;
                })
                .toList();
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("code", finding.code());
        object.put("severity", finding.severity().keyword());
        object.put("section", finding.section());
        object.put("name", text(finding.name()));
        object.put("position", finding.position().map(JsonParts::position).orElse(null));
        object.put("message", finding.message());
        object.put("remedy", finding.remedy());
        return object;
    }

    private static Map<String, @Nullable Object> position(Position position) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("text", position.text());
        object.put("offset", position.offset());
        object.put("length", position.length());
        return object;
    }

    static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    /** A constant as a word, such as {@code not-aligned}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
