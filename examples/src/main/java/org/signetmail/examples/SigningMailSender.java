package org.signetmail.examples;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.jakarta.SignedSmtpMessage;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Spring's mail sender, signing all that goes out by it. As a bean of that type, or instead of the one that Spring Boot
 * makes, it leaves the application as it is:
 *
 * <pre>{@code
 * @Bean
 * JavaMailSender mailSender(DkimSigner rsa, DkimSigner ed25519) {
 *     SigningMailSender sender = new SigningMailSender(DkimSigners.of(rsa, ed25519));
 *     sender.setHost("smtp.example.com");
 *     return sender;
 * }
 * }</pre>
 */
public final class SigningMailSender extends JavaMailSenderImpl {

    private final DkimSigners signers;

    /**
     * Makes a sender.
     *
     * @param signers sign every message
     */
    public SigningMailSender(DkimSigners signers) {
        this.signers = signers;
    }

    // example: spring
    /** All of Spring's ways of sending, with text or with MIME messages, lead here. */
    @Override
    protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) throws MailException {
        MimeMessage[] signed = new MimeMessage[messages.length];
        for (int i = 0; i < messages.length; i++) {
            signed[i] = signed(messages[i]);
        }
        super.doSend(signed, originals == null ? messages : originals);
    }

    /** Spring's transport asks the message alone for its envelope, so it is one that has an envelope of its own. */
    private MimeMessage signed(MimeMessage message) {
        try {
            return SignedSmtpMessage.of(message, signers);
        } catch (MessagingException | DkimSigningException e) {
            throw new MailPreparationException("the message cannot be signed", e);
        }
    }
    // end
}
