/**
 * The {@code signet} command: {@link org.signetmail.cli.Main} leads to one class for each subcommand. Arguments, files and
 * print are here; what decides on a message or a report may not enter, as a program must get the same from the libraries.
 */
@NullMarked
package org.signetmail.cli;

import org.jspecify.annotations.NullMarked;
