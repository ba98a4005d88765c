package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.DkimKeyPair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet genkey}: a new key pair, and the record to publish. */
@Command(
        name = "genkey",
        description = {
            "Makes a key pair for DKIM: the private key for the signer, and the record to publish, in the form that"
                    + " your DNS wants, at SELECTOR._domainkey.DOMAIN.",
            "Publish the record first, check it with checkkey, and sign then. RSA is what every receiver knows; Ed25519 goes"
                    + " beside it, under a selector of its own."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet genkey rsa -d example.com -s s2026 --out s2026.pem",
            "  signet genkey ed25519 -d example.com -s s2026e --out s2026e.pem --as zone",
            "  signet genkey rsa --bits 3072 -d example.com -s s1 --out s1.pem --as route53 > change.json"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the key is made",
            "2:wrong usage, or the file is there already",
            "70:the key could not be written"
        })
final class GenkeyCommand implements Callable<Integer> {

    /** Of the shape of {@code --json}. */
    private static final int VERSION = 1;

    private static final int DEFAULT_BITS = 2048;

    private final Console console;

    @Parameters(paramLabel = "rsa|ed25519", description = "The kind of key.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Kind kind;

    /** Kinds of keys. */
    enum Kind {
        RSA,
        ED25519;

        @Override
        public String toString() {
            return JsonParts.word(this);
        }
    }

    @Mixin
    private KeyNameOptions names = new KeyNameOptions();

    @Option(names = "--bits", paramLabel = "N", description = "Of an RSA key: 2048 to 4096. Default: 2048.")
    private @Nullable Integer bits;

    @Option(
            names = "--out",
            paramLabel = "KEY.PEM",
            description =
                    "Where the private key goes, in a file that its owner alone may read; without it, it is printed.")
    private @Nullable String out;

    @Option(names = "--force", description = "With --out: replace a file that is there. The key in it is lost.")
    private boolean force;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            split = ",",
            description =
                    "Form of the record: ${COMPLETION-CANDIDATES}; several with commas. Default: zone,string,strings.")
    private List<RecordForm> forms = List.of();

    @Option(names = "--json", description = "Print one JSON object instead, of the shape in docs/command.md.")
    private boolean json;

    GenkeyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException, OutputException {
        if (kind == Kind.ED25519 && bits != null) {
            throw new UsageException("--bits is for rsa; a key of ed25519 has 256");
        }
        if (force && out == null) {
            throw new UsageException("--force needs --out, the file to replace");
        }
        DkimKeyPair pair = pair();
        if (out != null) {
            KeyFile.write(out, pair.privateKeyPem(), force);
        }
        if (json) {
            console.out().println(Json.of(json(pair)));
        } else {
            print(pair);
        }
        return ExitStatus.OK;
    }

    private DkimKeyPair pair() throws UsageException {
        if (kind == Kind.ED25519) {
            return DkimKeyPair.ed25519();
        }
        int length = bits == null ? DEFAULT_BITS : bits;
        try {
            return DkimKeyPair.rsa(length);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--bits must be 2048 to 4096, not " + length
                    + ": shorter keys are weak, and longer ones are not taken everywhere");
        }
    }

    /** What is printed can be piped to where it is wanted: of one form nothing else is there. */
    private void print(DkimKeyPair pair) {
        List<RecordForm> wanted = forms.isEmpty()
                ? List.of(RecordForm.values()).stream()
                        .filter(RecordForm::isShort)
                        .toList()
                : forms;
        boolean titled = wanted.size() > 1 || out == null;
        if (out == null) {
            console.out().print(pair.privateKeyPem());
        } else {
            console.err().println("signet: the private key is in " + Printable.of(out));
        }
        for (RecordForm form : wanted) {
            if (titled) {
                console.out().println();
                console.out().println("# " + form.title());
            }
            console.out().println(form.of(names.domain(), names.selector(), pair.record()));
        }
    }

    private Map<String, @Nullable Object> json(DkimKeyPair pair) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", VERSION);
        object.put("name", names.name().toString());
        object.put("kind", kind.toString());
        object.put("file", out);
        object.put("privateKey", out == null ? pair.privateKeyPem() : null);
        object.put("record", pair.record().text());
        object.put("strings", pair.record().strings());
        Map<String, @Nullable Object> texts = new LinkedHashMap<>();
        for (RecordForm form : RecordForm.values()) {
            texts.put(form.toString(), form.of(names.domain(), names.selector(), pair.record()));
        }
        object.put("forms", texts);
        return object;
    }
}
