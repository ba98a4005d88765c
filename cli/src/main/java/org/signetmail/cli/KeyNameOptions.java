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
            converter = Name.class,
            description = "The domain that signs (d=).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DomainName domain;

    @Option(
            names = {"-s", "--selector"},
            required = true,
            paramLabel = "SELECTOR",
            converter = Name.class,
            description = "The selector, which names the key (s=).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DomainName selector;

    /** A domain name, or a usage error that says why it is none. */
    static final class Name implements ITypeConverter<DomainName> {
        @Override
        public DomainName convert(String text) {
            try {
                return DomainName.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
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
