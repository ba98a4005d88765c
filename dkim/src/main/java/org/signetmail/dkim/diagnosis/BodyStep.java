package org.signetmail.dkim.diagnosis;

/**
 * What was undone to make the hash of a body fit.
 *
 * @param change what it was
 * @param detail what is known of it, perhaps in a stranger's words; may be empty
 */
public record BodyStep(BodyChange change, String detail) {}
