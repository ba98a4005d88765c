package org.signetmail.dkim.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.dkim.Forge;

/** Which fields {@code h=} stands for, against a reading of RFC 6376 §5.4.2 that takes a list apart. */
class SignedHeaderTest {

    private static final List<String> NAMES = List.of(
            "From", "from", "Subject", "X-A", "x-a", "DKIM-Signature", "dkim-signature", "Absent", "absent", "Gone");

    private record Counted(String name, int signed, int present) {}

    @Test
    @DisplayName("instances from the bottom up, never the signature itself, wherever it stands")
    void selects() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StringBuilder header = new StringBuilder();
            for (int i = 1 + random.nextInt(12); i > 0; i--) {
                header.append(NAMES.get(random.nextInt(7)))
                        .append(": ")
                        .append(i)
                        .append("\r\n");
            }
            List<HeaderField> fields =
                    Message.of(Forge.octets(header.toString())).fields();
            HeaderField own = fields.get(random.nextInt(fields.size()));
            HeaderField signature = own.is("DKIM-Signature") ? own : null;
            List<String> names = Stream.generate(() -> NAMES.get(random.nextInt(NAMES.size())))
                    .limit(random.nextInt(15))
                    .toList();
            SignedHeader<Counted> selected =
                    SignedHeader.select(names, new FieldIndex(fields), signature, Counted::new);
            List<HeaderField> expected = new ArrayList<>();
            assertThat(selected.coverage())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(reference(names, fields, signature, expected));
            assertThat(selected.fields()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static List<Counted> reference(
            List<String> names, List<HeaderField> fields, HeaderField own, List<HeaderField> chosen) {
        Map<String, List<HeaderField>> left = new LinkedHashMap<>();
        Map<String, Integer> present = new LinkedHashMap<>();
        Map<String, Integer> mentions = new LinkedHashMap<>();
        for (String written : names) {
            String name = written.toLowerCase(Locale.ROOT);
            List<HeaderField> instances = left.computeIfAbsent(
                    name,
                    key -> new ArrayList<>(fields.stream()
                            .filter(field -> field.is(key) && field != own)
                            .toList()));
            present.putIfAbsent(name, instances.size());
            mentions.merge(name, 1, Integer::sum);
            if (!instances.isEmpty()) {
                chosen.add(instances.remove(instances.size() - 1));
            }
        }
        List<Counted> coverage = new ArrayList<>();
        mentions.forEach((name, count) -> coverage.add(new Counted(name, count, present.get(name))));
        return coverage;
    }
}
