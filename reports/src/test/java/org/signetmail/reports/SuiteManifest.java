package org.signetmail.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signetmail.testkit.Conformance;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the suite of reports expects: read once, as its cases are run one by one, too. */
final class SuiteManifest {

    /** Where it is, if it is there. */
    static final Optional<Path> FILE = Conformance.find("reports/manifest.json");

    private SuiteManifest() {}

    /** Its files, each with what is expected of it. */
    static List<Map<?, ?>> files() {
        return Contents.ALL;
    }

    private static final class Contents {
        static final List<Map<?, ?>> ALL = read();

        private static List<Map<?, ?>> read() {
            try {
                LoadSettings settings =
                        LoadSettings.builder().setCodePointLimit(1 << 24).build();
                Map<?, ?> suite = (Map<?, ?>) new Load(settings).loadFromString(Files.readString(FILE.orElseThrow()));
                return ((List<?>) suite.get("files"))
                        .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
