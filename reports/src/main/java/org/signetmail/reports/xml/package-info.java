/**
 * XML as reports have it: text in which not every {@code <} is markup goes in, what the JDK's StAX can judge comes out.
 * Nothing that knows the elements of a report may enter, but the name of its root.
 */
@NullMarked
package org.signetmail.reports.xml;

import org.jspecify.annotations.NullMarked;
