package org.signetmail.dkim;

import java.util.List;
import org.signetmail.core.AuthorDomain;

/** Which signers sign a message, by whom it is from. Immutable and thread-safe. */
interface SignerChoice {

    /** What all signers do with lone CR and LF. */
    LineEndPolicy lineEnds();

    /**
     * Chooses.
     *
     * @param author of the message, whether or not it is usable
     * @return the signers, in the order of their fields; none when nobody signs for this author
     */
    List<DkimSigner> choose(AuthorDomain author);

    /** What is done when nobody signs. */
    NoSignerPolicy otherwise();
}
