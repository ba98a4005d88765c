/**
 * What Signet costs, beside other Java libraries and beside the bare cryptography. Start with
 * {@link org.signetmail.bench.Bench}, and with {@code bench/README.md}. Nothing that another module needs may enter.
 */
@NullMarked
package org.signetmail.bench;

import org.jspecify.annotations.NullMarked;
