package org.signetmail.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.SignatureHeader;
import org.signetmail.dkim.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signet sign}: puts DKIM signatures on a message. */
@Command(
        name = "sign",
        description = {
            "Signs a message with DKIM and writes it with its DKIM-Signature fields on top, its line ends as they"
                    + " came.",
            "With --also there are several signatures: RSA for every receiver, Ed25519 beside it."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  signet sign message.eml --key rsa.pem -d example.com -s s2026 --out signed.eml",
            "  signet sign - --key rsa.pem -d example.com -s s2026 --also ed.pem:s2026e < message.eml",
            "  signet sign message.eml --key rsa.pem -d example.com -s s2026 --json"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the message is signed",
            "1:the message cannot be signed as it is",
            "2:wrong usage, or a file that cannot be read or has no message or key in it",
            "70:the signed message could not be written"
        })
final class SignCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "MSG", description = "The message, or - for standard input.")
    private String input = "-";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY.PEM",
            description = "The private key: PKCS#8 or PKCS#1, RSA or Ed25519, as genkey writes it.")
    private String key = "";

    @Mixin
    private KeyNameOptions names = new KeyNameOptions();

    @Option(
            names = "--also",
            paramLabel = "KEY.PEM:SELECTOR",
            description = "Sign with this key too, for the same domain; may be given several times.")
    private List<String> others = List.of();

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it instead of standard output.")
    private @Nullable String out;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object instead, of the shape in docs/command.md: the fields alone, or with --out"
                            + " beside the message.")
    private boolean json;

    SignCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UsageException, OutputException {
        List<DkimSigner> signers = signers();
        DkimSigners all = together(signers);
        MailInput mail = mail();
        SignJson told = new SignJson(mail, signers);
        Message message = mail.message().orElse(null);
        if (message == null) {
            if (!json) {
                throw new UsageException(mail.said());
            }
            console.out().println(told.noMessage());
            return ExitStatus.USAGE;
        }
        SignatureHeader header;
        try {
            header = all.sign(message);
        } catch (DkimSigningException e) {
            if (json) {
                console.out().println(told.refused(e));
            } else {
                console.err().println("signet: " + Printable.text(SignJson.reason(e)));
            }
            return ExitStatus.FAIL;
        }
        byte[] signed = header.prependTo(message.octets());
        byte[] asItCame = mail.lineEnds() == LineEnds.NORMALIZE ? withLf(signed) : signed;
        if (json) {
            if (out != null) {
                write(asItCame);
            }
            console.out().println(told.signed(header, out));
            return ExitStatus.OK;
        }
        mail.notes().forEach(note -> console.err().println("signet: " + note));
        FindingText.print(console.err(), Colors.OFF, header.findings());
        write(asItCame);
        return ExitStatus.OK;
    }

    private MailInput mail() throws UsageException {
        List<MailInput> mails = new ArrayList<>();
        try (Progress progress = new Progress(console)) {
            new MailInputs(console, progress).read(List.of(input), mails::add);
        }
        if (mails.size() > 1) {
            throw new UsageException(Printable.of(input) + " has " + mails.size()
                    + " messages; one at a time is signed, as each goes where it is sent");
        }
        return mails.get(0);
    }

    private List<DkimSigner> signers() throws UsageException {
        List<DkimSigner> signers = new ArrayList<>();
        signers.add(signer("--key", key, names.selector().toString()));
        Set<DomainName> selectors = new HashSet<>();
        selectors.add(names.selector());
        for (String other : others) {
            int colon = other.lastIndexOf(':');
            if (colon <= 0 || colon == other.length() - 1) {
                throw new UsageException("--also wants KEY.PEM:SELECTOR, not " + Printable.of(other));
            }
            DkimSigner signer = signer("--also", other.substring(0, colon), other.substring(colon + 1));
            // RFC 6376 §3.6.2.2: one name has one key record.
            if (!selectors.add(signer.selector())) {
                throw new UsageException("--also " + Printable.of(other) + ": the selector "
                        + Printable.of(signer.selector().toString())
                        + " has a key already, and its name in DNS has room for one record; give this key another");
            }
            signers.add(signer);
        }
        return signers;
    }

    private static DkimSigners together(List<DkimSigner> signers) throws UsageException {
        try {
            return DkimSigners.of(signers);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--also: " + e.getMessage());
        }
    }

    private DkimSigner signer(String option, String file, String selector) throws UsageException {
        SigningKey signingKey = keys.read(console, option, file);
        KeyOptions.requireLength(option, file, signingKey, names);
        try {
            return DkimSigner.builder(names.domain().toString(), selector, signingKey)
                    .clock(console.clock())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    option + " " + Printable.of(file) + ", " + Printable.of(selector) + ": " + e.getMessage());
        }
    }

    private void write(byte[] signed) throws UsageException, OutputException {
        String file = out;
        try {
            if (file == null) {
                console.write(signed);
            } else {
                Files.write(Path.of(file), signed);
            }
        } catch (InvalidPathException e) {
            throw new UsageException("--out: no name for a file: " + Printable.of(e.getInput()));
        } catch (IOException e) {
            throw new OutputException(file == null ? "to standard output" : Printable.of(file), e);
        }
    }

    private static byte[] withLf(byte[] signed) {
        return new String(signed, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
