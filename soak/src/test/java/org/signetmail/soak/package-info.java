@org.jspecify.annotations.NullMarked
package org.signetmail.soak;
