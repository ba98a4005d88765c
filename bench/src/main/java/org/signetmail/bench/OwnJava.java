package org.signetmail.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs in a Java of their own, of the same version and with the same classes as this one. */
final class OwnJava {

    private OwnJava() {}

    /**
     * Not started yet.
     *
     * @param options of Java
     * @param command a main class, given by its name, and its arguments
     */
    static ProcessBuilder of(List<String> options, List<String> command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        line.addAll(command);
        return new ProcessBuilder(line);
    }
}
