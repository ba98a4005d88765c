/** Signet in programs as its users build them; each runs in a JVM of its own. */
@org.jspecify.annotations.NullMarked
package org.signetmail.hosts;
