/**
 * Small programs to start from: {@link org.signetmail.examples.InboundServer} takes mail,
 * {@link org.signetmail.examples.SendSigned} and {@link org.signetmail.examples.SigningMailSender} send it.
 */
@NullMarked
package org.signetmail.examples;

import org.jspecify.annotations.NullMarked;
