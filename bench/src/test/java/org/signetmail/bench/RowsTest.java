package org.signetmail.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whoever is in the table does the work, and with the right result: operations, or who makes them, look at it. */
class RowsTest {

    @TestFactory
    @DisplayName("Every engine of every row gives its result; 25 MB is left out for its time")
    Stream<DynamicTest> operations() {
        return Rows.all().stream()
                .filter(row -> !row.name().contains("25 MB"))
                .flatMap(row -> row.engines().keySet().stream()
                        .map(engine -> dynamicTest(row.name() + ": " + engine.title(), () -> {
                            needsNativeCode(row);
                            assertThat(run(row, engine)).isNotNull();
                        })));
    }

    /** Two of the peers sign wrongly under a Turkish locale, where they make an i without a dot of the I in In-Reply-To. */
    private static Object run(Row row, Engine engine) throws Exception {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(engine.isPeer() ? Locale.ROOT : locale);
            return row.operation(engine).run();
        } finally {
            Locale.setDefault(locale);
        }
    }

    private static void needsNativeCode(Row row) {
        if (row.name().contains("Corretto")) {
            Throwable error = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
            Assumptions.assumeTrue(
                    error == null, () -> "AmazonCorrettoCryptoProvider has no native code for this machine: " + error);
        }
    }

    @Test
    @DisplayName("A name finds one row")
    void names() {
        List<String> names = Rows.all().stream().map(Row::name).toList();
        assertThat(names).doesNotHaveDuplicates();
    }
}
