package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DomainName;
import org.signetmail.dmarc.DmarcIdentifier.Mechanism;

/** RFC 9989 §4.10 read a second time, as plainly as can be, and compared with ours on random zones. */
class DmarcModelTest {

    private static final String[] LABELS = {"a", "b", "c"};

    /** Domain to tags, such as {@code p=reject psd=y}. */
    private final Map<String, Map<String, String>> records = new LinkedHashMap<>();

    @Test
    @DisplayName("The same result, record, organizational domain and policy as a naive reading of RFC 9989 §4.10")
    void sameAsNaive() {
        for (int seed = 0; seed < 5000; seed++) {
            records.clear();
            sameAsNaive(new Random(seed));
        }
    }

    private void sameAsNaive(Random random) {
        String author = name(random);
        StringBuilder zone = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            String domain = random.nextBoolean() ? name(random) : suffix(author, 1 + random.nextInt(labels(author)));
            if (!records.containsKey(domain)) {
                Map<String, String> tags = tags(random);
                records.put(domain, tags);
                zone.append(domain)
                        .append(' ')
                        .append(String.join("; ", pairs(tags)))
                        .append('#');
            }
        }
        List<DmarcIdentifier> identifiers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String domain = random.nextBoolean() ? name(random) : suffix(author, 1 + random.nextInt(labels(author)));
            identifiers.add(new DmarcIdentifier(Mechanism.DKIM, DomainName.of(domain), IdentifierResult.PASS));
        }
        DmarcOutcome outcome =
                DmarcEvaluator.using(Checks.zone(zone.toString())).evaluate(Checks.from("x@" + author), identifiers);
        assertThat(Checks.show(outcome))
                .as(author + " " + identifiers + " " + zone)
                .isEqualTo(naive(author, identifiers));
    }

    private String naive(String author, List<DmarcIdentifier> identifiers) {
        String organization = organization(author);
        String at = null;
        if (records.containsKey(author)) {
            at = author;
        } else if (walk(author).contains(organization) && records.containsKey(organization)) {
            at = organization;
        } else {
            for (String name : walk(author)) {
                at = "y".equals(tag(name, "psd")) ? name : at;
            }
        }
        if (at == null) {
            return "none NO_RECORD";
        }
        // Every author below a record has no other records in these zones, and so does not exist unless a name below it
        // does.
        boolean exists = records.keySet().stream().anyMatch(name -> name.equals(author) || name.endsWith("." + author));
        String which =
                at.equals(author) ? "p" : !exists && tag(at, "np") != null ? "np" : tag(at, "sp") != null ? "sp" : "p";
        String asked = tag(at, which);
        String applied = !"y".equals(tag(at, "t")) || asked.equals("none")
                ? asked
                : asked.equals("reject") ? "quarantine" : "none";
        boolean strict = "s".equals(tag(at, "adkim"));
        boolean pass = identifiers.stream()
                .map(each -> each.domain().toString())
                .anyMatch(each ->
                        each.equals(author) || (!strict && organization(each).equals(organization)));
        return (pass ? "pass" : "fail") + " @" + at + " org=" + organization + " " + which + "=" + asked
                + (applied.equals(asked) ? "" : ">" + applied);
    }

    /** The names of a walk that are asked: to the first psd=y or psd=n. */
    private List<String> walk(String start) {
        List<String> names = new ArrayList<>();
        String name = start;
        while (!name.isEmpty()) {
            names.add(name);
            if ("y".equals(tag(name, "psd")) || "n".equals(tag(name, "psd"))) {
                break;
            }
            int labels = labels(name);
            name = labels == 1 ? "" : suffix(name, labels < 8 ? labels - 1 : 7);
        }
        return names;
    }

    private String organization(String start) {
        String fewest = start;
        for (String name : walk(start)) {
            if (!records.containsKey(name)) {
                continue;
            }
            if ("n".equals(tag(name, "psd"))) {
                return name;
            }
            if ("y".equals(tag(name, "psd")) && !name.equals(start)) {
                return suffix(start, labels(name) + 1);
            }
            fewest = name;
        }
        return fewest;
    }

    private String tag(String domain, String tag) {
        return records.getOrDefault(domain, Map.of()).get(tag);
    }

    private static Map<String, String> tags(Random random) {
        String[] policies = {"none", "quarantine", "reject"};
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("p", policies[random.nextInt(3)]);
        for (String tag : new String[] {"sp", "np"}) {
            if (random.nextInt(3) == 0) {
                tags.put(tag, policies[random.nextInt(3)]);
            }
        }
        if (random.nextInt(3) == 0) {
            tags.put("psd", random.nextBoolean() ? "y" : "n");
        }
        if (random.nextInt(4) == 0) {
            tags.put("t", "y");
        }
        if (random.nextInt(4) == 0) {
            tags.put("adkim", "s");
        }
        return tags;
    }

    private static List<String> pairs(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .toList();
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder("com");
        for (int i = random.nextInt(random.nextInt(4) == 0 ? 12 : 5); i > 0; i--) {
            name.insert(0, LABELS[random.nextInt(random.nextInt(3) == 0 ? 3 : 1)] + ".");
        }
        return name.toString();
    }

    private static int labels(String name) {
        return name.split("\\.", -1).length;
    }

    private static String suffix(String name, int labels) {
        String[] all = name.split("\\.", -1);
        return String.join(".", List.of(all).subList(all.length - labels, all.length));
    }
}
