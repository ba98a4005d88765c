package org.signetmail.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.SigningKey;
import picocli.CommandLine.Option;

/** How private keys are read: options of every command that takes one. */
final class KeyOptions {

    /** Where a passphrase may be, too: not among the words of the command line, which every user of the machine sees. */
    private static final String VARIABLE = "SIGNET_KEY_PASSPHRASE";

    /** RFC 8301 §3.2: signers use no shorter one of RSA. */
    private static final int GOOD_BITS = 2048;

    /** The least that verifiers take (RFC 8301 §3.2). */
    private static final int LEAST_BITS = 1024;

    @Option(
            names = "--passphrase",
            paramLabel = "FILE",
            description =
                    "The passphrase of a key that is encrypted: the first line of this file. Or set the environment"
                            + " variable " + VARIABLE + " to it.")
    private @Nullable String passphraseFile;

    /**
     * Reads a key.
     *
     * @param option named when there is no key in the file
     */
    SigningKey read(Console console, String option, String name) throws UsageException {
        String passphrase = passphrase(console);
        try {
            return passphrase.isEmpty()
                    ? SigningKey.fromPem(Path.of(name))
                    : SigningKey.fromPem(Path.of(name), passphrase.toCharArray());
        } catch (IOException | InvalidPathException e) {
            throw UsageException.unreadable(name, e);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            throw new UsageException(option + " " + Printable.of(name) + ": " + why
                    + (why.endsWith("there is no passphrase")
                            ? "; give it in a file with --passphrase, or in " + VARIABLE
                                    + ", or decrypt the key with \"openssl pkey -in KEY.PEM -out PLAIN.PEM\""
                            : ""));
        }
    }

    private String passphrase(Console console) throws UsageException {
        if (passphraseFile == null) {
            return console.variable(VARIABLE).orElse("");
        }
        try (BufferedReader lines = Files.newBufferedReader(Path.of(passphraseFile))) {
            String first = lines.readLine();
            if (first == null || first.isEmpty()) {
                throw new UsageException(
                        "--passphrase " + Printable.of(passphraseFile) + ": there is nothing on its first line");
            }
            return first;
        } catch (IOException | InvalidPathException e) {
            throw UsageException.unreadable(passphraseFile, e);
        }
    }

    /**
     * Refuses a key that is too short to sign with, though verifiers take its signatures still.
     *
     * @throws UsageException when it is, with the command that makes another
     */
    static void requireLength(String option, String file, SigningKey key, KeyNameOptions names) throws UsageException {
        PublicKey half = key.publicKey().orElse(null);
        int bits = half instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : GOOD_BITS;
        if (bits >= LEAST_BITS && bits < GOOD_BITS) {
            throw new UsageException(option + " " + Printable.of(file) + ": an RSA key of " + bits
                    + " bits, and a signer uses " + GOOD_BITS + " at least (RFC 8301 §3.2); make another with \"signet"
                    + " genkey rsa -d " + names.domain() + " -s NEW --out NEW.pem\", publish its record, and sign with"
                    + " that under the selector NEW");
        }
    }
}
