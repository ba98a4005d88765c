package org.signetmail.reports.sending;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dmarc.AlignmentMode;
import org.signetmail.dmarc.DiscoveryMethod;
import org.signetmail.dmarc.Disposition;
import org.signetmail.reports.AuthResult;
import org.signetmail.reports.EvaluatedResult;
import org.signetmail.reports.OverrideType;
import org.signetmail.reports.ReportedDisposition;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.IpParser;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Results and states as lines of JSON, and back. Written in one way only: equal values are equal octets. Read strictly: such a line
 * is our own, and one that was damaged must not be counted as something else.
 */
final class StateJson {

    /** A later version that means something else by the same names has another number. */
    private static final int VERSION = 1;

    private static final int DEEPEST = 8;

    /** The ids of a row, in Base64; all other texts are far shorter. */
    private static final int LONGEST_TEXT = 1 << 30;

    private static final int ID_OCTETS = 8;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(100)
                    .maxNumberLength(20)
                    .build())
            .build();

    private StateJson() {}

    private static String text(Consumer<JsonGenerator> writing) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            writing.accept(json);
            json.writeEndObject();
        }
        return out.toString();
    }

    /** A row without its count: what rows are told apart and ordered by. */
    static String text(Row row) {
        return text(json -> write(json, row));
    }

    static String text(SeenPolicy policy) {
        return text(json -> write(json, policy));
    }

    static String write(MessageResult result) {
        return text(json -> {
            start(json, "message", result.key());
            json.writeNumberProperty("received", result.receivedMillis());
            json.writeStringProperty("id", encoded(new long[] {result.idHash()}));
            json.writeBooleanProperty("wanted", result.isWanted());
            json.writeBooleanProperty("report", result.carriesReport());
            object(json, "policy", () -> write(json, result.policy()));
            object(json, "row", () -> write(json, result.row()));
        });
    }

    static String write(AggregateKey key, RowTable table) {
        return text(json -> {
            long[][] ids = table.idsByRow();
            start(json, "state", key);
            json.writeStringProperty("ids", Ascii.hyphenated(table.memory()));
            object(json, "policy", () -> write(json, table.policy()));
            json.writeNumberProperty("policySeen", table.policySeen());
            json.writeBooleanProperty("policyChanged", table.policyChanged());
            json.writeBooleanProperty("worthSending", table.worthSending());
            json.writeBooleanProperty("rowsRefused", table.rowsRefused());
            Row floor = table.floor();
            if (floor != null) {
                object(json, "floor", () -> write(json, floor));
            }
            json.writeName("rows").writeStartArray();
            for (RowTable.Slot each : table.shown()) {
                json.writeStartObject();
                write(json, each.row);
                counted(json, each.count, ids == null ? null : ids[each.index + 1]);
                json.writeEndObject();
            }
            json.writeEndArray();
            object(json, "untold", () -> counted(json, table.untold(), ids == null ? null : ids[0]));
        });
    }

    private static void start(JsonGenerator json, String kind, AggregateKey key) {
        json.writeStringProperty("signet", kind);
        json.writeNumberProperty("version", VERSION);
        json.writeStringProperty("domain", key.policyDomain().toString());
        json.writeStringProperty("day", key.day().toString());
    }

    private static void object(JsonGenerator json, String name, Runnable members) {
        json.writeName(name).writeStartObject();
        members.run();
        json.writeEndObject();
    }

    private static void counted(JsonGenerator json, long count, long @Nullable [] ids) {
        json.writeNumberProperty("count", count);
        if (ids != null) {
            json.writeStringProperty("ids", encoded(ids));
        }
    }

    private static String encoded(long[] ids) {
        ByteBuffer octets = ByteBuffer.allocate(ids.length * ID_OCTETS);
        for (long id : ids) {
            octets.putLong(id);
        }
        return Base64.getEncoder().withoutPadding().encodeToString(octets.array());
    }

    private static void write(JsonGenerator json, SeenPolicy policy) {
        json.writeStringProperty("p", policy.p().keyword());
        json.writeStringProperty("sp", policy.sp().keyword());
        json.writeStringProperty("np", policy.np().keyword());
        json.writeStringProperty("adkim", Ascii.lowerCase(policy.adkim().name()));
        json.writeStringProperty("aspf", Ascii.lowerCase(policy.aspf().name()));
        json.writeStringProperty("fo", policy.fo());
        json.writeBooleanProperty("testing", policy.testing());
        json.writeNumberProperty("pct", policy.pct());
        json.writeStringProperty("discoveryMethod", policy.discovery().keyword());
        json.writeName("errors").writeStartArray();
        for (String error : policy.errors()) {
            json.writeString(error);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Row row) {
        json.writeStringProperty("ip", row.source().toString());
        json.writeStringProperty("disposition", row.disposition().keyword());
        json.writeStringProperty("dkim", row.dkim().keyword());
        json.writeStringProperty("spf", row.spf().keyword());
        json.writeName("reasons").writeStartArray();
        for (Row.Reason each : row.reasons()) {
            json.writeStartObject();
            json.writeStringProperty("type", each.type().keyword());
            json.writeStringProperty("comment", each.comment());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("headerFrom", row.headerFrom());
        optional(json, "envelopeFrom", row.envelopeFrom());
        optional(json, "envelopeTo", row.envelopeTo());
        json.writeName("dkimResults").writeStartArray();
        for (Row.Signature each : row.signatures()) {
            json.writeStartObject();
            json.writeStringProperty("domain", each.domain());
            json.writeStringProperty("selector", each.selector());
            json.writeStringProperty("result", each.result().keyword());
            json.writeStringProperty("humanResult", each.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        Row.Spf spf = row.spfResult();
        if (spf == null) {
            json.writeName("spfResult").writeNull();
            return;
        }
        object(json, "spfResult", () -> {
            json.writeStringProperty("domain", spf.domain());
            json.writeStringProperty("result", spf.result().keyword());
            json.writeStringProperty("humanResult", spf.why());
        });
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    static MessageResult readResult(String line) throws IOException {
        return new In(line).read(In::result);
    }

    static AggregateState readState(String line, AggregateLimits limits) throws IOException {
        return new In(line).read(in -> in.state(limits));
    }

    /** What reads a value of the line. */
    private interface Reading<T> {
        T of(In in) throws IOException;
    }

    /** The members in the order in which they are written. */
    private static final class In {

        private final String line;
        private final JsonParser json;

        In(String line) {
            this.line = line;
            this.json = FACTORY.createParser(ObjectReadContext.empty(), line);
        }

        <T> T read(Reading<T> reading) throws IOException {
            try (json) {
                expect(JsonToken.START_OBJECT);
                T value = reading.of(this);
                if (json.nextToken() != null) {
                    throw damaged("it goes on behind its end");
                }
                return value;
            } catch (JacksonException e) {
                throw damaged("it is not JSON, or ends too early");
            } catch (IllegalArgumentException | DateTimeException e) {
                throw damaged("a value of it is none");
            }
        }

        private IOException damaged(String why) {
            return new IOException("Not a line of aggregate reports, version " + VERSION + ": " + why + ": "
                    + Ascii.printable(line, 80));
        }

        private void expect(JsonToken token) throws IOException {
            if (json.nextToken() != token) {
                throw damaged("it has something else at character "
                        + json.currentTokenLocation().getCharOffset());
            }
        }

        private void name(String name) throws IOException {
            expect(JsonToken.PROPERTY_NAME);
            if (!json.currentName().equals(name)) {
                throw damaged("it has " + Ascii.printable(json.currentName(), 40) + " where " + name + " belongs");
            }
        }

        private String string(String name) throws IOException {
            name(name);
            expect(JsonToken.VALUE_STRING);
            return json.getString();
        }

        private long number(String name) throws IOException {
            name(name);
            expect(JsonToken.VALUE_NUMBER_INT);
            return json.getLongValue();
        }

        private boolean flag(String name) throws IOException {
            name(name);
            JsonToken token = json.nextToken();
            if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
                throw damaged(name + " is neither true nor false");
            }
            return token == JsonToken.VALUE_TRUE;
        }

        private <E extends Enum<E>> E word(String name, Class<E> type) throws IOException {
            return constant(type, string(name));
        }

        /** Keywords are the names of constants in lower case. */
        private static <E extends Enum<E>> E constant(Class<E> type, String keyword) {
            return Enum.valueOf(type, Ascii.upperCase(keyword).replace('-', '_'));
        }

        private AggregateKey key(String kind) throws IOException {
            if (!string("signet").equals(kind) || number("version") != VERSION) {
                throw damaged("it is no " + kind);
            }
            return new AggregateKey(DomainName.of(string("domain")), LocalDate.parse(string("day")));
        }

        MessageResult result() throws IOException {
            AggregateKey key = key("message");
            long received = number("received");
            long[] id = decoded(string("id"));
            boolean wanted = flag("wanted");
            boolean report = flag("report");
            SeenPolicy policy = policy();
            name("row");
            expect(JsonToken.START_OBJECT);
            Row row = row();
            expect(JsonToken.END_OBJECT);
            expect(JsonToken.END_OBJECT);
            if (id.length != 1) {
                throw damaged("it has no id");
            }
            return new MessageResult(key, received, id[0], wanted, report, policy, row);
        }

        AggregateState state(AggregateLimits limits) throws IOException {
            AggregateKey key = key("state");
            RowTable table = new RowTable(limits);
            RowTable.Memory memory = word("ids", RowTable.Memory.class);
            table.restoreMemory(memory);
            SeenPolicy policy = policy();
            table.see(policy, number("policySeen"));
            boolean changed = flag("policyChanged");
            boolean worth = flag("worthSending");
            boolean refused = flag("rowsRefused");
            expect(JsonToken.PROPERTY_NAME);
            Row floor = null;
            if (json.currentName().equals("floor")) {
                expect(JsonToken.START_OBJECT);
                floor = row();
                expect(JsonToken.END_OBJECT);
                expect(JsonToken.PROPERTY_NAME);
            }
            if (!json.currentName().equals("rows")) {
                throw damaged("it has no rows");
            }
            table.restoreFlags(changed, worth, refused, floor);
            expect(JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Row row = row();
                long count = count();
                table.restore(row, count, ids(memory, count));
                expect(JsonToken.END_OBJECT);
            }
            name("untold");
            expect(JsonToken.START_OBJECT);
            long untold = count();
            table.restoreUntold(untold, ids(memory, untold));
            expect(JsonToken.END_OBJECT);
            expect(JsonToken.END_OBJECT);
            table.trim(true);
            return new AggregateState(key, table);
        }

        private long count() throws IOException {
            long count = number("count");
            if (count < 0) {
                throw damaged("a count is negative");
            }
            return count;
        }

        private long @Nullable [] ids(RowTable.Memory memory, long count) throws IOException {
            if (memory != RowTable.Memory.REMEMBERED) {
                return null;
            }
            long[] ids = decoded(string("ids"));
            if (ids.length != count) {
                throw damaged("a count is not that of its ids");
            }
            return ids;
        }

        private long[] decoded(String text) throws IOException {
            byte[] octets = Base64.getDecoder().decode(text);
            if (octets.length % ID_OCTETS != 0) {
                throw damaged("an id is cut off");
            }
            long[] ids = new long[octets.length / ID_OCTETS];
            ByteBuffer.wrap(octets).asLongBuffer().get(ids);
            return ids;
        }

        private SeenPolicy policy() throws IOException {
            name("policy");
            expect(JsonToken.START_OBJECT);
            Disposition p = word("p", Disposition.class);
            Disposition sp = word("sp", Disposition.class);
            Disposition np = word("np", Disposition.class);
            AlignmentMode adkim = word("adkim", AlignmentMode.class);
            AlignmentMode aspf = word("aspf", AlignmentMode.class);
            String fo = string("fo");
            boolean testing = flag("testing");
            int pct = (int) Math.max(0, Math.min(100, number("pct")));
            DiscoveryMethod discovery = word("discoveryMethod", DiscoveryMethod.class);
            name("errors");
            expect(JsonToken.START_ARRAY);
            List<String> errors = new ArrayList<>();
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                errors.add(json.getString());
            }
            expect(JsonToken.END_OBJECT);
            return new SeenPolicy(p, sp, np, adkim, aspf, fo, testing, pct, discovery, errors);
        }

        /** The members of a row, up to what is behind them. */
        private Row row() throws IOException {
            IpAddress source = address(string("ip"));
            ReportedDisposition disposition = word("disposition", ReportedDisposition.class);
            EvaluatedResult dkim = word("dkim", EvaluatedResult.class);
            EvaluatedResult spf = word("spf", EvaluatedResult.class);
            List<Row.Reason> reasons = new ArrayList<>();
            name("reasons");
            expect(JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                reasons.add(new Row.Reason(word("type", OverrideType.class), string("comment")));
                expect(JsonToken.END_OBJECT);
            }
            String headerFrom = string("headerFrom");
            String envelopeFrom = null;
            String envelopeTo = null;
            expect(JsonToken.PROPERTY_NAME);
            if (json.currentName().equals("envelopeFrom")) {
                expect(JsonToken.VALUE_STRING);
                envelopeFrom = json.getString();
                expect(JsonToken.PROPERTY_NAME);
            }
            if (json.currentName().equals("envelopeTo")) {
                expect(JsonToken.VALUE_STRING);
                envelopeTo = json.getString();
                expect(JsonToken.PROPERTY_NAME);
            }
            if (!json.currentName().equals("dkimResults")) {
                throw damaged("a row has no dkimResults");
            }
            List<Row.Signature> signatures = new ArrayList<>();
            expect(JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                signatures.add(new Row.Signature(
                        string("domain"), string("selector"), word("result", AuthResult.class), string("humanResult")));
                expect(JsonToken.END_OBJECT);
            }
            name("spfResult");
            Row.Spf spfResult = null;
            if (json.nextToken() == JsonToken.START_OBJECT) {
                spfResult = new Row.Spf(string("domain"), word("result", AuthResult.class), string("humanResult"));
                expect(JsonToken.END_OBJECT);
            } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                throw damaged("spfResult is no object");
            }
            return new Row(
                    source,
                    disposition,
                    dkim,
                    spf,
                    reasons,
                    headerFrom,
                    envelopeFrom,
                    envelopeTo,
                    signatures,
                    spfResult);
        }

        private IpAddress address(String text) throws IOException {
            long four = IpParser.ip4(text, 0, text.length());
            if (four >= 0) {
                return IpAddress.v4((int) four);
            }
            IpAddress six = IpParser.ip6(text, 0, text.length());
            if (six == null) {
                throw damaged("an address is none");
            }
            return six;
        }
    }
}
