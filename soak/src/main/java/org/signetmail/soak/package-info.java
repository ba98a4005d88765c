/**
 * Very many messages on very many threads, with DNS that fails by chance: every verdict has to be that of one thread alone. Start
 * with {@link org.signetmail.soak.Soak}, and with {@code soak/README.md}. Nothing that another module needs may enter.
 */
@NullMarked
package org.signetmail.soak;

import org.jspecify.annotations.NullMarked;
