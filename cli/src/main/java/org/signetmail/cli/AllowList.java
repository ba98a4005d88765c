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

    /** Of code, name, day and reason. */
    private static final int PARTS = 4;

    private static final String FORM = "a line is: code, name or *, last day as in 2027-01-31, reason";

    static final AllowList NONE = new AllowList(List.of(), LocalDate.MIN, Optional.empty());

    /** What one line allows. */
    private record Line(String code, Optional<DomainName> name, LocalDate last, String reason, String text) {

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

    private final List<Line> lines;
    private final LocalDate today;
    private final Optional<DomainName> checked;

    private AllowList(List<Line> lines, LocalDate today, Optional<DomainName> checked) {
        this.lines = List.copyOf(lines);
        this.today = today;
        this.checked = checked;
    }

    /** The same for what was found of a domain: a line with its name covers what is found at its hosts, wherever they are. */
    AllowList of(DomainName domain) {
        return new AllowList(lines, today, Optional.of(domain));
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
        for (String line : (text.startsWith("\uFEFF") ? text.substring(1) : text)
                .lines()
                .map(String::strip)
                .toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(line(line, codes, Printable.of(file) + ", line " + number + ": "));
            }
        }
        return new AllowList(lines, today, Optional.empty());
    }

    private static Line line(String text, Collection<String> codes, String where) throws UsageException {
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
            return new Line(parts[0], name, LocalDate.parse(parts[2]), parts[3], text);
        } catch (DateTimeException e) {
            throw new UsageException(where + Printable.of(parts[2]) + " is no day; " + FORM);
        }
    }

    /** Why a finding is allowed today; nothing when it is not. */
    Optional<String> reason(Finding finding) {
        return lines.stream()
                .filter(line -> !line.last().isBefore(today) && line.covers(finding, checked))
                .map(Line::reason)
                .findFirst();
    }

    /** The findings that are not allowed today, in their order. */
    List<Finding> counting(List<Finding> findings) {
        return findings.stream().filter(finding -> reason(finding).isEmpty()).toList();
    }

    /** A finding for each line that has run out: who wrote it wanted to look again. */
    List<Finding> expired() {
        return lines.stream()
                .filter(line -> line.last().isBefore(today))
                .map(AllowList::expired)
                .toList();
    }

    private static Finding expired(Line line) {
        Finding finding = EXPIRED.finding("The allow-list let " + line.code() + " pass until " + line.last() + ": "
                        + Printable.of(line.reason()))
                .at(new Position(line.text(), 0, line.text().length()))
                .remedy("Mend what it was about, or set a later day; or take the line out.");
        return line.name().map(finding::about).orElse(finding);
    }
}
