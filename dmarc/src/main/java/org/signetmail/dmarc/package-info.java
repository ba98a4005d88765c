/**
 * The verdict on a message: {@link org.signetmail.dmarc.MailAuthenticator} checks SPF, DKIM and DMARC in one call.
 * {@link org.signetmail.dmarc.DmarcEvaluator} is DMARC alone (RFC 9989), for those who have the results of the other two.
 * {@link org.signetmail.dmarc.DmarcLint} is for the owner of a domain: what receivers make of its record, and what is wrong.
 *
 * <p>How SPF and DKIM are checked may not enter, as they are asked through their verifiers alone; nor what others report
 * of a domain's mail, which is built upon this.
 */
@NullMarked
package org.signetmail.dmarc;

import org.jspecify.annotations.NullMarked;
