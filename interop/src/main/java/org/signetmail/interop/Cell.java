package org.signetmail.interop;

import java.util.Locale;

/**
 * One field of the matrix.
 *
 * @param peer the name of the other implementation
 * @param direction who signs
 * @param method how
 * @param shape of which message
 */
record Cell(String peer, Direction direction, Method method, Shape shape) {

    @Override
    public String toString() {
        return peer + " " + direction.name().toLowerCase(Locale.ROOT) + " " + method + " " + shape.name();
    }
}
