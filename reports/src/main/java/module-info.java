/**
 * Reports on mail, read: DMARC aggregate reports (RFC 9990), failure reports (RFC 9991) and TLS reports (RFC 8460). Start
 * with {@link org.signetmail.reports.ReportReader}.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.reports {
    requires static transitive org.jspecify;
    requires transitive org.signetmail.dmarc;
    requires java.xml;
    requires tools.jackson.core;

    exports org.signetmail.reports;
    exports org.signetmail.reports.sending;
}
