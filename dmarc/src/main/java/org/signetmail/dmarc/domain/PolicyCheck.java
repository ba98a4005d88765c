package org.signetmail.dmarc.domain;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.internal.Ascii;

/** The policy of a domain for MTA-STS: fetched while DNS is asked, and held against the record and the mail hosts. */
final class PolicyCheck {

    /** A fetcher has a bound of its own; this one is for those that have none. */
    private static final int TIME_LIMIT_SECONDS = 60;

    private final DomainName domain;
    private final DomainName host;
    private final DnsLookups lookups;
    private final CompletionStage<MtaStsAnswer> answer;
    private final Consumer<Finding> findings;

    private PolicyCheck(
            DomainName domain,
            DomainName host,
            DnsLookups lookups,
            CompletionStage<MtaStsAnswer> answer,
            Consumer<Finding> findings) {
        this.domain = domain;
        this.host = host;
        this.lookups = lookups;
        this.answer = answer;
        this.findings = findings;
    }

    /** Sends the request on its way; null when there is none to send. */
    static @Nullable PolicyCheck begin(
            @Nullable MtaStsFetcher fetcher, DomainName domain, DnsLookups lookups, Consumer<Finding> findings) {
        DomainName host = domain.prepend(DomainName.of("mta-sts")).orElse(null);
        return fetcher == null || host == null
                ? null
                : new PolicyCheck(domain, host, lookups, fetch(fetcher, domain), findings);
    }

    // The edge to the seam: an implementation may throw or give null in spite of its contract.
    @SuppressWarnings("ConstantValue")
    private static CompletionStage<MtaStsAnswer> fetch(MtaStsFetcher fetcher, DomainName domain) {
        try {
            CompletionStage<MtaStsAnswer> answer = fetcher.fetch(domain);
            return answer != null ? answer : CompletableFuture.completedFuture(broken("it gave nothing"));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(broken(Ascii.printable(String.valueOf(e), 200)));
        }
    }

    private static MtaStsAnswer broken(String detail) {
        return new MtaStsAnswer.Failed(MtaStsAnswer.Failure.NETWORK, "the fetcher failed: " + detail);
    }

    // The edge again: what it completes with may be null.
    @SuppressWarnings("ConstantValue")
    private MtaStsAnswer await() {
        try {
            MtaStsAnswer there = answer.toCompletableFuture().get(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
            return there != null ? there : broken("it gave nothing");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new MtaStsAnswer.Failed(MtaStsAnswer.Failure.NETWORK, "the wait was interrupted");
        } catch (TimeoutException e) {
            return new MtaStsAnswer.Failed(
                    MtaStsAnswer.Failure.TIMEOUT, "no answer came within " + TIME_LIMIT_SECONDS + " seconds");
        } catch (ExecutionException | RuntimeException e) {
            return broken(Ascii.printable(String.valueOf(e.getCause() == null ? e : e.getCause()), 200));
        }
    }

    /**
     * Waits for the answer and tells what is wrong.
     *
     * @param record how the record at _mta-sts stands
     * @param hosts the mail hosts
     * @return the policy; null when senders take none
     */
    @Nullable
    MtaStsPolicy end(Standing record, List<DomainName> hosts) {
        boolean recorded = record == Standing.VALID || record == Standing.FAULTY;
        MtaStsAnswer there = await();
        if (there instanceof MtaStsAnswer.Failed failed) {
            // Without a record nobody looks for a policy.
            if (recorded) {
                failed(failed);
            }
            return null;
        }
        MtaStsAnswer.Response response = (MtaStsAnswer.Response) there;
        if (response.status() != 200) {
            if (recorded) {
                status(response);
            }
            return null;
        }
        if (!recorded && PolicyText.of(response.octets()).policy() == null) {
            // A web server with a page for every name.
            return null;
        }
        if (!isTextPlain(response.contentType())) {
            add(
                    DomainCode.MTA_STS_POLICY_CONTENT_TYPE,
                    "The policy at " + address() + " comes "
                            + (response.contentType().isEmpty()
                                    ? "without a Content-Type"
                                    : "as " + TagText.show(response.contentType()))
                            + ", and has to come as text/plain.");
        }
        PolicyText.Read read = PolicyText.of(response.octets());
        read.findings().forEach(finding -> findings.accept(finding.about(host)));
        MtaStsPolicy policy = read.policy();
        if (policy != null) {
            if (record == Standing.NONE || record == Standing.FAULTY) {
                add(
                        DomainCode.MTA_STS_POLICY_WITHOUT_RECORD,
                        "There is a policy at " + address() + " and no valid record at _mta-sts." + domain
                                + ", so no sender looks for it.");
            }
            mailHosts(policy, hosts);
        }
        return policy;
    }

    private String address() {
        return "https://" + host + "/.well-known/mta-sts.txt";
    }

    private void add(DomainCode code, String message) {
        findings.accept(code.finding(message).about(host));
    }

    private void failed(MtaStsAnswer.Failed failed) {
        String detail = Ascii.printable(failed.detail(), 300);
        switch (failed.failure()) {
            case CERTIFICATE ->
                add(
                        DomainCode.MTA_STS_POLICY_CERTIFICATE,
                        "The web server of " + host + " has no certificate that senders take: " + detail + ".");
            case TOO_LARGE ->
                add(
                        DomainCode.MTA_STS_POLICY_SIZE,
                        "The policy at " + address() + " is larger than senders take: " + detail + ".");
            default -> {
                DnsAnswer address = lookups.await(host, RecordType.A);
                String why =
                        address instanceof DnsAnswer.NxDomain ? "the host " + host + " does not exist in DNS" : detail;
                add(
                        DomainCode.MTA_STS_POLICY_UNREACHABLE,
                        "The policy at " + address() + " cannot be fetched: " + why + ".");
            }
        }
    }

    private void status(MtaStsAnswer.Response response) {
        String what = response.status() / 100 == 3 ? " (a redirect, which senders do not follow)" : "";
        add(
                DomainCode.MTA_STS_POLICY_STATUS,
                "The web server answers the request for " + address() + " with status " + response.status() + what
                        + ", and senders want 200.");
    }

    /** RFC 8461 §3.2: the parameters are ignored. */
    private static boolean isTextPlain(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = Ascii.trimWsp(semicolon < 0 ? contentType : contentType.substring(0, semicolon));
        return Ascii.equalsIgnoreCase(type, "text/plain");
    }

    private void mailHosts(MtaStsPolicy policy, List<DomainName> hosts) {
        if (policy.mode() == MtaStsPolicy.Mode.NONE || hosts.isEmpty()) {
            return;
        }
        for (DomainName each : hosts) {
            if (!policy.names(each)) {
                add(
                        DomainCode.MTA_STS_POLICY_MX_MISSING,
                        "The policy does not name the mail host " + each + ", so senders "
                                + (policy.mode() == MtaStsPolicy.Mode.ENFORCE
                                        ? "do not deliver to it."
                                        : "report it, and will not deliver to it in mode: enforce."));
            }
        }
        policy.mx().stream()
                .distinct()
                .filter(pattern -> hosts.stream().noneMatch(each -> MtaStsPolicy.matches(pattern, each)))
                .limit(5)
                .forEach(pattern -> add(
                        DomainCode.MTA_STS_POLICY_MX_UNUSED,
                        "The policy names " + pattern + ", and no MX record of " + domain + " has such a host."));
    }
}
