package org.signetmail.cli;

import picocli.CommandLine.ITypeConverter;

/** A MAIL FROM address as SMTP has it, in angle brackets, or without them; {@code <>} is empty (RFC 5321 §4.1.1.2). */
final class ReversePathConverter implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
        boolean isPath = text.startsWith("<") && text.endsWith(">");
        return isPath ? text.substring(1, text.length() - 1) : text;
    }
}
