/** A user's program. */
module org.signetmail.hosts {
    requires org.signetmail.dmarc;
    requires org.signetmail.testkit;
}
