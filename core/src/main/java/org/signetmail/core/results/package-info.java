/**
 * The grammar of Authentication-Results ({@link org.signetmail.core.results.ResultsParser}), and what tells a forged
 * authserv-id ({@link org.signetmail.core.results.AuthservIds}).
 *
 * <p>Text goes in and text comes out: nothing of the root is used here. DNS, and what the protocols make of a message, may
 * not enter.
 */
@NullMarked
package org.signetmail.core.results;

import org.jspecify.annotations.NullMarked;
