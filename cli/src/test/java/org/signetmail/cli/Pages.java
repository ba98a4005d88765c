package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the documentation, and the blocks in them. */
final class Pages {

    private static final String FENCE = "```";

    private Pages() {}

    /**
     * What stands between two fences.
     *
     * @param page the file
     * @param line the number of the opening fence, from 1
     * @param language what is written behind the opening fence, or nothing
     * @param above the line above the opening fence
     * @param lines what is between
     */
    record Block(Path page, int line, String language, String above, List<String> lines) {

        String text() {
            return String.join("\n", lines) + "\n";
        }

        @Override
        public String toString() {
            return Repository.top().relativize(page) + ":" + line + " " + language;
        }
    }

    /** All pages: those at the top, and those of docs and rules. A module's own README is its own. */
    static List<Path> all() {
        Path top = Repository.top();
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(top)) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pages.addAll(files(top.resolve("docs"), ".md"));
        pages.addAll(files(top.resolve("rules"), ".md"));
        return pages;
    }

    /** The files below a folder, if it is there, whose names end so. */
    static List<Path> files(Path folder, String end) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in a file. */
    static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of all pages. */
    static Stream<Block> blocks() {
        return all().stream().flatMap(page -> blocks(page).stream());
    }

    /** The blocks of a page, in order. A fence may be indented, as it is below an item of a list. */
    static List<Block> blocks(Path page) {
        List<String> lines = text(page).lines().toList();
        List<Block> blocks = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).strip().startsWith(FENCE)) {
                continue;
            }
            if (open < 0) {
                open = i;
                continue;
            }
            String language = lines.get(open).strip().substring(FENCE.length());
            blocks.add(new Block(
                    page, open + 1, language, open > 0 ? lines.get(open - 1) : "", lines.subList(open + 1, i)));
            open = -1;
        }
        if (open >= 0) {
            throw new IllegalArgumentException(page + ": the fence of line " + (open + 1) + " is not closed");
        }
        return blocks;
    }
}
