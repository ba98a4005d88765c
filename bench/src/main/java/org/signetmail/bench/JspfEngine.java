package org.signetmail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.executor.SPFResult;
import org.apache.james.jspf.impl.SPF;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;

/** Apache James jSPF, with the executor that its documentation starts with. */
final class JspfEngine {

    private JspfEngine() {}

    static Operation verify(PeerDns dns, Envelope envelope, String expected) {
        SPF spf = new SPF(new Service(dns));
        String client = envelope.clientIp().getHostAddress();
        return () -> {
            SPFResult result = spf.checkSPF(client, envelope.mailFrom(), envelope.helo());
            if (!result.getResult().equals(expected)) {
                throw new IllegalStateException(result.getHeader());
            }
            return result;
        };
    }

    record Service(PeerDns dns) implements DNSService {

        /** What is not there is null: an empty list would count as a record. jSPF changes the list that it gets. */
        @Override
        public @Nullable List<String> getRecords(DNSRequest request) {
            String name = request.getHostname();
            List<String> records = switch (request.getRecordType()) {
                case DNSRequest.A -> dns.texts(name, RecordType.A);
                case DNSRequest.AAAA -> dns.texts(name, RecordType.AAAA);
                case DNSRequest.MX -> dns.texts(name, RecordType.MX);
                case DNSRequest.PTR -> dns.texts(name, RecordType.PTR);
                case DNSRequest.TXT -> dns.texts(name, RecordType.TXT);
                case DNSRequest.SPF -> notThere(name);
                default -> throw new IllegalArgumentException(request.toString());
            };
            return records.isEmpty() ? null : new ArrayList<>(records);
        }

        /** RFC 7208 §3.1: the type SPF is no more. jSPF asks for it before TXT all the same, and waits for the answer. */
        private List<String> notThere(String name) {
            dns.texts(name, RecordType.TXT);
            return List.of();
        }

        @Override
        public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
            return CompletableFuture.completedFuture(getRecords(request));
        }

        @Override
        public List<String> getLocalDomainNames() {
            return List.of("mx.example.org");
        }

        @Override
        public void setTimeOut(int seconds) {}

        @Override
        public int getRecordLimit() {
            return 10;
        }

        @Override
        public void setRecordLimit(int limit) {}
    }
}
