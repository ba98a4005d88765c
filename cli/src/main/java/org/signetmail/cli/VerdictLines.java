package org.signetmail.cli;

/** Verdicts for a program: an object a line, for what has no message in it too. */
final class VerdictLines implements VerdictPrinter {

    private final Console console;
    private final Progress progress;
    private final String mta;
    private int status = ExitStatus.OK;

    VerdictLines(Console console, Progress progress, String mta) {
        this.console = console;
        this.progress = progress;
        this.mta = mta;
    }

    @Override
    public void take(Verified verified) {
        progress.clear();
        console.out().println(Json.of(VerdictJson.of(verified, mta)));
        status = ExitStatus.worst(status, verified.status());
    }

    @Override
    public int end() {
        return status;
    }
}
