package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.diagnosis.BodyTrace;
import org.signetmail.dkim.diagnosis.BodyType;

/**
 * What traces in a message speak for when nothing is proved.
 *
 * @param field the signature
 * @param index the message's fields
 */
record Suspicions(DkimSignatureField field, FieldIndex index) {

    /** What programs that say who they are begin the boundaries with that they make. */
    private static final Map<String, String> BOUNDARIES = Map.of(
            "apple mail", "Apple-Mail",
            "iphone mail", "Apple-Mail",
            "thunderbird", "------------",
            "microsoft outlook", "----=_NextPart_",
            "phpmailer", "b1",
            "nodemailer", "--_NmP");

    private static final int SHOWN = 60;

    /** What the body's traces speak for, and the header's for the body. */
    List<DkimHint> aboutBody(List<BodyTrace> traces, boolean headerIntact) {
        List<DkimHint> hints = new ArrayList<>();
        for (BodyTrace trace : traces) {
            hints.add(DkimHint.of(kind(trace.kind()), trace.detail()).suspected());
        }
        BodyType type = BodyType.of(index);
        if (type.isMultipart() && traces.stream().noneMatch(trace -> trace.kind() == BodyTrace.Kind.OTHER_BOUNDARY)) {
            String why = newBoundary(type, headerIntact);
            if (!why.isEmpty()) {
                hints.add(DkimHint.of(DkimHint.Kind.BOUNDARY_CHANGED, why));
            }
        }
        if (!text("x-mime-autoconverted").isEmpty()) {
            hints.add(DkimHint.of(DkimHint.Kind.CONVERTED, "X-MIME-Autoconverted: " + text("x-mime-autoconverted")));
        }
        String list = list();
        if (!list.isEmpty()) {
            hints.add(DkimHint.of(DkimHint.Kind.LIST_HANDLED, list));
        }
        return hints;
    }

    private static DkimHint.Kind kind(BodyTrace.Kind kind) {
        return switch (kind) {
            case OTHER_BOUNDARY -> DkimHint.Kind.BOUNDARY_CHANGED;
            case NOT_CLOSED -> DkimHint.Kind.TRUNCATED;
            case HTML_CHANGED -> DkimHint.Kind.HTML_CHANGED;
            case LINKS_REWRITTEN -> DkimHint.Kind.LINKS_REWRITTEN;
            case TEXT_ON_TOP -> DkimHint.Kind.TEXT_ON_TOP;
            case FOOTER -> DkimHint.Kind.FOOTER;
            case CHARSET_CONVERTED -> DkimHint.Kind.CHARSET_CONVERTED;
        };
    }

    /** What speaks for a boundary that the author's program did not make; empty when nothing does. */
    private String newBoundary(BodyType type, boolean headerIntact) {
        String boundary = "boundary=\"" + Ascii.printable(type.boundary(), SHOWN) + "\"";
        if (isSigned("content-type")) {
            // A header that is as it was signed has the boundary that was signed.
            return headerIntact
                    ? ""
                    : "neither the body nor the header fits, and Content-Type is signed with its " + boundary;
        }
        String mailer = text("x-mailer").isEmpty() ? text("user-agent") : text("x-mailer");
        String lower = Ascii.lowerCase(mailer);
        for (Map.Entry<String, String> usual : BOUNDARIES.entrySet()) {
            if (lower.contains(usual.getKey()) && !type.boundary().startsWith(usual.getValue())) {
                return boundary + " is none as \"" + Ascii.printable(mailer, SHOWN) + "\" makes them";
            }
        }
        return "";
    }

    /** What speaks for a list that did not sign. */
    private String list() {
        for (String name : List.of("list-id", "x-mailman-version", "x-google-group-id", "list-post")) {
            if (!isSigned(name) && !text(name).isEmpty()) {
                return "there is " + name + ": " + text(name) + ", which is not signed";
            }
        }
        return "";
    }

    /** What signed fields speak for by themselves, and the body's traces for them. */
    List<DkimHint> aboutHeader(List<BodyTrace> traces) {
        List<DkimHint> hints = new ArrayList<>();
        for (BodyTrace trace : traces) {
            if (trace.kind() == BodyTrace.Kind.OTHER_BOUNDARY && isSigned("content-type")) {
                hints.add(DkimHint.of(kind(trace.kind()), trace.detail()).suspected());
            }
        }
        String subject = text("subject");
        int markEnd = subject.startsWith("[")
                ? subject.indexOf(']')
                : subject.startsWith("*") ? subject.lastIndexOf('*') : -1;
        if (isSigned("subject") && markEnd > 0) {
            String mark = "it begins with \"" + subject.substring(0, Math.min(markEnd + 1, SHOWN)) + "\"";
            hints.add(DkimHint.of(DkimHint.Kind.SUBJECT_MARKED, mark, List.of("subject"))
                    .suspected());
        }
        String mailer = text("x-mailer");
        if (isSigned("mime-version") && text("mime-version").equals("1.0") && mailer.startsWith("Apple Mail")) {
            String why = "X-Mailer says \"" + mailer + "\", which puts a comment behind the version";
            hints.add(DkimHint.of(DkimHint.Kind.FIELD_REWRITTEN, why, List.of("mime-version"))
                    .suspected());
        }
        String from = text("from");
        if (isSigned("from") && from.contains(" via ")) {
            String why = "it has \"via\", as lists write it: " + from;
            hints.add(DkimHint.of(DkimHint.Kind.FIELD_REWRITTEN, why, List.of("from"))
                    .suspected());
        }
        String list = list();
        if (!list.isEmpty()) {
            hints.add(DkimHint.of(DkimHint.Kind.LIST_HANDLED, list));
        }
        return hints;
    }

    private boolean isSigned(String name) {
        return field.claims.names().stream().anyMatch(signed -> Ascii.equalsIgnoreCase(signed, name));
    }

    /** The value of the topmost field of a name, in printable ASCII; empty when there is none. */
    private String text(String name) {
        List<HeaderField> named = index.named(name);
        if (named.isEmpty()) {
            return "";
        }
        HeaderField first = named.get(0);
        StringBuilder value = new StringBuilder();
        int end = Math.min(first.length(), first.valueStart() + 4 * SHOWN);
        first.writeTo((buffer, offset, length) -> value.append(new String(
                buffer, offset + first.valueStart(), end - first.valueStart(), StandardCharsets.ISO_8859_1)));
        return Ascii.printable(Ascii.trimWsp(value.toString().replace("\r\n", "")), 2 * SHOWN);
    }
}
