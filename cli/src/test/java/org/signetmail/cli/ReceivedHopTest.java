package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedHopTest {

    @ParameterizedTest(name = "{0}: {4}")
    @DisplayName("Client, HELO and server as the servers of this world write them")
    @CsvSource(delimiter = '|', nullValues = "-", maxCharsPerColumn = 2000, textBlock = """
            Postfix      | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (mx.a.example [192.0.2.1]) by in.b.example (Postfix) with ESMTPS id 4X for <b@b.example>; Tue, 3 Mar 2026 10:00:00 +0000
            Postfix      | 192.0.2.1     | [10.0.0.7]      | in.b.example | from [10.0.0.7] (unknown [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (Client CN "a", Issuer "R3" (verified OK)) by in.b.example (Postfix) with ESMTPSA id 4X
            Postfix v6   | 2001:db8::1   | mx.a.example    | in.b.example | from mx.a.example (mx.a.example [IPv6:2001:db8::1]) by in.b.example (Postfix) with ESMTPS id 4X
            Postfix port | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (mx.a.example [192.0.2.1]:25100) by in.b.example (Postfix)
            Exim         | 192.0.2.1     | mx.a.example    | in.b.example | from [192.0.2.1] (helo=mx.a.example) by in.b.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <x@a.example>) id 1r-x
            Exim rdns    | 192.0.2.1     | said.example    | in.b.example | from rdns.a.example ([192.0.2.1]:53124 helo=said.example) by in.b.example with esmtp (Exim 4.96)
            Exim same    | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example ([192.0.2.1]) by in.b.example with esmtps (Exim 4.97)
            Exim literal | 192.0.2.1     | [203.0.113.9]   | in.b.example | from [192.0.2.1] (port=12345 helo=[203.0.113.9]) by in.b.example with esmtpa
            Sendmail     | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (rdns.a.example [192.0.2.1] (may be forged)) by in.b.example (8.17.1/8.17.1) with ESMTPS id 1ABC
            Sendmail     | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (IDENT:root@rdns.a.example [192.0.2.1]) by in.b.example (8.12.3/8.12.3) with ESMTP id f
            Exchange     | 192.0.2.1     | mx.a.example    | EX1.b.example | from mx.a.example (192.0.2.1) by EX1.b.example (10.0.0.5) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE) id 15.1.2507.37; Tue, 3 Mar 2026 10:00:00 +0000
            Exchange v6  | 2001:db8::1:1 | AB1PR.example   | DB7.example  | from AB1PR.example (2001:db8::1:1) by DB7.example (2603:10a6:10:1::6) with Microsoft SMTP Server id 15.20
            Outlook.com  | 192.0.2.1     | mx.a.example    | AM5EUR.mail.protection.outlook.com | from mx.a.example (192.0.2.1) by AM5EUR.mail.protection.outlook.com (10.167.16.2) with Microsoft SMTP Server id 15.20.9
            zone         | fe80::1       | x               | y            | from x (fe80::1%10) by y (fe80::2%10) with mapi id 15.1
            Gmail        | 192.0.2.1     | mx.a.example    | mx.google.com | from mx.a.example (mx.a.example. [192.0.2.1]) by mx.google.com with ESMTPS id q1 for <b@gmail.com> (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128); Tue, 03 Mar 2026 02:00:00 -0800 (PST)
            Gmail v6     | 2001:db8::1   | mx.a.example    | mx.google.com | from mx.a.example (mx.a.example. [2001:db8::1]) by mx.google.com with ESMTPS id q1
            Gmail client | 192.0.2.1     | [192.168.1.20]  | smtp.gmail.com | from [192.168.1.20] (host.isp.example. [192.0.2.1]) by smtp.gmail.com with ESMTPSA id x
            Gmail inside | -             | ''              | 2002:a05:7208:1 | by 2002:a05:7208:1 with SMTP id x5csp1; Tue, 3 Mar 2026 02:00:01 -0800 (PST)
            qmail        | 192.0.2.1     | mx.a.example    | in.b.example | from unknown (HELO mx.a.example) (192.0.2.1) by in.b.example with SMTP; 3 Mar 2026 10:00:00 -0000
            qmail ident  | 192.0.2.1     | mx.a.example    | in.b.example | from rdns.a.example (HELO mx.a.example) (bob@192.0.2.1) by in.b.example with SMTP
            qmail same   | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (192.0.2.1) by in.b.example with SMTP
            qmail local  | -             | ''              | ''           | (qmail 1234 invoked by uid 1000); 3 Mar 2026 10:00:00 -0000
            Yahoo        | 192.0.2.1     | mx.a.example    | 10.197.37.9  | from 192.0.2.1 (EHLO mx.a.example) by 10.197.37.9 with SMTPs (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256); Tue, 03 Mar 2026 10:00:00 +0000
            Yahoo old    | 192.0.2.1     | mx.a.example    | mta1.mail.yahoo.com | from 127.0.0.1 (EHLO mx.a.example) (192.0.2.1) by mta1.mail.yahoo.com with SMTP
            CommuniGate  | 192.0.2.1     | mx.a.example    | in.b.example | from [192.0.2.1] (account x HELO mx.a.example) by in.b.example (CommuniGate Pro SMTP 6.3)
            GMX          | 192.0.2.1     | mx.a.example    | mx-ha.gmx.net | from mx.a.example ([192.0.2.1]) by mx-ha.gmx.net (mxgmx008 [212.227.15.9]) with ESMTPS (Nemesis) id 1M
            Courier      | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (rdns.a.example [::ffff:192.0.2.1]) (TLS: TLSv1.3,256bits) by in.b.example with ESMTPS
            James        | 192.0.2.1     | mx.a.example    | in.b.example | from 192.0.2.1 (EHLO mx.a.example) ([192.0.2.1]) by in.b.example (JAMES SMTP Server ) with ESMTP ID 5
            SES          | 192.0.2.1     | a1.smtp-out.amazonses.com | inbound-smtp.us-east-1.amazonaws.com | from a1.smtp-out.amazonses.com (a1.smtp-out.amazonses.com [192.0.2.1]) by inbound-smtp.us-east-1.amazonaws.com with SMTP id x
            bare         | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example [192.0.2.1] by in.b.example
            folded       | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example\t(mx.a.example [192.0.2.1])\tby in.b.example\twith SMTP
            letters      | 192.0.2.1     | MX.A.example    | In.b.example | FROM MX.A.example (Mx [192.0.2.1]) BY In.b.example
            local pickup | -             | ''              | in.b.example | by in.b.example (Postfix, from userid 1000) id 4X
            loopback     | 127.0.0.1     | localhost       | in.b.example | from localhost (localhost [127.0.0.1]) by in.b.example (Postfix)
            HELO is "by" | 192.0.2.1     | by              | in.b.example | from by (rdns.a.example [192.0.2.1]) by in.b.example
            HELO lies    | 192.0.2.1     | [198.51.100.9]  | in.b.example | from [198.51.100.9] (rdns.a.example [192.0.2.1]) by in.b.example
            HELO lies    | 192.0.2.1     | 198.51.100.9    | in.b.example | from 198.51.100.9 (192.0.2.1) by in.b.example
            no address   | -             | mx.a.example    | in.b.example | from mx.a.example (unknown) by in.b.example
            octal        | -             | mx.a.example    | in.b.example | from mx.a.example ([0300.0.2.1]) by in.b.example
            too few      | -             | mx.a.example    | in.b.example | from mx.a.example ([192.1]) by in.b.example
            open         | 192.0.2.1     | x               | ''           | from x (((( [192.0.2.1] by y
            empty        | -             | ''              | ''           | ''
            """)
    void reads(String server, String client, String helo, String by, String value) {
        ReceivedHop hop = ReceivedHop.parse(value.replace("\\t", "\t"));
        assertThat(hop.client().map(InetAddress::getHostAddress).orElse(null))
                .isEqualTo(client == null ? null : ReceivedHop.address(client).getHostAddress());
        assertThat(hop.helo()).isEqualTo(helo);
        assertThat(hop.by()).isEqualTo(by);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            from x by y; Tue, 3 Mar 2026 10:00:00 +0000             | 2026-03-03T10:00:00Z
            from x by y; Tue, 03 Mar 2026 02:00:00 -0800 (PST)      | 2026-03-03T10:00:00Z
            from x by y; 3 Mar 2026 10:00:00 -0000                  | 2026-03-03T10:00:00Z
            from x by y; 3 Mar 2026 10:00 GMT                       | 2026-03-03T10:00:00Z
            from x by y (a; b) ; Tue, 3 Mar 2026 10:00:00 +0000     | 2026-03-03T10:00:00Z
            from x by y; Tue, 3 Mar 2026 25:00:00 +0000             | -
            from x by y; yesterday                                  | -
            from x by y;                                            | -
            from x by y                                             | -
            """)
    void tellsWhen(String value, Instant time) {
        assertThat(ReceivedHop.parse(value).time().orElse(null)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, true",
        "10.0.0.1, false",
        "172.16.0.1, false",
        "172.32.0.1, true",
        "192.168.7.7, false",
        "127.0.0.1, false",
        "100.64.0.1, false",
        "100.128.0.1, true",
        "169.254.1.1, false",
        "0.0.0.0, false",
        "0.1.2.3, false",
        "224.0.0.1, false",
        "255.255.255.255, false",
        "::1, false",
        "::, false",
        "fe80::1, false",
        "fd00::1, false",
        "fc00::1, false",
        "ff02::1, false",
        "2001:db8::1, true",
        "::ffff:10.0.0.1, false",
        "::ffff:192.0.2.1, true"
    })
    void publicAddresses(String address, boolean isPublic) {
        assertThat(TraceEnvelope.isPublic(ReceivedHop.address(address))).isEqualTo(isPublic);
    }

    @Test
    @DisplayName("Any text is a hop, in time that grows with its length alone")
    void total() {
        Random random = new Random(16);
        String letters = "()[]()[]; \tfrom by helo=HELO [192.0.2.1] IPv6::1%=@,.\"\\\u00E9\0";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("from ");
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            ReceivedHop hop = ReceivedHop.parse(text.toString());
            assertThat(hop.helo()).isNotNull();
        }
        assertThat(ReceivedHop.parse("from x " + "(".repeat(1 << 20) + " by y").helo())
                .isEqualTo("x");
        assertThat(ReceivedHop.parse("from " + "x".repeat(1 << 20)).client()).isEmpty();
    }
}
