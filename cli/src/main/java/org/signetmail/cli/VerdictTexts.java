package org.signetmail.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcResult;

/** Verdicts for a person: the whole of a single one, a line each of several, with a summary. */
final class VerdictTexts implements VerdictPrinter {

    private static final int[] WIDTHS = {9, 9, 9, 10, 24, 18};

    private final Console console;
    private final Progress progress;
    private final Colors colors;
    private final String mta;
    private final boolean explain;

    /** Until a second one comes nobody knows whether it is alone. */
    private @Nullable Verified first;

    private boolean several;
    private int messages;
    private int withoutMessage;
    private final CommonNotes notes = new CommonNotes();
    private final Map<DmarcResult, Integer> results = new EnumMap<>(DmarcResult.class);
    private int status = ExitStatus.OK;

    VerdictTexts(Console console, Progress progress, Colors colors, String mta, boolean explain) {
        this.console = console;
        this.progress = progress;
        this.colors = colors;
        this.mta = mta;
        this.explain = explain;
    }

    @Override
    public void take(Verified verified) {
        progress.clear();
        status = ExitStatus.worst(status, verified.status());
        verified.verdicts()
                .ifPresentOrElse(
                        verdicts -> {
                            messages++;
                            results.merge(verdicts.result().dmarc().result(), 1, Integer::sum);
                        },
                        () -> withoutMessage++);
        if (messages + withoutMessage == 1) {
            first = verified;
            return;
        }
        if (first != null) {
            several = true;
            if (!explain) {
                console.out()
                        .println(colors.bold(
                                row("DMARC", "SPF", "DKIM", "ANSWER", "AUTHOR DOMAIN", "CLIENT") + "MESSAGE"));
            }
            Verified held = first;
            first = null;
            tell(held);
        }
        tell(verified);
    }

    @Override
    public int end() {
        if (first != null) {
            tell(first);
        }
        if (several) {
            console.out().println();
            console.out().println(summary());
            notes.lines().forEach(console.out()::println);
        }
        return status;
    }

    private void tell(Verified verified) {
        if (verified.verdicts().isEmpty()) {
            console.err().println("signet: " + verified.input().said());
        } else if (several && !explain) {
            line(verified, verified.verdicts().get().result());
            notes.take(verified);
        } else {
            if (several) {
                console.out()
                        .println(colors.bold(
                                "== " + Printable.of(verified.input().name())));
            }
            whole(verified, verified.verdicts().get().result());
        }
    }

    private void line(Verified verified, Authentication result) {
        String dmarc = result.dmarc().result().keyword();
        String row = row(
                dmarc,
                verified.isSessionKnown() ? result.spf().result().keyword() : "-",
                dkim(result.dkim()).keyword(),
                result.reply().action().keyword(),
                result.dmarc().authorDomain().map(DomainName::toString).orElse("-"),
                client(verified, result));
        console.out()
                .println(Verdict.colored(colors, result.dmarc().result(), row.substring(0, dmarc.length()))
                        + row.substring(dmarc.length())
                        + Printable.of(verified.input().name()));
    }

    /** The client, and which of the Received fields told of it. */
    private static String client(Verified verified, Authentication result) {
        return verified.isSessionKnown()
                ? AddressText.of(result.envelope().clientIp())
                        + verified.trace()
                                .map(trace -> " (" + trace.number() + "/"
                                        + verified.verdicts()
                                                .map(verdicts -> verdicts.message()
                                                        .fields("Received")
                                                        .size())
                                                .orElse(0)
                                        + ")")
                                .orElse("")
                : "-";
    }

    /** The signature that says most for the message. */
    private static DkimResult dkim(List<DkimOutcome> outcomes) {
        return outcomes.stream().anyMatch(outcome -> outcome.result() == DkimResult.PASS)
                ? DkimResult.PASS
                : outcomes.get(0).result();
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            row.append(cells[i])
                    .append(" ".repeat(Math.max(0, WIDTHS[i] - cells[i].length())))
                    .append("  ");
        }
        return row.toString();
    }

    private void whole(Verified verified, Authentication result) {
        console.out().print(Verdict.field(Verdict.results(result, mta, verified.isSessionKnown())));
        console.out().println();
        verified.trace().ifPresent(trace -> console.out().println("TRACE  " + trace.sentence()));
        verified.notes().forEach(note -> console.out().println("NOTE   " + note));
        if (explain) {
            String explanation = result.explain();
            // It begins with the session, of which nothing is known.
            int lines = verified.isSessionKnown() ? 0 : 3;
            explanation.lines().skip(lines).forEach(console.out()::println);
        } else {
            Verdict.print(console.out(), colors, result, verified.isSessionKnown());
        }
    }

    private String summary() {
        List<String> parts = new ArrayList<>();
        results.forEach((result, count) -> parts.add(count + " " + result.keyword()));
        return Numbers.counted(messages, "message")
                + (parts.isEmpty() ? "" : ": DMARC " + String.join(", ", parts))
                + (withoutMessage == 0
                        ? ""
                        : "; " + withoutMessage + (withoutMessage == 1 ? " input has" : " inputs have")
                                + " no message");
    }
}
