package org.signetmail.cli;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.signetmail.core.Severity;
import org.signetmail.dmarc.domain.SenderProfile;

/** The words that an option or a parameter takes, as a shell completes them, where its type does not tell. */
abstract sealed class Words implements Iterable<String> {

    private final List<String> words;

    private Words(List<String> words) {
        this.words = words;
    }

    private static List<String> of(Enum<?>[] values) {
        return Stream.of(values).map(JsonParts::word).toList();
    }

    @Override
    public Iterator<String> iterator() {
        return words.iterator();
    }

    /** Of {@code --fail-on}. */
    static final class Severities extends Words {
        Severities() {
            super(of(Severity.values()));
        }
    }

    /** Of {@code --profile}. */
    static final class Profiles extends Words {
        Profiles() {
            super(of(SenderProfile.values()));
        }
    }

    /** Of {@code signet help}. */
    static final class Commands extends Words {
        Commands() {
            super(Main.COMMANDS);
        }
    }
}
