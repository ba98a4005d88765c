/**
 * What tests of mail authentication need, Signet's own and yours: DNS out of a zone text, as an object
 * ({@link org.signetmail.testkit.FakeDns}) or as a server on loopback, messages with the right line ends, and keys that
 * are the same in every run.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.testkit {
    requires transitive org.signetmail.core;
    requires static transitive org.jspecify;
    requires org.dnsjava;
    // For DnsServer over HTTPS alone.
    requires static jdk.httpserver;
    // For DnsResolverKit alone. Not transitive: that would make javac look for JUnit in everybody's module path.
    requires static org.junit.jupiter.api;

    exports org.signetmail.testkit;
}
