package org.signetmail.reports.mime;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Message;

/**
 * A part of a mail without parts of its own, as a place in its octets.
 *
 * @param head its header fields, those of the mail for the only part of a mail
 * @param start where its body begins
 * @param end where its body ends
 * @param type its media type in lower case, {@code text/plain} where there is none
 * @param parameters of the media type, names in lower case
 * @param encoding its transfer encoding in lower case, {@code 7bit} where there is none
 * @param fileName the name it gives itself, or null
 */
public record MailPart(
        Message head,
        int start,
        int end,
        String type,
        Map<String, String> parameters,
        String encoding,
        @Nullable String fileName) {}
