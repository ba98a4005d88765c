package org.signetmail.reports;

import java.io.IOException;
import java.io.InputStream;
import org.signetmail.reports.octets.Budget;

/** Octets that can be read as often as one likes, from the first one on. */
interface Octets {

    /**
     * Opens them.
     *
     * @param budget what may come out of them
     */
    InputStream open(Budget budget) throws IOException;
}
