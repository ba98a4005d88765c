package org.signetmail.dkim.keys;

import java.util.Arrays;
import java.util.HexFormat;

/** Finds out once who does Ed25519 here: Bouncy Castle where the host has a fit one, else the JDK. */
final class Ed25519Choice {

    static final Ed25519 BEST = choose();

    private Ed25519Choice() {}

    private static Ed25519 choose() {
        try {
            Ed25519 bouncyCastle = new BouncyCastleEd25519();
            if (works(bouncyCastle)) {
                return bouncyCastle;
            }
        } catch (LinkageError | RuntimeException e) {
            // None, one of another age, or another edition under the same names. Which it is changes nothing.
        }
        return new JdkEd25519();
    }

    /** Goes every way once with the first vector of RFC 8032 §7.1, so that what is missing is missed here. */
    private static boolean works(Ed25519 engine) {
        byte[] key = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        Ed25519.Secret secret = engine.secret(
                HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        byte[] signature = secret.sign(new byte[0]);
        Ed25519.Point point = engine.point(key);
        byte[] identity = new byte[Ed25519.KEY_OCTETS];
        identity[0] = 1;
        return point != null
                && Arrays.equals(point.octets(), key)
                && Arrays.equals(secret.publicOctets(), key)
                && point.verifies(new byte[0], signature)
                && !point.verifies(new byte[1], signature)
                && engine.point(identity) == null;
    }
}
