package org.signetmail.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet completion}: a script with which a shell completes commands and options. */
@Command(
        name = "completion",
        description = "Prints a script with which bash or zsh completes the commands of signet and their options.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet completion bash > ~/.local/share/bash-completion/completions/signet",
            "  signet completion zsh > ~/.signet-completion      # and in ~/.zshrc: source ~/.signet-completion"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the script is printed", "2:wrong usage", "70:the script could not be written"})
final class CompletionCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Shell shell;

    /** Shells that are known. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return JsonParts.word(this);
        }
    }

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        // Most of what is typed is the name of a file, and in bash the script turns those off.
        String script = AutoComplete.bash("signet", spec.root().commandLine())
                .replace("  type compopt &>/dev/null && compopt +o default\n", "");
        // The script turns on what zsh has of bash, but for the completion system itself, which a plain ~/.zshrc leaves
        // off.
        console.out().print(shell == Shell.ZSH ? "autoload -Uz compinit && compinit\n" + script : script);
        return ExitStatus.OK;
    }
}
