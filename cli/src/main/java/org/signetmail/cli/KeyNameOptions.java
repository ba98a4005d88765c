package org.signetmail.cli;

import org.signetmail.core.DomainName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whose key, and which: the two names that lead to a key record. */
final class KeyNameOptions {

    @Option(
            names = {"-d", "--domain"},
            required = true,
            paramLabel = "DOMAIN",
            converter = DomainConverter.class,
            description = "The domain that signs (d=).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DomainName domain;

    @Option(
            names = {"-s", "--selector"},
            required = true,
            paramLabel = "SELECTOR",
            converter = Selector.class,
            description = "The selector, which names the key (s=).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DomainName selector;

    /** A selector is one label or several, as a domain is. */
    static final class Selector implements ITypeConverter<DomainName> {

        private static final String BEHIND = "._domainkey";

        @Override
        public DomainName convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("an empty text is no selector");
            }
            int end = text.indexOf(BEHIND);
            if (end >= 0) {
                throw new TypeConversionException(Printable.of(text) + " is no selector: give what stands in front of "
                        + BEHIND + ", " + Printable.of(text.substring(0, end)));
            }
            return DomainName.parse(text)
                    .orElseThrow(() -> new TypeConversionException(Printable.of(text) + " is no selector"));
        }
    }

    DomainName domain() {
        return domain;
    }

    DomainName selector() {
        return selector;
    }

    /** Where the key is published. */
    DomainName name() {
        return DomainName.of(selector + "._domainkey." + domain);
    }
}
