package org.signetmail.reports;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * What a database keeps as one text, in ASCII: absent members are not there, an empty text is one. Of a word what was written is
 * kept, not what it means, so that nothing of it is lost.
 */
final class StoredJson {

    private static final int DEEPEST = 8;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(1 << 30)
                    .build())
            .build();

    private StoredJson() {}

    /** Writes members. */
    static final class Out {
        private final JsonGenerator json;

        private Out(JsonGenerator json) {
            this.json = json;
        }

        Out text(String name, Optional<String> value) {
            value.ifPresent(text -> json.writeStringProperty(name, text));
            return this;
        }

        Out word(String name, Reported<?> word) {
            return text(name, word.text());
        }

        Out number(String name, Optional<Long> value) {
            value.ifPresent(number -> json.writeNumberProperty(name, number));
            return this;
        }

        Out time(String name, Optional<Instant> value) {
            return number(name, value.map(Instant::getEpochSecond));
        }

        Out texts(String name, List<String> values) {
            if (!values.isEmpty()) {
                json.writeName(name).writeStartArray();
                values.forEach(json::writeString);
                json.writeEndArray();
            }
            return this;
        }

        void object(String name, Consumer<Out> members) {
            json.writeName(name);
            members(members);
        }

        <T> Out objects(String name, List<T> values, java.util.function.BiConsumer<Out, T> members) {
            if (!values.isEmpty()) {
                json.writeName(name).writeStartArray();
                values.forEach(value -> members(out -> members.accept(out, value)));
                json.writeEndArray();
            }
            return this;
        }

        private void members(Consumer<Out> members) {
            json.writeStartObject();
            members.accept(this);
            json.writeEndObject();
        }
    }

    static String write(Consumer<Out> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            new Out(json).members(members);
        }
        return text.toString();
    }

    /** Members that were read. */
    static final class In {

        private final Map<String, Object> members;

        private In(Map<String, Object> members) {
            this.members = members;
        }

        Optional<String> text(String name) {
            return value(name, String.class);
        }

        <E extends Enum<E>> Reported<E> word(String name, Words<E> words) {
            return StoredJson.word(text(name).orElse(null), words);
        }

        Optional<Long> number(String name) {
            return value(name, Long.class);
        }

        long count(String name) {
            return number(name).orElse(0L);
        }

        Optional<Instant> time(String name) {
            return number(name).map(Instant::ofEpochSecond);
        }

        List<String> texts(String name) {
            return values(name, String.class);
        }

        Optional<In> object(String name) {
            return value(name, In.class);
        }

        List<In> objects(String name) {
            return values(name, In.class);
        }

        private <T> Optional<T> value(String name, Class<T> type) {
            return Optional.ofNullable(members.get(name)).map(type::cast);
        }

        private <T> List<T> values(String name, Class<T> type) {
            List<T> values = new ArrayList<>();
            for (Object each : value(name, List.class).orElse(List.of())) {
                values.add(type.cast(each));
            }
            return values;
        }
    }

    /** What a word means that was written down as it was read. */
    static <E extends Enum<E>> Reported<E> word(@Nullable String text, Words<E> words) {
        return text == null ? Reported.absent() : words.read(text, "", new Problems(null));
    }

    /**
     * Reads it back.
     *
     * @throws IllegalStateException when somebody else has written into the table
     */
    static In read(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                return object(json);
            }
        } catch (JacksonException | ClassCastException e) {
            throw new IllegalStateException("not what was stored", e);
        }
        throw new IllegalStateException("not what was stored");
    }

    private static In object(JsonParser json) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, value(json));
        }
        return new In(members);
    }

    private static Object value(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(json);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> values = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(json));
            }
            return values;
        }
        return token == JsonToken.VALUE_NUMBER_INT ? (Object) json.getLongValue() : json.getString();
    }
}
