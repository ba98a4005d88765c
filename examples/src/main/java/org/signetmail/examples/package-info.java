/**
 * Small programs to start from: {@link org.signetmail.examples.InboundServer} takes mail, {@code DailyReports}
 * reports on it, {@link org.signetmail.examples.SendSigned} and {@link org.signetmail.examples.SigningMailSender} send it,
 * {@link org.signetmail.examples.AsyncFront} checks it for servers on event loops, and
 * {@link org.signetmail.examples.AuthenticationMetrics} counts. Each stands alone, to be copied; what a user does
 * not have may not enter.
 */
@NullMarked
package org.signetmail.examples;

import org.jspecify.annotations.NullMarked;
