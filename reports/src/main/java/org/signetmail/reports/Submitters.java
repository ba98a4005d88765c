package org.signetmail.reports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.reports.mime.EncodedText;
import org.signetmail.reports.mime.MailPart;
import org.signetmail.reports.mime.MailParts;
import org.signetmail.reports.mime.PartStream;

/**
 * Whom a mail, the messages attached to it and a report name as the submitter: in subjects, fields and file names (RFC 9990
 * §3.5.1 and §3.5.2, RFC 8460 §5.1 and §5.3), and in the report itself. They are hints, and whatever cannot be read names nobody.
 */
final class Submitters {

    private static final int MOST_PARTS = 100;
    private static final int DEEPEST = 8;
    private static final int MOST = 100;

    private final List<Named> named = new ArrayList<>();
    private int messages;

    private Submitters() {}

    /**
     * A name, and where it stands.
     *
     * @param where a few English words
     * @param name what stands there
     */
    record Named(String where, String name) {
        Optional<DomainName> domain() {
            return DomainName.parse(name);
        }
    }

    /** Whom a mail and what is attached to it name. */
    static List<Named> of(Message mail) {
        Submitters submitters = new Submitters();
        byte[] octets = mail.octets();
        submitters.message(octets, 0, octets.length, 1);
        return submitters.named;
    }

    /** Whom a report names, where that is a domain: most organizations have a name of another kind. */
    static List<Named> of(Report report) {
        Submitters submitters = new Submitters();
        if (report instanceof AggregateReport aggregate) {
            submitters.addDomain("its org_name", aggregate.organization().orElse(""));
            submitters.addDomain("its email", afterAt(aggregate.email().orElse("")));
        } else if (report instanceof TlsReport tls) {
            submitters.addDomain("its organization-name", tls.organization().orElse(""));
            submitters.addDomain("its contact-info", afterAt(tls.contactInfo().orElse("")));
        }
        return submitters.named;
    }

    private static String afterAt(String address) {
        int at = address.lastIndexOf('@');
        String domain = at < 0 ? "" : FieldText.trim(address.substring(at + 1));
        return domain.endsWith(">") ? domain.substring(0, domain.length() - 1) : domain;
    }

    private void addDomain(String where, String text) {
        String name = FieldText.trim(text);
        // A single word is the name of a company, and seldom a top-level domain.
        if (name.indexOf('.') > 0 && DomainName.parse(name).isPresent()) {
            add(where, name);
        }
    }

    private void add(String where, String name) {
        if (named.size() < MOST && !name.isEmpty()) {
            named.add(new Named(where, name));
        }
    }

    private void message(byte[] octets, int start, int end, int depth) {
        if (depth > DEEPEST || ++messages > MOST_PARTS) {
            return;
        }
        try {
            MailParts.Walk walk = MailParts.walk(octets, start, end, MOST_PARTS, DEEPEST, problem -> {});
            head(walk.head(), depth);
            for (MailPart part : walk.parts()) {
                if (part.fileName() != null) {
                    Carrier.receiver(part.fileName()).ifPresent(name -> add("a file name", name));
                }
                if (part.type().equals("message/rfc822") || part.type().equals("message/global")) {
                    attached(octets, part, depth + 1);
                }
            }
        } catch (IOException e) {
            // Whatever is behind a limit names nobody.
        }
    }

    private void attached(byte[] octets, MailPart part, int depth) throws IOException {
        if (PartStream.isEncoded(part)) {
            byte[] decoded = PartStream.open(octets, part, problem -> {}).readNBytes(PartStream.mostOctets(part));
            message(decoded, 0, decoded.length, depth);
        } else {
            message(octets, part.start(), part.end(), depth);
        }
    }

    private void head(Message head, int depth) {
        String of = depth == 1 ? "" : " of an attached message";
        for (HeaderField field : head.fields("TLS-Report-Submitter")) {
            add("TLS-Report-Submitter" + of, FieldText.trim(field.value()));
        }
        for (HeaderField field : head.fields("Subject")) {
            Carrier.submitter(EncodedText.decode(field.value())).ifPresent(name -> add("the subject" + of, name));
        }
        if (depth > 1) {
            AuthorDomain.of(head.fields()).domains().forEach(author -> add("From" + of, author.toString()));
        }
    }
}
