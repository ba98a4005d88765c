package org.signetmail.dkim.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.Forge;

/** The index against a search from top to bottom. */
class FieldIndexTest {

    private static final List<String> NAMES =
            List.of("A", "b", "AB", "Ab", "ba", "X-A", "x-b", "X-ab", "content-type", "Content-Length", "a ", "AB\t");

    @ParameterizedTest(name = "{0} fields")
    @ValueSource(ints = {0, 1, 2, 3, 7, 31, 40, 300})
    void findsWhatASearchFinds(int count) {
        Random random = new Random(count);
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            header.append(random.nextInt(9) == 0 ? "no field" : name + ":" + i).append("\r\n");
        }
        Message message = Message.of(Forge.octets(header.toString()));
        FieldIndex index = new FieldIndex(message.fields());
        for (String name : List.of("a", "b", "ab", "ba", "x-a", "x-b", "x-ab", "content-type", "content", "z", "")) {
            assertThat(index.named(name)).isEqualTo(message.fields(name));
        }
        for (String prefix : List.of("", "a", "x-", "content-", "content-type", "content-type-", "z")) {
            Set<String> expected = new LinkedHashSet<>();
            for (HeaderField field : message.fields()) {
                String lower = Ascii.lowerCase(field.name());
                if (field.isWellFormed() && lower.startsWith(prefix)) {
                    expected.add(lower);
                }
            }
            assertThat(index.namesWithPrefix(prefix)).containsExactlyElementsOf(expected);
        }
    }
}
