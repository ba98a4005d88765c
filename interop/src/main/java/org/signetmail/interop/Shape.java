package org.signetmail.interop;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;

/**
 * A message that is easily got wrong.
 *
 * @param name what is special about it
 * @param message the message without a signature
 * @param signer what Signet signs it with, besides
 * @param peersSign whether it is also for peers to sign
 * @param from text that somebody changes after the signing; empty when nobody does
 * @param to what it is changed to
 */
record Shape(
        String name,
        Message message,
        UnaryOperator<DkimSigner.Builder> signer,
        boolean peersSign,
        String from,
        String to) {

    /** A message as it is. */
    static Shape of(String name, byte[] octets) {
        return of(name, octets, UnaryOperator.identity());
    }

    /** A message as it is, that Signet signs in a way of its own. */
    static Shape of(String name, byte[] octets, UnaryOperator<DkimSigner.Builder> signer) {
        return new Shape(name, Message.of(octets), signer, true, "", "");
    }

    /** A message for Signet alone to sign, in a way that the peers do not offer. */
    static Shape ours(String name, byte[] octets, UnaryOperator<DkimSigner.Builder> signer) {
        return new Shape(name, Message.of(octets), signer, false, "", "");
    }

    /** A message that is changed after the signing, so that it must not pass. */
    static Shape changed(String name, byte[] octets, String from, String to) {
        return new Shape(name, Message.of(octets), UnaryOperator.identity(), true, from, to);
    }

    boolean isChanged() {
        return !from.isEmpty();
    }

    /** What arrives of what was sent. */
    byte[] onItsWay(byte[] signed) {
        if (!isChanged()) {
            return signed;
        }
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        if (!text.contains(from)) {
            throw new IllegalStateException(name + ": nothing to change");
        }
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The octets of the message without a signature. */
    byte[] octets() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(octets::write);
        return octets.toByteArray();
    }
}
