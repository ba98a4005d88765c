package org.signetmail.core.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * One look-up of a {@link DnsClient} from the first query to the answer: asks one server after the other, over TCP
 * where UDP will not do, and follows CNAMEs.
 *
 * <p>Lives on the transport's thread.
 */
final class DnsJavaLookup implements DnsExchange.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(DnsClient.LOG_NAME);

    private static final int MAX_ALIASES = 16;

    /** RFC 1035 §4.2.1: the longest answer over UDP to a query without EDNS. */
    private static final int PLAIN_UDP_SIZE = 512;

    /** Who lets a look-up ask. */
    interface Turns {
        /**
         * No answer has come in time: others who have not been asked for yet come first.
         *
         * @param asks again when its turn comes; not called when nobody wants to know any more
         */
        void again(Runnable asks);

        /** An answer came from a server that had left the question without one before. */
        void lost();

        /** There is an answer, or none to be had. */
        void done(DnsAnswer answer);
    }

    /** What all look-ups of a client share. */
    static final class Shared {
        private final DnsClient.Settings settings;
        private final DnsHealth health;

        /** The index of the server to begin with. */
        private int firstServer;

        Shared(DnsClient.Settings settings, DnsHealth health) {
            this.settings = settings;
            this.health = health;
        }

        /** The most nanoseconds that a look-up takes, with all aliases: twice its attempts' time, over UDP and over TCP. */
        long longest() {
            return 2L * settings.attempts() * settings.timeout().toNanos();
        }
    }

    private final Shared shared;
    private final DnsClient.Settings settings;
    private final DnsTransport transport;
    private final DomainName name;
    private final RecordType type;
    private final Turns turns;

    // The chain of CNAMEs up to now.
    private final List<DomainName> aliases = new ArrayList<>(0);
    private DomainName owner;
    private long ttl = Integer.MAX_VALUE;
    private boolean authentic = true;

    // The asking for the end of the chain.
    private final BitSet refusing = new BitSet();

    /** Those that have left this question without an answer. */
    private final BitSet silent = new BitSet();

    private DnsAnswer.@Nullable Failed refusal;
    private int attempt;
    private int server;
    private boolean edns;
    private long deadline;

    // The query under way.
    private @Nullable DnsExchange exchange;
    private long age;
    private byte[] query = {};
    private boolean tcp;
    private boolean truncated;
    private long sentAt;

    DnsJavaLookup(Shared shared, DnsTransport transport, DnsQuestion question, Turns turns) {
        this.shared = shared;
        this.settings = shared.settings;
        this.transport = transport;
        this.name = question.name();
        this.type = question.type();
        this.turns = turns;
        this.owner = name;
        this.edns = settings.udpSize() > 0;
    }

    void start() {
        deadline = System.nanoTime() + shared.longest();
        ask();
    }

    private void ask() {
        attempt = 0;
        refusal = null;
        refusing.clear();
        server = shared.firstServer;
        send(false);
    }

    private void send(boolean overTcp) {
        tcp = overTcp || endpoint().isStream();
        truncated &= overTcp;
        sentAt = System.nanoTime();
        query = DnsWire.query(owner, type, edns ? settings.udpSize() : 0);
        long limit = sentAt + settings.timeout().toNanos();
        exchange = transport.send(endpoint(), tcp, query, limit - deadline < 0 ? limit : deadline, this);
    }

    /** Waits no longer for the query that is under way. */
    void giveUp(String detail) {
        if (exchange != null) {
            exchange.giveUp(detail);
        }
    }

    /** Nobody wants to know any more. */
    void cancel() {
        if (exchange != null) {
            exchange.end();
        }
    }

    private DnsEndpoint endpoint() {
        return settings.servers().get(server);
    }

    private String shown() {
        return endpoint().show();
    }

    @Override
    public void failed(DnsFailure reason, String detail, boolean disturbed) {
        log(reason + ", " + detail);
        shared.health.failed(server, detail);
        silent.set(server);
        if (!tcp && disturbed) {
            // RFC 5452 §9.3: someone may be guessing, and cannot over TCP.
            send(true);
        } else if (tcp && truncated) {
            retry(reason, "the answer over UDP was truncated, and over TCP there was none: " + detail);
        } else {
            retry(reason, tcp ? "over " + endpoint().stream() + ": " + detail : detail);
        }
    }

    private void retry(DnsFailure reason, String detail) {
        attempt++;
        int next = nextServer();
        if (attempt < settings.attempts() && next >= 0 && deadline - System.nanoTime() > 0) {
            server = next;
            if (reason == DnsFailure.TIMEOUT) {
                turns.again(() -> send(false));
            } else {
                send(false);
            }
        } else {
            turns.done(refusal != null ? refusal : new DnsAnswer.Failed(reason, shown() + ": " + detail));
        }
    }

    /** In turn, but none twice that said what it has to say. */
    private int nextServer() {
        int count = settings.servers().size();
        for (int i = 1; i <= count; i++) {
            int candidate = (server + i) % count;
            if (!refusing.get(candidate)) {
                return candidate;
            }
        }
        return -1;
    }

    @Override
    public boolean received(byte[] octets, long secondsAgo) {
        if (!DnsWire.answers(octets, query)) {
            return stray();
        }
        if (!tcp && octets.length > udpSize()) {
            // RFC 6891 §6.2.5: more than the server was told to send is not what it would have sent.
            log("longer than " + udpSize() + " octets");
            truncated = true;
            send(true);
            return true;
        }
        age = secondsAgo;
        Message message = DnsWire.parse(octets);
        if (!tcp && (message == null || message.getHeader().getFlag(Flags.TC))) {
            log("truncated or garbled");
            truncated = message != null;
            // RFC 2181 §9: what was truncated is not used, not even its RCODE; what TCP brings counts.
            send(true);
        } else if (message == null) {
            log("not a DNS message");
            shared.health.failed(server, "not a DNS message");
            retry(DnsFailure.MALFORMED, "not a DNS message");
        } else if (message.getHeader().getFlag(Flags.TC)) {
            turns.done(new DnsAnswer.Failed(
                    DnsFailure.TOO_LARGE,
                    shown() + ": the answer was truncated over TCP too, so it is over the bound of "
                            + AnswerSize.MAX_OCTETS + " octets"));
        } else {
            read(message);
        }
        return true;
    }

    private int udpSize() {
        return edns ? settings.udpSize() : PLAIN_UDP_SIZE;
    }

    /** RFC 5452 §9.1: not the answer, so the answer may still come; over TCP it is the server that mixes things up. */
    private boolean stray() {
        if (tcp) {
            shared.health.failed(server, "an answer to another question");
            retry(DnsFailure.MALFORMED, "an answer to another question");
        }
        return tcp;
    }

    private void read(Message message) {
        int rcode = message.getRcode();
        shared.health.answered(server);
        log(Rcode.string(rcode));
        if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
            if (silent.get(server)) {
                turns.lost();
            }
            prefer(server);
            authentic &= message.getHeader().getFlag(Flags.AD);
            readAnswer(message);
        } else if (edns && (rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP || rcode == Rcode.BADVERS)) {
            // RFC 6891 §6.2.2, §7: the server may be older than EDNS.
            edns = false;
            send(tcp);
        } else {
            refuse(reason(rcode), Rcode.string(rcode));
        }
    }

    /**
     * A server that was silent where another one has the answer is asked last from now on. What no server answers says
     * nothing of servers: the zone may be dead, and a stranger's.
     */
    private void prefer(int answering) {
        if (silent.get(shared.firstServer) && !silent.get(answering)) {
            shared.firstServer = answering;
        }
    }

    private static DnsFailure reason(int rcode) {
        return switch (rcode) {
            case Rcode.SERVFAIL -> DnsFailure.SERVFAIL;
            case Rcode.REFUSED -> DnsFailure.REFUSED;
            default -> DnsFailure.OTHER_RCODE;
        };
    }

    /** The server says that it has no answer: another one may. The first to say so is quoted. */
    private void refuse(DnsFailure reason, String detail) {
        refusing.set(server);
        if (refusal == null) {
            refusal = new DnsAnswer.Failed(
                    reason, shown() + (tcp ? " answered over " + endpoint().stream() + " " : " answered ") + detail);
        }
        retry(reason, detail);
    }

    private void readAnswer(Message message) {
        // It repeats the question, or it would be no answer.
        Name name = message.getQuestion().getName();
        boolean followed = false;
        while (true) {
            List<Record> records = at(name, message, DnsWire.number(type));
            if (!records.isEmpty()) {
                turns.done(found(records));
                return;
            }
            List<Record> aliasesHere = at(name, message, Type.CNAME);
            if (aliasesHere.isEmpty()) {
                break;
            }
            CNAMERecord alias = (CNAMERecord) aliasesHere.get(0);
            if (aliases.contains(owner) || aliases.size() == MAX_ALIASES) {
                turns.done(new DnsAnswer.Failed(
                        DnsFailure.CNAME_CHAIN, "a loop, or more than " + MAX_ALIASES + " aliases, at " + owner));
                return;
            }
            aliases.add(owner);
            ttl = Math.min(ttl, left(alias.getTTL()));
            name = alias.getTarget();
            owner = DnsWire.name(name);
            followed = true;
        }
        readNoAnswer(message, followed);
    }

    /** The records of a name and a type: all else in an answer is not our business. */
    private static List<Record> at(Name name, Message message, int number) {
        List<Record> found = new ArrayList<>(1);
        for (Record record : message.getSection(Section.ANSWER)) {
            if (record.getType() == number
                    && record.getDClass() == DClass.IN
                    && record.getName().equals(name)) {
                found.add(record);
            }
        }
        return found;
    }

    private DnsAnswer found(List<Record> records) {
        AnswerSize size = new AnswerSize(owner);
        for (Record record : records) {
            size.add(DnsWire.length(record));
            ttl = Math.min(ttl, left(record.getTTL()));
        }
        if (size.isTooLarge()) {
            return size.failure();
        }
        List<DnsRecord> decoded = new ArrayList<>(records.size());
        for (Record record : records) {
            decoded.add(DnsWire.decode(record, settings.maxText()));
        }
        return new DnsAnswer.Found(decoded, Duration.ofSeconds(ttl), authentic, canonical());
    }

    /** RFC 8484 §5.1: what a cache of HTTP has kept for a while is that much older. */
    private long left(long published) {
        return Math.max(0, DnsWire.ttl(published) - age);
    }

    private Optional<DomainName> canonical() {
        return owner.equals(name) ? Optional.empty() : Optional.of(owner);
    }

    /** No records at the end of the chain: the end of the story only if the server knows that end. */
    private void readNoAnswer(Message message, boolean followed) {
        SOARecord soa = null;
        boolean referral = false;
        for (Record record : message.getSection(Section.AUTHORITY)) {
            if (record instanceof SOARecord found && owner.isEqualOrBelow(DnsWire.name(found.getName()))) {
                soa = found;
            }
            referral |= record.getType() == Type.NS;
        }
        // RFC 2308 §5: the lesser of the two; without an SOA record a negative answer is not kept.
        long negativeTtl = soa == null ? 0 : left(Math.min(soa.getTTL(), soa.getMinimum()));
        Duration keep = Duration.ofSeconds(Math.min(ttl, negativeTtl));
        if (message.getRcode() == Rcode.NXDOMAIN) {
            // RFC 6604 §3: the RCODE is about the end of the chain.
            turns.done(new DnsAnswer.NxDomain(keep, authentic, canonical()));
        } else if (soa != null || (!followed && !referral)) {
            turns.done(new DnsAnswer.NoData(keep, authentic, canonical()));
        } else if (followed) {
            ask();
        } else {
            // RFC 2308 §2.2: NS without SOA is a referral. To us it is a server that does not resolve.
            refuse(DnsFailure.REFUSED, "with a referral");
        }
    }

    private void log(String outcome) {
        if (LOG.isDebugEnabled()) {
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentAt);
            LOG.debug(
                    "{} {}{} from {} over {}: {}, {} us",
                    owner,
                    type,
                    owner.equals(name) ? "" : " (for " + name + ")",
                    shown(),
                    tcp ? endpoint().stream() : "UDP",
                    outcome,
                    micros);
        }
    }
}
