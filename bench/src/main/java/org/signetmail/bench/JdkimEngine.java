package org.signetmail.bench;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.SignatureRecord;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.Zone;

/** Apache James jDKIM. */
final class JdkimEngine {

    /** Nearly what Signet's own signature says: some fields that nobody may add are not named once more. */
    private static final String TEMPLATE =
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + Mail.DOMAIN + "; s=" + Mail.SELECTOR
                    + "; h=From:From:Subject:Subject:To:To:Cc:Date:Date:Reply-To:Reply-To:Message-ID:In-Reply-To:MIME-Version"
                    + ":Content-Type:Content-Transfer-Encoding; t=; bh=; b=;";

    private JdkimEngine() {}

    static Operation verify(byte[] message, TestKey key) {
        PublicKeyRecordRetriever keys = keys(zoneOf(key));
        return () -> check(new DKIMVerifier(keys).verify(new ByteArrayInputStream(message)));
    }

    static void verify(InputStream message, TestKey key) throws Exception {
        List<SignatureRecord> unused = check(new DKIMVerifier(keys(zoneOf(key))).verify(message));
    }

    static Operation verifyCore(byte[] message, TestKey key) {
        return verifyCore(message, zoneOf(key), 1);
    }

    static Operation verifyCore(byte[] message, PeerDns dns, int signatures) {
        PublicKeyRecordRetriever keys = keys(dns);
        return () -> {
            SplitHeader header = SplitHeader.of(message);
            DKIMVerifier verifier = new DKIMVerifier(keys);
            BodyHasher hasher = verifier.newBodyHasher(header);
            try (OutputStream out = hasher.getOutputStream()) {
                out.write(message, header.bodyStart, message.length - header.bodyStart);
            }
            List<SignatureRecord> verified = verifier.verify(hasher);
            if (verified.size() != signatures) {
                throw new IllegalStateException(verified.size() + " signatures verified");
            }
            return verified;
        };
    }

    static Operation sign(byte[] message, TestKey key) {
        return () -> new DKIMSigner(TEMPLATE, key.privateKey()).sign(new ByteArrayInputStream(message));
    }

    private static MemoryDns zoneOf(TestKey key) {
        return MemoryDns.of(Zone.parse(Mail.keyName(Mail.DOMAIN) + " TXT \"" + key.txt() + "\"\n"));
    }

    private static PublicKeyRecordRetriever keys(PeerDns dns) {
        return (methods, selector, token) -> dns.texts(selector + "._domainkey." + token, RecordType.TXT);
    }

    private static List<SignatureRecord> check(List<SignatureRecord> verified) {
        if (verified.isEmpty()) {
            throw new IllegalStateException("nothing verified");
        }
        return verified;
    }

    /** The fields as text, as jDKIM wants them, found in one pass. */
    private static final class SplitHeader implements Headers {

        private final List<String> fields = new ArrayList<>();
        private final Map<String, List<String>> byName = new ConcurrentHashMap<>();
        private int bodyStart;

        static SplitHeader of(byte[] message) {
            SplitHeader header = new SplitHeader();
            int from = 0;
            int i = 0;
            while (true) {
                while (message[i] != '\r' || message[i + 1] != '\n') {
                    i++;
                }
                i += 2;
                if (message[i] == ' ' || message[i] == '\t') {
                    continue;
                }
                header.add(Latin1.text(message, from, i - 2 - from));
                from = i;
                if (message[i] == '\r') {
                    header.bodyStart = i + 2;
                    return header;
                }
            }
        }

        private void add(String field) {
            fields.add(field);
            byName.computeIfAbsent(
                            field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(field);
        }

        @Override
        public List<String> getFields() {
            return fields;
        }

        @Override
        public List<String> getFields(String name) {
            // As jDKIM's own Headers do.
            return byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        }
    }
}
