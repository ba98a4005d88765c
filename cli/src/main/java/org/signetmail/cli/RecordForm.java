package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.signetmail.core.DomainName;
import org.signetmail.dkim.KeyRecordText;

/** A key record in the forms in which those who run DNS want it. */
enum RecordForm {
    /** A line of a zone file. */
    ZONE("A line of a zone file"),
    /** The name and the text, as web forms take them. */
    STRING("Name and text for a web form that splits by itself"),
    /** Strings of 255 octets. */
    STRINGS("Text in strings of 255 octets, for a form that does not"),
    /** For the AWS command line. */
    ROUTE53("Route 53: a change batch"),
    TERRAFORM("Terraform"),
    CLOUDFORMATION("CloudFormation");

    private static final int TTL = 300;

    private final String title;

    RecordForm(String title) {
        this.title = title;
    }

    /** As the option takes it. */
    @Override
    public String toString() {
        return JsonParts.word(this);
    }

    String title() {
        return title;
    }

    /** Whether it is shown to those who ask for none. */
    boolean isShort() {
        return this == ZONE || this == STRING || this == STRINGS;
    }

    String of(DomainName domain, DomainName selector, KeyRecordText record) {
        String name = selector + "._domainkey." + domain;
        String quoted = record.strings().stream().collect(Collectors.joining("\" \"", "\"", "\""));
        return switch (this) {
            case ZONE -> record.zoneLine(domain.toString(), selector.toString());
            case STRING -> name + "\n" + record.text();
            case STRINGS -> name + "\n" + quoted;
            case ROUTE53 -> changeBatch(name, quoted);
            case TERRAFORM -> terraform(name, selector, record.strings());
            case CLOUDFORMATION -> cloudFormation(name, selector, quoted);
        };
    }

    private static String changeBatch(String name, String quoted) {
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("Name", name + ".");
        set.put("Type", "TXT");
        set.put("TTL", TTL);
        set.put("ResourceRecords", List.of(Map.of("Value", quoted)));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("Action", "UPSERT");
        change.put("ResourceRecordSet", set);
        return Json.of(Map.of("Changes", List.of(change)));
    }

    private static String terraform(String name, DomainName selector, List<String> strings) {
        return String.join(
                "\n",
                "resource \"aws_route53_record\" \"dkim_" + selector.toString().replace('.', '_') + "\" {",
                "  zone_id = var.zone_id",
                "  name    = \"" + name + "\"",
                "  type    = \"TXT\"",
                "  ttl     = " + TTL,
                // The provider puts quotation marks around the whole; those between two strings are its user's.
                "  records = [\"" + String.join("\\\"\\\"", strings) + "\"]",
                "}");
    }

    private static String cloudFormation(String name, DomainName selector, String quoted) {
        return String.join(
                "\n",
                // A template has each name once, of letters and digits; and two selectors, at a rotation.
                "DkimRecord" + selector.toString().replaceAll("[^A-Za-z0-9]", "") + ":",
                "  Type: AWS::Route53::RecordSet",
                "  Properties:",
                "    HostedZoneId: !Ref HostedZone",
                "    Name: " + name + ".",
                "    Type: TXT",
                "    TTL: '" + TTL + "'",
                "    ResourceRecords:",
                "      - '" + quoted + "'");
    }
}
