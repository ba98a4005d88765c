package org.signetmail.reports;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A second reading of an aggregate report, which shares nothing with the first but the rules: the whole document as a tree,
 * regular expressions, and the JDK's own addresses. Good for reports that are well-formed and small.
 */
final class NaiveReading {

    private static final Set<String> OURS =
            Set.of("urn:ietf:params:xml:ns:dmarc-2.0", "http://dmarc.org/dmarc-xml/0.1", "urn:x:odd");
    private static final Pattern IP4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d|\\d)(\\.(?!$)|$)){4}");

    private NaiveReading() {}

    /** What a report says, line by line, and its sums. */
    static List<String> of(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element feedback = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        List<String> said = new ArrayList<>();
        Element metadata = child(feedback, "report_metadata");
        Element policy = child(feedback, "policy_published");
        said.add(value(metadata, "org_name") + " " + value(metadata, "report_id") + " " + value(policy, "domain") + " "
                + lower(policy, "p") + " " + lower(policy, "sp") + " " + lower(policy, "adkim") + " "
                + value(metadata, "extra_contact_info") + " " + value(policy, "fo") + " " + value(policy, "pct") + " "
                + value(feedback, "version"));
        long messages = 0;
        long dropped = 0;
        long dkim = 0;
        long either = 0;
        Set<InetAddress> sources = new HashSet<>();
        TreeMap<String, Long> dispositions = new TreeMap<>();
        for (Element record : children(feedback, "record")) {
            Element row = child(record, "row");
            String count = value(row, "count");
            String source = value(row, "source_ip");
            boolean address = IP4.matcher(source).matches() || source.matches("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
            if (!count.matches("\\d{1,18}") || !address || source.matches("[0-9.]*:\\d+")) {
                dropped++;
                continue;
            }
            long number = Long.parseLong(count);
            InetAddress ip = InetAddress.getByName(source);
            sources.add(ip);
            Element evaluated = child(row, "policy_evaluated");
            String disposition = word(lower(evaluated, "disposition"), "none|quarantine|reject|pass");
            boolean dkimPass = "pass".equals(lower(evaluated, "dkim"));
            boolean spfPass = "pass".equals(lower(evaluated, "spf"));
            messages += number;
            dkim += dkimPass ? number : 0;
            either += dkimPass || spfPass ? number : 0;
            dispositions.merge(disposition, number, Long::sum);
            StringBuilder line = new StringBuilder();
            line.append(ip.getHostAddress())
                    .append(' ')
                    .append(number)
                    .append(' ')
                    .append(disposition);
            Element identifiers = child(record, "identifiers");
            line.append(' ')
                    .append(value(identifiers, "header_from"))
                    .append(' ')
                    .append(value(identifiers, "envelope_from"));
            for (Element each : children(child(record, "auth_results"), "dkim")) {
                line.append(" dkim ").append(value(each, "domain")).append(' ').append(value(each, "selector"));
                line.append(' ').append(lower(each, "result"));
            }
            for (Element each : children(child(record, "auth_results"), "spf")) {
                String result =
                        lower(each, "result").replace("hardfail", "fail").replace("unknown", "temperror");
                line.append(" spf ").append(value(each, "domain")).append(' ').append(result);
            }
            for (Element each : children(evaluated, "reason")) {
                line.append(" reason ").append(word(lower(each, "type"), "local_policy|forwarded|other"));
                line.append(' ').append(value(each, "comment"));
            }
            said.add(line.toString());
        }
        said.add(messages + " " + dropped + " " + dkim + " " + either + " " + sources.size() + " " + dispositions);
        return said;
    }

    private static String word(String text, String known) {
        return text.matches(known) ? text : "null";
    }

    private static String lower(Element parent, String name) {
        String value = value(parent, name).toLowerCase(Locale.ROOT);
        return value.isEmpty() ? "null" : value;
    }

    private static String value(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? "null" : child.getTextContent().strip();
    }

    private static Element child(Element parent, String name) {
        List<Element> children = children(parent, name);
        return children.isEmpty() ? null : children.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && element.getLocalName().equals(name)
                    && (element.getNamespaceURI() == null || OURS.contains(element.getNamespaceURI()))) {
                children.add(element);
            }
        }
        return children;
    }
}
