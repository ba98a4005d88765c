package org.signetmail.dkim.jakarta;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Provider;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/**
 * The envelope that an {@link SMTPMessage} has of its own (RFC 5321 §4.1.1.2, RFC 3461, RFC 4954 §5). Links only where Angus
 * Mail is there.
 */
final class SmtpEnvelope {

    private SmtpEnvelope() {}

    /** Gives a message the envelope of another one. */
    static void copy(SMTPMessage from, SMTPMessage to) {
        to.setEnvelopeFrom(from.getEnvelopeFrom());
        to.setNotifyOptions(from.getNotifyOptions());
        to.setReturnOption(from.getReturnOption());
        to.setSubmitter(from.getSubmitter());
        to.setMailExtension(from.getMailExtension());
        to.setSendPartial(from.getSendPartial());
        to.setAllow8bitMIME(from.getAllow8bitMIME());
    }

    /** The session of a message, or one like it whose settings are the message's envelope. */
    static @Nullable Session sessionOf(MimeMessage message) {
        Session session = message.getSession();
        Map<String, String> envelope = message instanceof SMTPMessage smtp ? settings(smtp) : Map.of();
        return envelope.isEmpty() ? session : like(session, envelope);
    }

    /** What SMTP transports call it in their settings, behind {@code mail.smtp.}. */
    private static Map<String, String> settings(SMTPMessage message) {
        Map<String, String> settings = new LinkedHashMap<>();
        set(settings, "from", message.getEnvelopeFrom());
        set(settings, "dsn.notify", notify(message.getNotifyOptions()));
        set(settings, "dsn.ret", ret(message.getReturnOption()));
        set(settings, "submitter", message.getSubmitter());
        set(settings, "mailextension", message.getMailExtension());
        set(settings, "sendpartial", message.getSendPartial() ? "true" : null);
        return settings;
    }

    private static void set(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            settings.put(name, value);
        }
    }

    private static @Nullable String notify(int options) {
        if (options == SMTPMessage.NOTIFY_NEVER) {
            return "NEVER";
        }
        List<String> words = new ArrayList<>();
        if ((options & SMTPMessage.NOTIFY_SUCCESS) != 0) {
            words.add("SUCCESS");
        }
        if ((options & SMTPMessage.NOTIFY_FAILURE) != 0) {
            words.add("FAILURE");
        }
        if ((options & SMTPMessage.NOTIFY_DELAY) != 0) {
            words.add("DELAY");
        }
        return words.isEmpty() ? null : String.join(",", words);
    }

    private static @Nullable String ret(int option) {
        return switch (option) {
            case SMTPMessage.RETURN_FULL -> "FULL";
            case SMTPMessage.RETURN_HDRS -> "HDRS";
            default -> null;
        };
    }

    private static Session like(@Nullable Session session, Map<String, String> envelope) {
        Properties base = session == null ? System.getProperties() : session.getProperties();
        // Some settings are objects, and found only in the table itself; defaults are found only below it.
        Properties properties = new Properties(base);
        properties.putAll(base);
        for (String protocol : protocols(base)) {
            envelope.forEach((name, value) -> properties.setProperty("mail." + protocol + "." + name, value));
        }
        if (session == null) {
            return Session.getInstance(properties);
        }
        Session like = Session.getInstance(properties, authenticatorOf(session));
        for (Provider provider : session.getProviders()) {
            like.addProvider(provider);
        }
        like.setDebug(session.getDebug());
        like.setDebugOut(session.getDebugOut());
        return like;
    }

    private static Set<String> protocols(Properties settings) {
        Set<String> protocols = new LinkedHashSet<>(List.of("smtp", "smtps"));
        for (String name : List.of("mail.transport.protocol", "mail.transport.protocol.rfc822")) {
            String protocol = settings.getProperty(name);
            if (protocol != null) {
                protocols.add(protocol);
            }
        }
        return protocols;
    }

    private static Authenticator authenticatorOf(Session session) {
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return session.requestPasswordAuthentication(
                        getRequestingSite(),
                        getRequestingPort(),
                        getRequestingProtocol(),
                        getRequestingPrompt(),
                        getDefaultUserName());
            }
        };
    }
}
