package org.signetmail.cli.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The work that an input makes grows no faster than the input: the nastiest ones at n, 2n, 4n and 8n, by steps and by octets
 * allocated, which no clock and no other program changes.
 */
class GrowthTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Of an input of eight times the size: half as much again for what is sorted, for tables that grow by doubling, and for what begins
     * beyond some size. What grows with the square is at 64.
     */
    private static final long MOST = 12;

    /** What no input here may take, linear or not: they have some tens of KB, or a field at its limit of 256 KB. */
    private static final long MOST_STEPS = 100_000_000;

    /** Less is not looked at: what is made once. */
    private static final long FEW_STEPS = 20_000;

    private static final long FEW_OCTETS = 1_000_000;

    /**
     * What an input took.
     *
     * @param steps by {@link Steps}
     * @param octets that were allocated
     */
    private record Work(long steps, long octets) {}

    static Stream<Arguments> inputs() throws ReflectiveOperationException {
        return load("GrowthInputs").entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, IntFunction<Runnable>> load(String name) throws ReflectiveOperationException {
        Class<?> counted = new CountedClasses().loadClass(GrowthTest.class.getPackageName() + "." + name);
        return ((Supplier<Map<String, IntFunction<Runnable>>>)
                        counted.getDeclaredConstructor().newInstance())
                .get();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    @DisplayName("hostile: the work for an input is linear")
    void linear(String name, IntFunction<Runnable> sized) {
        check(name, sized);
    }

    private static void check(String name, IntFunction<Runnable> sized) {
        sized.apply(1).run();
        Map<Integer, Work> works = new TreeMap<>();
        for (int times = 1; times <= 8; times *= 2) {
            works.put(times, measure(sized.apply(times)));
        }
        Work once = works.get(1);
        assertThat(works.get(8).steps)
                .as("steps of %s: %s", name, works)
                .isLessThan(Math.min(MOST_STEPS, most(once.steps, FEW_STEPS)));
        assertThat(works.get(8).octets).as("octets of %s: %s", name, works).isLessThan(most(once.octets, FEW_OCTETS));
    }

    private static long most(long once, long few) {
        return MOST * Math.max(once, few);
    }

    private static Work measure(Runnable run) {
        long steps = Steps.count();
        long octets = THREADS.getCurrentThreadAllocatedBytes();
        run.run();
        return new Work(Steps.count() - steps, THREADS.getCurrentThreadAllocatedBytes() - octets);
    }

    @Test
    @DisplayName("what grows faster is told: loops, scans of the JDK, and copies")
    void canFail() throws ReflectiveOperationException {
        Map<String, IntFunction<Runnable>> planted = load("PlantedGrowth");

        assertThat(planted).hasSize(4);
        check("linear", planted.get("linear"));
        for (String name : new String[] {"loop", "scan", "copy"}) {
            assertThatThrownBy(() -> check(name, planted.get(name)))
                    .as(name)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(name.equals("copy") ? "octets of copy" : "steps of " + name);
        }
    }
}
