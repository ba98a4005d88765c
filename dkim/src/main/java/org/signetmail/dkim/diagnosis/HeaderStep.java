package org.signetmail.dkim.diagnosis;

import java.util.List;

/**
 * One thing that was undone to make a signature fit.
 *
 * @param change what it was
 * @param names of the fields, in lower case
 * @param detail what was signed, perhaps in a stranger's words; may be empty
 */
public record HeaderStep(HeaderChange change, List<String> names, String detail) {}
