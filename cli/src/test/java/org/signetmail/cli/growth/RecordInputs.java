package org.signetmail.cli.growth;

import org.signetmail.dkim.DkimKeyLint;
import org.signetmail.dkim.DkimKeyRecord;
import org.signetmail.dkim.DkimLint;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.spf.SpfLint;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.Zone;

/** Records and other texts that are no messages. */
final class RecordInputs {

    private static final int RECORD = 2_000;
    private static final int TEXT = 4_000;

    private final SizedInputs inputs;

    private RecordInputs(SizedInputs inputs) {
        this.inputs = inputs;
    }

    static void addTo(SizedInputs inputs) {
        RecordInputs texts = new RecordInputs(inputs);
        texts.records();
        texts.texts();
    }

    private void records() {
        inputs.add(
                "SPF record",
                RECORD,
                text -> SpfRecord.parse("v=spf1 " + text),
                "a ",
                "ip4:1.2.3.4 ",
                "ip4:",
                "%{",
                "exists:%{i}.a ",
                "a:%{l1r-.+,}.",
                ":",
                "/",
                "=",
                " ",
                "x=%{d} ",
                "include:a.b ",
                "redirect=a ",
                "\u00fc",
                "all-",
                "ip6:1:2::");
        inputs.add(
                "SPF lint",
                RECORD,
                SpfLint::of,
                "v=spf1 ",
                "v=spf1 a",
                "ip4:10.0.0.0/8 ",
                "a,",
                "-all ",
                "include:",
                "\"",
                " ",
                "mx;",
                "ipv4:1.2.3.4 ",
                "~");
        inputs.add(
                "SPF lint of networks",
                RECORD,
                text -> SpfLint.of("v=spf1 " + text + " -all"),
                "ip4:198.51.100.7 ",
                "ip4:198.51.100.0/24 ",
                "a:x.example ",
                "ip4:1.2.3.4/33 ",
                "include:x.example ",
                "a:x..y ",
                "a:b.comall ",
                "a:b.com-all ",
                "include:http://x/ ",
                "ptr ",
                "mx:*.x ",
                "exists:%{d} ",
                "exp=a ");
        inputs.add(
                "DKIM key record",
                RECORD,
                DkimKeyRecord::parse,
                "v=DKIM1; ",
                ";",
                "p=",
                "p=A;",
                "=",
                "a=b;",
                " ",
                "n=;",
                "k=rsa;h=sha256:",
                "h=:",
                "A",
                "\u00fc");
        inputs.add(
                "DKIM lints",
                RECORD,
                text -> {
                    DkimKeyLint.of("v=DKIM1; p=" + text);
                    DkimLint.of(text);
                },
                "A",
                "AB==",
                ";",
                "p=A;",
                " ",
                "v=DKIM1;",
                "=",
                "-----BEGIN PUBLIC KEY-----",
                "\"",
                "\u00fc");
        inputs.add(
                "DMARC record",
                RECORD,
                text -> DmarcRecord.parse("v=DMARC1; p=none; " + text),
                ";",
                "rua=",
                "rua=mailto:a@b,",
                "mailto:a@b!1",
                "a=b;",
                " ",
                "=",
                "x",
                "p=none;",
                "fo=1:",
                ",",
                "!");
        inputs.add(
                "DMARC lint",
                RECORD,
                text -> {
                    DmarcLint.of("v=DMARC1; p=none; rua=" + text);
                    DmarcLint.of(text);
                },
                "mailto:a@b,",
                "mailto:",
                ",",
                ";",
                "v=DMARC1;",
                "p:none;",
                "!",
                " ",
                "rua=mailto:a@b ruf=",
                "\u00fc");
    }

    private void texts() {
        inputs.add(
                "PEM",
                TEXT,
                text -> quietly(() -> SigningKey.fromPem(text)),
                "-----BEGIN PRIVATE KEY-----\n",
                "-----BEGIN ",
                "-----",
                "-",
                "-----END PRIVATE KEY-----\n",
                "A\n",
                "\n",
                "A",
                "=",
                "Proc-Type: 4\n",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n");
        inputs.add(
                "zone",
                TEXT,
                text -> quietly(() -> Zone.parse(text)),
                "a TXT \"b\"\n",
                "a A 192.0.2.1\n",
                "\"",
                "(",
                "; x\n",
                " ",
                "\\",
                "a TXT \"",
                "$ORIGIN a\n",
                "a TXT ( \"b\"\n",
                "\n");
    }

    private static void quietly(Runnable run) {
        try {
            run.run();
        } catch (IllegalArgumentException e) {
            // What a text like that deserves.
        }
    }
}
