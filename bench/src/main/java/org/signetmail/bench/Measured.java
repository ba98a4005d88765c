package org.signetmail.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The one benchmark: an operation of a row, by an engine. JMH measures the time that goes by and the octets allocated;
 * the counters add the time on the processor, which other programs on the machine disturb less.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        // A young generation that is in memory from the start and gets no time to be paged out: else faults are
        // measured.
        jvmArgsAppend = {"-Xms256m", "-Xmn128m", "-Xmx2g", "-XX:+AlwaysPreTouch"})
public class Measured {

    /** For JMH. */
    public Measured() {}

    /** The operation. */
    @State(Scope.Benchmark)
    public static class Work {

        /** For JMH. */
        public Work() {}

        /** The row's name. */
        @Param("")
        public String row = "";

        /** The engine's name. */
        @Param("SIGNET")
        public String engine = "";

        private Operation operation = () -> row;

        /**
         * Gets the operation ready and looks at its result once.
         *
         * @throws Exception when it is wrong
         */
        @Setup(Level.Trial)
        public void make() throws Exception {
            operation = Rows.named(row).operation(Engine.valueOf(engine));
        }
    }

    /** What one iteration took. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Spent {

        /** For JMH. */
        public Spent() {}

        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        /** Nanoseconds on the processor. */
        public long cpu;

        /** How often the operation was done. */
        public long operations;

        private long start;

        /** Begins to count. */
        @Setup(Level.Iteration)
        public void begin() {
            operations = 0;
            start = THREADS.getCurrentThreadCpuTime();
        }

        /** Ends counting. */
        @TearDown(Level.Iteration)
        public void end() {
            cpu = THREADS.getCurrentThreadCpuTime() - start;
        }
    }

    /**
     * Does the operation once.
     *
     * @param work the operation
     * @param spent counts
     * @return what JMH has to believe is used
     * @throws Exception when it went wrong
     */
    @Benchmark
    public Object run(Work work, Spent spent) throws Exception {
        spent.operations++;
        return work.operation.run();
    }
}
