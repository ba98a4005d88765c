/** The {@code signet} command: {@link org.signetmail.cli.Main} leads to one class for each subcommand. */
@NullMarked
package org.signetmail.cli;

import org.jspecify.annotations.NullMarked;
