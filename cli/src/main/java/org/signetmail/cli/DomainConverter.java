package org.signetmail.cli;

import org.signetmail.core.DomainName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A domain on the command line, in ASCII or as a U-label. */
final class DomainConverter implements ITypeConverter<DomainName> {

    @Override
    public DomainName convert(String text) {
        return DomainName.parse(text)
                .orElseThrow(() -> new TypeConversionException(Printable.of(text) + " is no domain name"
                        + (text.indexOf('@') >= 0 ? ": give what stands behind the @" : "")));
    }
}
