package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JVM of its own, with what it says in a file; see {@link Lifeline}. */
final class Child implements AutoCloseable {

    /** Those of a test, to be closed whatever became of it. */
    static final class Children implements AutoCloseable {
        private final Path directory;
        private final List<Child> started = new ArrayList<>();

        Children(Path directory) {
            this.directory = directory;
        }

        /** What it says is added to the log of its name. */
        Child start(String name, String heap, String... arguments) throws IOException {
            Child child = Child.start(directory, name, heap, arguments);
            started.add(child);
            return child;
        }

        /** What all have said, those of one name together. */
        String said() throws IOException {
            Map<Path, String> said = new TreeMap<>();
            for (Child each : started) {
                said.put(each.log, each.log.getFileName() + "\n" + each.said());
            }
            return String.join("\n", said.values());
        }

        @Override
        public void close() {
            started.forEach(Child::close);
        }
    }

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    private static Child start(Path directory, String name, String heap, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + temporary,
                "-Dlog4j2.StatusLogger.level=OFF",
                "-Dfile.encoding=" + System.getProperty("file.encoding"),
                "-Duser.language=" + System.getProperty("user.language"),
                "-Duser.country=" + System.getProperty("user.country"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Lifeline.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
        return new Child(process, log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String said() throws IOException {
        return Files.exists(log) ? Files.readString(log, UTF_8) : "";
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
