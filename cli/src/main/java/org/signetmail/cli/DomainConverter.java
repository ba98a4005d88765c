package org.signetmail.cli;

import java.util.Optional;
import org.signetmail.core.DomainName;
import org.xbill.DNS.Address;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A domain on the command line, in ASCII or as a U-label. */
final class DomainConverter implements ITypeConverter<DomainName> {

    @Override
    public DomainName convert(String text) {
        return DomainName.parse(text)
                .filter(name -> !isAddress(text))
                .orElseThrow(() -> new TypeConversionException(why(text)));
    }

    private static boolean isAddress(String text) {
        return Address.toByteArray(text, Address.IPv4) != null || Address.toByteArray(text, Address.IPv6) != null;
    }

    /** Why a text is none, and what was meant. */
    private static String why(String text) {
        if (text.isBlank()) {
            return "an empty text is no domain name";
        }
        String no = Printable.of(text) + " is no domain name";
        if (isAddress(text)) {
            return no + " but an IP address";
        }
        int scheme = text.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int slash = text.indexOf('/', start);
        if (scheme >= 0 || slash >= 0) {
            return no
                    + meant(
                            ": give the host of the URL alone",
                            text.substring(start, slash < 0 ? text.length() : slash));
        }
        int at = text.lastIndexOf('@');
        if (at >= 0) {
            return no + meant(": give what stands behind the @", text.substring(at + 1));
        }
        if (text.length() > DomainName.MAX_OCTETS) {
            return no + ": it has more than " + DomainName.MAX_OCTETS + " characters";
        }
        return no;
    }

    private static String meant(String advice, String text) {
        Optional<DomainName> domain = DomainName.parse(text);
        return advice + domain.map(name -> ", " + name).orElse("");
    }
}
