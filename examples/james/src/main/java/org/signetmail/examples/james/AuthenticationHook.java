package org.signetmail.examples.james;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.MailEnvelope;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MessageHook;
import org.signetmail.core.Envelope;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.SmtpAction;
import org.signetmail.dmarc.SmtpReply;

/**
 * A hook of James' SMTP server that answers by the verdict when the data is in: it refuses and defers, and leaves what is to be
 * accepted to the hooks behind it. Immutable and thread-safe.
 */
public final class AuthenticationHook implements MessageHook {

    private final MailAuthenticator authenticator;
    private final Consumer<Authentication> log;

    /**
     * Makes a hook.
     *
     * @param authenticator one for the whole server
     * @param log is told of each message; its {@code summary()} is a line for a log
     */
    public AuthenticationHook(MailAuthenticator authenticator, Consumer<Authentication> log) {
        this.authenticator = authenticator;
        this.log = log;
    }

    // example: james
    @Override
    public HookResult onMessage(SMTPSession session, MailEnvelope mail) {
        Optional<String> helo = session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection);
        Envelope envelope = Envelope.from(session.getRemoteAddress().getAddress())
                .helo(helo.orElse(""))
                .mailFrom(mail.getMaybeSender().asString(""));
        Message message;
        try (InputStream in = mail.getMessageInputStream()) {
            message = Message.read(in, LineEnds.AS_IS, MessageLimits.DEFAULT);
        } catch (IOException e) {
            return HookResult.DENYSOFT;
        }
        Authentication result = authenticator.authenticate(message, envelope);
        log.accept(result);
        SmtpReply reply = result.reply();
        if (reply.action() == SmtpAction.REFUSE) {
            return answer(HookReturnCode.deny(), reply);
        }
        if (reply.action() == SmtpAction.DEFER) {
            return answer(HookReturnCode.denySoft(), reply);
        }
        return HookResult.DECLINED; // nothing against it: the next hook takes the message
    }

    private static HookResult answer(HookReturnCode code, SmtpReply reply) {
        return HookResult.builder()
                .hookReturnCode(code)
                .smtpReturnCode(String.valueOf(reply.code()))
                .smtpDescription(reply.enhancedCode() + " " + reply.text())
                .build();
    }
    // end
}
