package org.signetmail.reports;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.spf.address.IpAddress;

/**
 * The names of addresses, for {@link ReportSums#overview(Function)}: a name counts when it leads back to its address, as in
 * RFC 7208 §5.5, and is shortened to the part that an owner has, as far as that can be told without a list. Immutable and
 * thread-safe.
 */
public final class ConfirmedNames implements Function<InetAddress, Optional<String>> {

    /** Whoever has more names than this has none. */
    private static final int MOST_NAMES = 3;

    private static final int PATIENCE_SECONDS = 5;

    private final DnsResolver resolver;

    private ConfirmedNames(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Names by DNS. An answer that does not come within 5 seconds is none.
     *
     * @param resolver asked for PTR, A and AAAA records
     * @return looks names up
     */
    public static ConfirmedNames using(DnsResolver resolver) {
        return new ConfirmedNames(Objects.requireNonNull(resolver, "resolver"));
    }

    /**
     * Looks a name up and waits for it.
     *
     * @param address whose name
     * @return the end of its name; nothing when it has none that leads back
     */
    @Override
    public Optional<String> apply(InetAddress address) {
        IpAddress ip = IpAddress.of(address);
        int tried = 0;
        for (DnsRecord record : records(ip.reverseName(), RecordType.PTR)) {
            if (record instanceof DnsRecord.Ptr ptr && tried++ < MOST_NAMES && leadsTo(ptr.name(), ip)) {
                return Optional.of(owner(ptr.name()));
            }
        }
        return Optional.empty();
    }

    private boolean leadsTo(DomainName name, IpAddress ip) {
        return name.isHostName()
                && records(name, ip.addressType()).stream()
                        .anyMatch(each -> each instanceof DnsRecord.Address found
                                && IpAddress.of(found.ip()).equals(ip));
    }

    private List<DnsRecord> records(DomainName name, RecordType type) {
        try {
            DnsAnswer answer =
                    resolver.lookup(name, type).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer instanceof DnsAnswer.Found found ? found.records() : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        }
    }

    /** Two labels, or three below such names as co.uk. */
    private static String owner(DomainName name) {
        List<String> labels = name.labels();
        int count = labels.size();
        boolean shortSecond = count > 2
                && labels.get(count - 1).length() == 2
                && labels.get(count - 2).length() <= 3;
        return name.suffix(Math.min(count, shortSecond ? 3 : 2)).toString();
    }
}
