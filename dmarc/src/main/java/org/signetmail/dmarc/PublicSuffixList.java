package org.signetmail.dmarc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.signetmail.core.DomainName;

/**
 * The domains under which anybody can register, from a Public Suffix List (RFC 7489 §3.2) in the list's own format, as
 * publicsuffix.org has it and Debian's package {@code publicsuffix} installs it. Both of its sections count. No list comes
 * with Signet: it would be old before long.
 *
 * <pre>{@code
 * PublicSuffixList list = PublicSuffixList.read(Path.of("/usr/share/publicsuffix/public_suffix_list.dat"));
 * list.organizationalDomain(DomainName.of("www.example.co.uk"));   // example.co.uk
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class PublicSuffixList {

    /** Suffixes as they stand: {@code co.uk}. */
    private final Set<DomainName> suffixes = new HashSet<>();

    /** Of {@code *.ck} the {@code ck}: every name one label longer is a suffix. */
    private final Set<DomainName> wildcards = new HashSet<>();

    /** Of {@code !www.ck} the {@code www.ck}: no suffix, although a wildcard says so. */
    private final Set<DomainName> exceptions = new HashSet<>();

    private int skipped;

    private PublicSuffixList() {}

    /**
     * Reads a list from a file.
     *
     * @param file a list in UTF-8
     * @return the list
     * @throws IOException when the file cannot be read
     */
    public static PublicSuffixList read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(reader);
        }
    }

    /**
     * Reads a list.
     *
     * @param reader read to its end; not closed
     * @return the list
     * @throws IOException when the reader does
     */
    public static PublicSuffixList read(Reader reader) throws IOException {
        PublicSuffixList list = new PublicSuffixList();
        BufferedReader lines = new BufferedReader(reader);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            // "Each line is only read up to the first whitespace", and comments begin with two slashes.
            int end = 0;
            while (end < line.length() && line.charAt(end) > ' ') {
                end++;
            }
            String rule = line.substring(0, end);
            if (!rule.isEmpty() && !rule.startsWith("//")) {
                list.add(rule);
            }
        }
        return list;
    }

    private void add(String rule) {
        boolean exception = rule.startsWith("!");
        boolean wildcard = rule.startsWith("*.");
        Set<DomainName> rules = exception ? exceptions : wildcard ? wildcards : suffixes;
        Optional<DomainName> name = DomainName.parse(rule.substring(exception ? 1 : wildcard ? 2 : 0));
        if (name.isPresent()) {
            rules.add(name.get());
        } else {
            skipped++;
        }
    }

    /**
     * How many rules the list has.
     *
     * @return the number of rules that were understood
     */
    public int size() {
        return suffixes.size() + wildcards.size() + exceptions.size();
    }

    /**
     * How many lines were not understood, such as names that IDNA does not allow.
     *
     * @return zero for a list without faults
     */
    public int skipped() {
        return skipped;
    }

    /**
     * The public suffix of a name: its longest one, and the top-level domain where no rule matches.
     *
     * @param name a domain name
     * @return the name itself or one above it
     */
    public DomainName publicSuffix(DomainName name) {
        for (int labels = name.labelCount(); labels > 1; labels--) {
            DomainName candidate = name.suffix(labels);
            // An exception beats every other rule, and stands for the suffix one label shorter.
            if (exceptions.contains(candidate)) {
                return name.suffix(labels - 1);
            }
        }
        for (int labels = name.labelCount(); labels > 1; labels--) {
            DomainName candidate = name.suffix(labels);
            if (suffixes.contains(candidate) || wildcards.contains(name.suffix(labels - 1))) {
                return candidate;
            }
        }
        return name.suffix(Math.min(1, name.labelCount()));
    }

    /**
     * The organizational domain of a name: its public suffix and one label more (RFC 7489 §3.2).
     *
     * @param name a domain name
     * @return nothing when the name is a public suffix itself
     */
    public Optional<DomainName> organizationalDomain(DomainName name) {
        int labels = publicSuffix(name).labelCount() + 1;
        return labels > name.labelCount() ? Optional.empty() : Optional.of(name.suffix(labels));
    }
}
