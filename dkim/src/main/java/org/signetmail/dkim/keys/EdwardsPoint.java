package org.signetmail.dkim.keys;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A point of the curve of Ed25519 (RFC 8032 §5.1.4), for the one question that the JDK does not answer: is it in the subgroup
 * of prime order? Works on public keys alone, once for each, and takes some milliseconds.
 *
 * @param x the extended coordinates, of which any multiple is the same point
 * @param y as above
 * @param z as above
 * @param t x times y divided by z
 */
record EdwardsPoint(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {

    /** RFC 8032 §5.1: p = 2^255 - 19. */
    static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    /** RFC 8032 §5.1: the order L of the base point. */
    static final BigInteger L =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** RFC 8032 §5.1: d = -121665/121666. */
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    private static final EdwardsPoint IDENTITY =
            new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);

    /**
     * The point with this y.
     *
     * @param y from 0 to p - 1
     * @return one of the two, which have the same order; null when there is none
     */
    static @Nullable EdwardsPoint withY(BigInteger y) {
        // RFC 8032 §5.1.3, step 2: x^2 = (y^2 - 1) / (d y^2 + 1).
        BigInteger ySquared = y.multiply(y).mod(P);
        BigInteger square = ySquared.subtract(BigInteger.ONE)
                .multiply(D.multiply(ySquared).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        // Step 3: p is 5 modulo 8.
        BigInteger x = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(square)) {
            x = x.multiply(BigInteger.TWO.modPow(P.shiftRight(2), P)).mod(P);
        }
        return x.multiply(x).mod(P).equals(square)
                ? new EdwardsPoint(x, y, BigInteger.ONE, x.multiply(y).mod(P))
                : null;
    }

    /** Whether L times this point is the identity: no point of small order is, nor the sum of one and another. */
    boolean isOfPrimeOrder() {
        EdwardsPoint product = IDENTITY;
        for (int bit = L.bitLength() - 1; bit >= 0; bit--) {
            product = product.plus(product);
            if (L.testBit(bit)) {
                product = product.plus(this);
            }
        }
        return !isIdentity() && product.isIdentity();
    }

    private boolean isIdentity() {
        return x.signum() == 0 && y.equals(z);
    }

    /** RFC 8032 §5.1.4: complete, so that any two points may be added, a point to itself too. */
    private EdwardsPoint plus(EdwardsPoint other) {
        BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
        BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
        BigInteger c = t.multiply(D).mod(P).multiply(other.t).shiftLeft(1).mod(P);
        BigInteger e = z.multiply(other.z).shiftLeft(1).mod(P);
        BigInteger f = e.subtract(c);
        BigInteger g = e.add(c);
        BigInteger h = b.add(a);
        BigInteger i = b.subtract(a);
        return new EdwardsPoint(
                i.multiply(f).mod(P),
                g.multiply(h).mod(P),
                f.multiply(g).mod(P),
                i.multiply(h).mod(P));
    }
}
