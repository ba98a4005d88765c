/**
 * Helpers for tests. Start with {@link org.signetmail.testkit.FakeDns}, which answers DNS look-ups out of a zone
 * written in the test itself; {@link org.signetmail.testkit.DnsServer} serves the same zone over the network.
 * {@link org.signetmail.testkit.Messages} and {@link org.signetmail.testkit.TestKeys} make what is to be signed and
 * checked. {@link org.signetmail.testkit.DnsResolverKit} tests a resolver of your own.
 *
 * <p>It leans on core alone, so that the tests of every module can use it: nothing that knows SPF, DKIM or DMARC may enter.
 */
@NullMarked
package org.signetmail.testkit;

import org.jspecify.annotations.NullMarked;
