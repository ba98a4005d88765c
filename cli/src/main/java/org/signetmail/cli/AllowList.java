package org.signetmail.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;

/**
 * Findings that are known and allowed for a time, as a file has them: a line each of a code, a name in DNS or {@code *}, the
 * last day (UTC), and the reason. Lines that start with {@code #} and empty ones count for nothing.
 */
final class AllowList {

    /** A line that has run out. */
    static final FindingCode EXPIRED = FindingCode.of(
            "allow-expired",
            Severity.WARNING,
            "",
            "A line of the allow-list has passed its last day and allows nothing.");

    /** A line that covers nothing that was found where it could. */
    static final FindingCode UNUSED = FindingCode.of(
            "allow-unused", Severity.INFO, "", "A line of the allow-list covers nothing that was found.");

    /** Of code, name, day and reason. */
    private static final int PARTS = 4;

    private static final String FORM = "a line is: code, name or *, last day as in 2027-01-31, reason";

    static final AllowList NONE = new AllowList("", List.of(), LocalDate.MIN, Optional.empty());

    /** What one line allows. */
    record Line(
            int number,
            int indent,
            String code,
            Optional<DomainName> name,
            LocalDate last,
            String reason,
            String text) {

        boolean covers(Finding finding, Optional<DomainName> checked) {
            return code.equals(finding.code())
                    && (name.isEmpty()
                            || finding.name()
                                    .filter(at -> at.isEqualOrBelow(name.get()))
                                    .isPresent()
                            || checked.filter(at -> at.isEqualOrBelow(name.get()))
                                    .isPresent());
        }
    }

    /**
     * What is to be said of a line.
     *
     * @param finding with the line as its text
     * @param file as it was named
     * @param line from 1 on
     * @param indent how many characters stand in front of it
     */
    record OfLine(Finding finding, String file, int line, int indent) {}

    private final String file;
    private final List<Line> lines;
    private final LocalDate today;
    private final Optional<DomainName> checked;

    private AllowList(String file, List<Line> lines, LocalDate today, Optional<DomainName> checked) {
        this.file = file;
        this.lines = List.copyOf(lines);
        this.today = today;
        this.checked = checked;
    }

    /** The same for what was found of a domain: a line with its name covers what is found at its hosts, wherever they are. */
    AllowList of(DomainName domain) {
        return new AllowList(file, lines, today, Optional.of(domain));
    }

    /**
     * Reads a file.
     *
     * @param today the day by UTC
     * @throws UsageException when it cannot be read, or a line is none: with its number and what is expected
     */
    static AllowList read(String file, LocalDate today) throws UsageException {
        try {
            return of(file, Files.readString(Path.of(file), StandardCharsets.UTF_8), today);
        } catch (IOException | InvalidPathException e) {
            throw UsageException.unreadable(file, e);
        }
    }

    static AllowList of(String file, String text, LocalDate today) throws UsageException {
        List<Line> lines = new ArrayList<>();
        Collection<String> codes = FindingCodes.names();
        int number = 0;
        for (String whole :
                (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList()) {
            number++;
            String line = whole.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(
                        line(number, whole.indexOf(line), line, codes, Printable.of(file) + ", line " + number + ": "));
            }
        }
        return new AllowList(file, lines, today, Optional.empty());
    }

    private static Line line(int number, int indent, String text, Collection<String> codes, String where)
            throws UsageException {
        String[] parts = text.split("\\s+", PARTS);
        if (parts.length < PARTS) {
            throw new UsageException(where + FORM);
        }
        if (!codes.contains(parts[0])) {
            throw new UsageException(where + "there is no finding " + Printable.of(parts[0])
                    + Nearest.of(parts[0], codes)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; docs/findings.md lists them"));
        }
        Optional<DomainName> name = parts[1].equals("*") ? Optional.empty() : DomainName.parse(parts[1]);
        if (name.isEmpty() && !parts[1].equals("*")) {
            throw new UsageException(where + Printable.of(parts[1]) + " is no name in DNS; " + FORM);
        }
        try {
            return new Line(number, indent, parts[0], name, LocalDate.parse(parts[2]), parts[3], text);
        } catch (DateTimeException e) {
            throw new UsageException(where + Printable.of(parts[2]) + " is no day; " + FORM);
        }
    }

    /** Why a finding is allowed today; nothing when it is not. */
    Optional<String> reason(Finding finding) {
        return covering(finding).map(Line::reason);
    }

    private Optional<Line> covering(Finding finding) {
        return lines.stream()
                .filter(line -> !hasExpired(line) && line.covers(finding, checked))
                .findFirst();
    }

    private boolean hasExpired(Line line) {
        return line.last().isBefore(today);
    }

    /** The findings that are not allowed today, in their order. */
    List<Finding> counting(List<Finding> findings) {
        return findings.stream().filter(finding -> reason(finding).isEmpty()).toList();
    }

    /** The lines that cover one of these findings or more, whichever covers it first. */
    Set<Line> used(List<Finding> findings) {
        return lines.stream()
                .filter(line -> findings.stream().anyMatch(finding -> line.covers(finding, checked)))
                .collect(Collectors.toSet());
    }

    /** A finding for each line that has run out: who wrote it wanted to look again. */
    List<OfLine> expired() {
        return lines.stream()
                .filter(this::hasExpired)
                .map(line -> told(
                        line,
                        EXPIRED.finding(where(line) + " let " + line.code() + " pass until " + line.last() + ": "
                                        + Printable.of(line.reason()))
                                .remedy("Mend what it was about, or set a later day; or take the line out.")))
                .toList();
    }

    /**
     * A finding for each line that holds and covers nothing, though what it is about was looked at.
     *
     * @param used the lines that cover something
     * @param looked whether that at which a line covers something was looked at; for {@code *} it is asked with nothing
     */
    List<OfLine> unused(Set<Line> used, Predicate<Optional<DomainName>> looked) {
        return lines.stream()
                .filter(line -> !hasExpired(line) && !used.contains(line) && looked.test(line.name()))
                .map(line -> told(
                        line,
                        UNUSED.finding(where(line) + " lets " + line.code()
                                        + line.name().map(name -> " of " + name).orElse("")
                                        + " pass, and nothing of that kind was found.")
                                .remedy("Take the line out, unless it is for what is looked at another time.")))
                .toList();
    }

    private String where(Line line) {
        return "Line " + line.number() + " of " + Printable.of(file);
    }

    private OfLine told(Line line, Finding finding) {
        Finding placed = finding.at(new Position(line.text(), 0, line.text().length()));
        return new OfLine(line.name().map(placed::about).orElse(placed), file, line.number(), line.indent());
    }
}
