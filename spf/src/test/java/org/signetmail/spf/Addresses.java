package org.signetmail.spf;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Address literals for tests. */
public final class Addresses {

    private Addresses() {}

    public static InetAddress of(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
