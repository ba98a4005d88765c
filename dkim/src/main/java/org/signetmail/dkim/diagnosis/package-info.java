/**
 * What may have been done to a message whose signature fails: facts found by trying. Leans on all other rooms. Only a
 * verification with diagnosis comes here; verdicts and the words of hints may not enter.
 */
@NullMarked
package org.signetmail.dkim.diagnosis;

import org.jspecify.annotations.NullMarked;
