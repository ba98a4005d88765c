/**
 * How a message is read: the grammar of a From field ({@link org.signetmail.core.message.FromParser}).
 *
 * <p>Text goes in and text comes out: nothing of the root is used here, so that the values and sentences that users meet
 * are made in one place, {@code AuthorDomain}. DNS and Authentication-Results may not enter.
 */
@NullMarked
package org.signetmail.core.message;

import org.jspecify.annotations.NullMarked;
