/**
 * The {@code signet} command: {@link org.signetmail.cli.Main} leads to one class for each subcommand. Arguments, files and
 * print are here; what decides on a message or a report may not enter, as a program must get the same from the libraries.
 *
 * <p>How a subcommand is made:
 *
 * <ul>
 *   <li>A class {@code NameCommand}, a {@code Callable<Integer>} with picocli's annotations, that is listed in
 *       {@code Main.commands}. Its status is one of {@code ExitStatus}; of several inputs, the {@code worst}.
 *   <li>It is given a {@code Console}: streams, clock, environment, whether somebody looks on. It takes none of these from the
 *       JVM, so that tests run it through {@code Main.run}.
 *   <li>Options that several share are mixins: {@code DnsOptions} for what asks DNS, {@code OutputOptions} for {@code --json}
 *       and {@code --color}, {@code KeyNameOptions} for what has a key, {@code FindingOptions} for {@code --sarif},
 *       {@code --fail-on} and {@code --allow}. Colour comes from {@code Colors}, a line that tells how far it is from
 *       {@code Progress}.
 *   <li>What the user can mend is a {@code UsageException}: one line that names the option and what is expected. Names of
 *       files and whatever strangers wrote are printed through {@code Printable}; what {@code signet report} read, and where,
 *       through {@code VisibleText} of the reports.
 *   <li>{@code --json} prints one object a line through {@code Json}, the first key {@code version}; {@code JsonParts} has what
 *       several are made of. The shape is a table of {@code docs/command.md}, which {@code JsonShape} of the tests compares.
 *   <li>Its help has a description, examples that work (footer) and its exit statuses (exitCodeList); {@code HelpTest} reads
 *       them all.
 * </ul>
 */
@NullMarked
package org.signetmail.cli;

import org.jspecify.annotations.NullMarked;
