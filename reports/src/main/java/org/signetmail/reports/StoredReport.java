package org.signetmail.reports;

import java.util.Optional;
import org.signetmail.core.DomainName;

/**
 * A report as a {@link ReportStore} has it. Immutable and thread-safe.
 *
 * @param report an aggregate report, of which only those rows are there that were asked for, or a TLS report; rows are read from the
 *     store when they are asked for
 * @param reporter the authenticated domain of the mail that brought it, where that is known
 */
public record StoredReport(Report report, Optional<DomainName> reporter) {}
