package org.signetmail.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** That a check waits changes no verdict; how long it waits is for no test. */
class WaitingTest {

    @TestFactory
    @DisplayName("The right verdict, again and again")
    Stream<DynamicTest> verdicts() {
        return Waiting.all(Duration.ofMillis(1)).stream()
                .flatMap(row -> row.engines().keySet().stream()
                        .map(engine -> dynamicTest(row.name() + ": " + engine.title(), () -> {
                            Operation operation = row.operation(engine);
                            for (int i = 0; i < 3; i++) {
                                assertThat(operation.run()).isNotNull();
                            }
                        })));
    }

    @Test
    @DisplayName("Time is told in round trips")
    void roundTrips() {
        assertThat(new Figure(Row.Unit.ROUND_TRIPS, 62e6, 0).time()).isEqualTo("3.1 round trips");
        assertThat(new Figure(Row.Unit.CPU, 62e6, 0).time()).isEqualTo("62.0 ms");
    }
}
