/**
 * What tests of DKIM signing need beside the testkit, which knows of no protocol: the tests that every
 * {@link org.signetmail.dkim.SigningKey} has to pass.
 */
@org.jspecify.annotations.NullMarked
module org.signetmail.testkit.dkim {
    requires transitive org.signetmail.dkim;
    requires static transitive org.jspecify;
    requires static org.junit.jupiter.api;

    exports org.signetmail.testkit.dkim;
}
