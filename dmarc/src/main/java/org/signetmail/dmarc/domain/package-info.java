/**
 * A whole domain looked at: SPF, DKIM and DMARC together, its mail hosts, and the records beside them. Start with
 * {@link org.signetmail.dmarc.domain.DomainCheck}.
 *
 * <p>It stands on the root package of the module, which does not know of it: nobody who checks mail comes by here.
 */
@org.jspecify.annotations.NullMarked
package org.signetmail.dmarc.domain;
