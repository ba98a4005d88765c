/**
 * Reports on mail: DMARC aggregate reports (RFC 9990) and failure reports (RFC 9991), read and written, and TLS reports (RFC 8460),
 * read. Start with {@link org.signetmail.reports.ReportReader}, or with
 * {@link org.signetmail.reports.sending.AggregateReportBuilder}.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.reports {
    requires static transitive org.jspecify;
    requires transitive org.signetmail.dmarc;
    requires java.xml;
    // For who keeps reports in a database; a program that does not need not have it.
    requires static transitive java.sql;
    requires tools.jackson.core;

    exports org.signetmail.reports;
    exports org.signetmail.reports.sending;
}
