package org.signetmail.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.xbill.DNS.Address;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads an IP address, also as Received fields write it ({@code [192.0.2.1]}, {@code IPv6:2001:db8::1}). A name would be looked up;
 * an address is only parsed.
 */
final class AddressConverter implements ITypeConverter<InetAddress> {

    @Override
    public InetAddress convert(String text) {
        try {
            return Address.getByAddress(bare(text));
        } catch (UnknownHostException e) {
            throw new TypeConversionException("not an IP address: " + Printable.of(text));
        }
    }

    /** RFC 5321 §4.1.3. */
    private static String bare(String text) {
        String inside = text.startsWith("[") && text.endsWith("]") && text.length() > 2
                ? text.substring(1, text.length() - 1)
                : text;
        return ReceivedHop.untagged(inside);
    }
}
