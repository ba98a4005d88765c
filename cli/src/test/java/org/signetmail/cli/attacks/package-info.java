/** Published attacks, each with what is answered; start with {@link org.signetmail.cli.attacks.AttacksTest}. */
package org.signetmail.cli.attacks;
