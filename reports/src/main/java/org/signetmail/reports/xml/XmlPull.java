package org.signetmail.reports.xml;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;
import org.signetmail.reports.octets.Refused;

/**
 * The elements of a document, pulled one by one: the JDK's StAX parser, which judges whether tags fit, with names and text as
 * reports need them. Namespaces are resolved here, so that a prefix that nobody declared is no error.
 */
public final class XmlPull {

    /** What an element's namespace is when its prefix is not declared. */
    public static final String UNDECLARED = "\0";

    /** A limit of the JDK on the attributes of an element: 10,000 on 17, and 200 from 24 on. */
    private static final String ATTRIBUTE_LIMIT = "jdk.xml.elementAttributeLimit";

    /** The same on every JDK. */
    private static final int MOST_ATTRIBUTES = 10_000;

    private final XmlText source;
    private final XMLStreamReader reader;
    private final Consumer<String> problems;
    private final int longest;

    private final Map<String, Deque<String>> bound = new HashMap<>();
    private final Deque<List<String>> declared = new ArrayDeque<>();
    private String local = "";
    private @Nullable String namespace;
    private char[] value = new char[1024];
    private int length;

    /**
     * Stands before the root.
     *
     * @param source the document
     * @param longest the most characters of a value
     * @param problems told each deviation, more than once
     * @throws IOException when there is no root
     */
    public XmlPull(XmlText source, int longest, Consumer<String> problems) throws IOException {
        this.source = source;
        this.problems = problems;
        this.longest = longest;
        // Not one that a host has brought along.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(ATTRIBUTE_LIMIT, MOST_ATTRIBUTES);
        factory.setXMLResolver((publicId, systemId, baseUri, name) -> {
            throw new XMLStreamException("nothing is resolved");
        });
        // Without one the JDK prints to the standard error stream.
        factory.setXMLReporter((message, type, related, location) -> {});
        try {
            this.reader = factory.createXMLStreamReader(source);
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    /**
     * Moves to the root.
     *
     * @throws IOException when there is none
     */
    public void root() throws IOException {
        while (next() != XMLStreamConstants.START_ELEMENT) {
            // Without one the source has refused the document.
        }
        started();
    }

    /**
     * Moves to the next element in this one, past text, which is told when it is more than white space.
     *
     * @return false when this one has ended; then the one around it is this one
     * @throws IOException when the document is refused
     */
    public boolean nextChild() throws IOException {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    started();
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    ended();
                    return false;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (isVisible()) {
                        problems.accept("stray-text");
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> throw cutShort();
                default -> {
                    // White space, comments.
                }
            }
        }
    }

    private boolean isVisible() {
        char[] text = reader.getTextCharacters();
        int start = reader.getTextStart();
        for (int i = start; i < start + reader.getTextLength(); i++) {
            if (text[i] > ' ') {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads the text of this element and leaves it.
     *
     * @return all of it, white space included; elements in it are skipped and told
     * @throws IOException when the document is refused, or the text is too long
     */
    public String text() throws IOException {
        length = 0;
        while (true) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                    // Each may be written as two.
                    if (length / 2 > longest) {
                        throw tooLong();
                    }
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    started();
                    problems.accept("element-unknown:" + shown(local));
                    skip();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    ended();
                    length = XmlText.plain(value, length);
                    if (length > longest) {
                        throw tooLong();
                    }
                    return new String(value, 0, length);
                }
                case XMLStreamConstants.END_DOCUMENT -> throw cutShort();
                default -> {
                    // Comments.
                }
            }
        }
    }

    private void append(char[] text, int start, int count) {
        if (value.length - length < count) {
            value = Arrays.copyOf(value, 2 * (length + count));
        }
        System.arraycopy(text, start, value, length, count);
        length += count;
    }

    private Refused tooLong() {
        return Refused.over("TEXT", "a value is longer than " + longest + " characters");
    }

    /**
     * Leaves this element with all that is in it.
     *
     * @throws IOException when the document is refused
     */
    public void skip() throws IOException {
        int depth = 1;
        while (depth > 0) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.END_DOCUMENT -> throw cutShort();
                default -> {
                    // Whatever it says.
                }
            }
        }
        ended();
    }

    /**
     * The name of this element without its prefix.
     *
     * @return never empty
     */
    public String local() {
        return local;
    }

    /**
     * The namespace of this element.
     *
     * @return null for none, {@link #UNDECLARED} when its prefix is not declared
     */
    public @Nullable String namespace() {
        return namespace;
    }

    /**
     * The names of the attributes of this element that declare nothing.
     *
     * @return with their prefixes
     */
    public List<String> attributes() {
        if (reader.getAttributeCount() == 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = attributeName(i);
            if (!name.equals("xmlns") && !name.startsWith("xmlns:")) {
                names.add(name);
            }
        }
        return names;
    }

    private String attributeName(int i) {
        String prefix = reader.getAttributePrefix(i);
        String name = reader.getAttributeLocalName(i);
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    private int next() throws IOException {
        try {
            return reader.next();
        } catch (XMLStreamException e) {
            throw refused(e);
        } catch (RuntimeException e) {
            // Whatever a parser thinks of its input, it is no fault of the caller.
            throw malformed();
        }
    }

    private IOException refused(XMLStreamException e) {
        if (e.getNestedException() instanceof IOException io) {
            return io;
        }
        return source.isCutShort() ? cutShort() : malformed();
    }

    /** What is left for the parser to find: odd letters in names, an attribute that is there twice. */
    private Refused malformed() {
        return Refused.because(
                Refused.Kind.MALFORMED_XML,
                "a tag or an attribute before " + source.place()
                        + (local.isEmpty() ? "" : ", behind <" + shown(local) + ">,") + " is not as XML has it");
    }

    private Refused cutShort() {
        return source.cutShort();
    }

    private void started() {
        List<String> here = List.of();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = attributeName(i);
            if (name.equals("xmlns") || name.startsWith("xmlns:")) {
                String prefix = name.length() > 6 ? name.substring(6) : "";
                bound.computeIfAbsent(prefix, key -> new ArrayDeque<>()).push(reader.getAttributeValue(i));
                if (here.isEmpty()) {
                    here = new ArrayList<>();
                }
                here.add(prefix);
            }
        }
        declared.push(here);
        String prefix = reader.getPrefix();
        String name = reader.getLocalName();
        int colon = name.indexOf(':');
        // Where nothing stands on one side of it, it belongs to the name.
        if (colon > 0 && colon < name.length() - 1) {
            prefix = name.substring(0, colon);
            name = name.substring(colon + 1);
        }
        local = name;
        Deque<String> uris = bound.get(prefix == null ? "" : prefix);
        if (uris == null || uris.isEmpty()) {
            namespace = prefix == null || prefix.isEmpty() ? null : UNDECLARED;
        } else {
            namespace = uris.peek().isEmpty() ? null : uris.peek();
        }
    }

    private void ended() {
        for (String prefix : declared.pop()) {
            bound.computeIfPresent(prefix, (key, uris) -> {
                uris.pop();
                return uris.isEmpty() ? null : uris;
            });
        }
    }

    private static String shown(String name) {
        return Ascii.printable(name, 60);
    }
}
