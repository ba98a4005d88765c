package org.signetmail.reports.mime;

import org.jspecify.annotations.Nullable;

/**
 * A part of a mail without parts of its own, as a place in its octets.
 *
 * @param start where its body begins
 * @param end where its body ends
 * @param type its media type in lower case, {@code text/plain} where there is none
 * @param encoding its transfer encoding in lower case, {@code 7bit} where there is none
 * @param fileName the name it gives itself, or null
 */
public record MailPart(
        int start,
        int end,
        String type,
        String encoding,
        @Nullable String fileName) {}
