package org.signetmail.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.xbill.DNS.Address;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an IP address. A name would be looked up; an address is only parsed. */
final class AddressConverter implements ITypeConverter<InetAddress> {

    @Override
    public InetAddress convert(String text) {
        try {
            return Address.getByAddress(text);
        } catch (UnknownHostException e) {
            throw new TypeConversionException("not an IP address: " + text);
        }
    }
}
