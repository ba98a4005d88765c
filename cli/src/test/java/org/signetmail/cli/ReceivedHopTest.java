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
            vger         | 192.0.2.1     | mx.a.example    | in.b.example | from unknown ([192.0.2.1]:37090 "HELO mx.a.example" rhost-flags-OK-OK-OK-OK) by in.b.example with ESMTP id S1
            IronPort     | 192.0.2.1     | mx.a.example    | in.b.example | from unknown (HELO mx.a.example) ([192.0.2.1]) by in.b.example with ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384; 03 Mar 2026 10:00:00 -0700
            IronPort     | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example ([192.0.2.1]) by in.b.example with ESMTP; 03 Mar 2026 10:00:00 -0700
            Mimecast     | 192.0.2.1     | mx.a.example    | relay.mimecast.com | from mx.a.example (mx.a.example [192.0.2.1]) by relay.mimecast.com with ESMTP with STARTTLS (version=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384) id de-mta-23-x-1; Tue, 03 Mar 2026 10:00:00 +0000
            Mimecast old | 192.0.2.1     | mx.a.example    | relay.mimecast.com | from mx.a.example (mx.a.example [192.0.2.1]) (Using TLS) by relay.mimecast.com with ESMTP id uk-mta-1-x-1
            Proofpoint   | 192.0.2.1     | mx.a.example    | mx0b-0.pphosted.com | from mx.a.example (rdns.a.example [192.0.2.1]) by mx0b-0.pphosted.com (PPS) with ESMTPS id 4a (version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT)
            Proofpoint   | 127.0.0.1     | pps.filterd     | mx0a-0.pphosted.com | from pps.filterd (m0.ppops.net [127.0.0.1]) by mx0a-0.pphosted.com (8.18.1.2/8.18.1.2) with ESMTP id 5
            Barracuda    | 192.0.2.1     | mx.a.example    | spam.b.example | from mx.a.example (rdns.a.example [192.0.2.1]) by spam.b.example with ESMTP id aB1 (version=TLSv1.2 cipher=ECDHE bits=256 verify=NO) for <b@b.example>
            Halon        | 192.0.2.1     | mx.a.example    | se1.b.example | from mx.a.example (unknown [192.0.2.1]) by se1.b.example (Halon) with ESMTPS id 7-1-f-9-5
            Fastmail     | 192.0.2.1     | mx.a.example    | mx5.messagingengine.com | from mx.a.example (mx.a.example [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange ECDHE (P-256) server-signature RSA-PSS) (No client certificate requested) by mx5.messagingengine.com (Postfix) with ESMTPS id 4
            Fastmail     | 10.202.2.42   | mx5             | store1.internal | from mx5 ([10.202.2.42]) by store1.internal (LMTPProxy); Tue, 03 Mar 2026 05:00:00 -0500
            Proton       | -             | mail.protonmail.ch | mail.protonmail.ch | from mail.protonmail.ch by mail.protonmail.ch; Tue, 03 Mar 2026 10:00:00 +0000
            Zoho         | 192.0.2.1     | mx.a.example    | mx.zohomail.com | from mx.a.example (mx.a.example [192.0.2.1]) by mx.zohomail.com with SMTPS id 1700000000000000.1; Tue, 3 Mar 2026 02:00:00 -0800 (PST)
            Zoho sent    | -             | ''              | mx.zohomail.com | by mx.zohomail.com with SMTPS id 1700000000000000.1; Tue, 3 Mar 2026 02:00:00 -0800 (PST)
            Yahoo inside | 10.197.33.76  | 10.197.33.76    | atlas206.free.mail.bf1.yahoo.com | from 10.197.33.76 by atlas206.free.mail.bf1.yahoo.com pod-id NONE with HTTPS; Tue, 03 Mar 2026 10:00:00 +0000
            Yahoo web    | -             | sonic.gate.mail.ne1.yahoo.com | sonic301.consmr.mail.ne1.yahoo.com | from sonic.gate.mail.ne1.yahoo.com by sonic301.consmr.mail.ne1.yahoo.com with HTTP; Tue, 03 Mar 2026 10:00:00 +0000
            Gmail inside | -             | ''              | 2002:a05:6512:3cd:b0:4ea:fac6:5334 | by 2002:a05:6512:3cd:b0:4ea:fac6:5334 with SMTP id w13csp1; Tue, 3 Mar 2026 02:00:00 -0800 (PST)
            Outlook.com  | 2001:db8:a::2 | GV1PR.example   | AM5P189.eurprd.prod.outlook.com | from GV1PR.example (2001:db8:a::2) by AM5P189.eurprd.prod.outlook.com (2603:10a6:206:15::33) with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9298.16 via Frontend Transport; Tue, 3 Mar 2026 10:00:00 +0000
            OpenSMTPD    | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (rdns.a.example [192.0.2.1]) by in.b.example (OpenSMTPD) with ESMTPS id 4eab1d (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO) for <b@b.example>
            MDaemon      | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example ([192.0.2.1]) by in.b.example (in.b.example) (MDaemon PRO v10.1.2) with ESMTP id md50000000001.msg
            MDaemon v6   | 2001:db8::1   | [IPV6:2001:db8::1] | in.b.example | from [IPV6:2001:db8::1] by in.b.example (IPv6:2001:db8:1::2) (MDaemon PRO v23.5.1) with ESMTPSA id md5001
            MDaemon bare | -             | mx.a.example    | in.b.example | from mx.a.example by in.b.example (MDaemon PRO v10.1.1) with ESMTP id md50000092331.msg
            Kerio        | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example ([192.0.2.1]) (authenticated user bob@b.example) by in.b.example (Kerio Connect 9.4.2) with ESMTPSA (using TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256 bits)); Tue, 3 Mar 2026 11:00:00 +0100
            hMailServer  | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (rdns.a.example [192.0.2.1]) by in.b.example with ESMTPS (version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256) ; Tue, 3 Mar 2026 10:00:00 +0000
            James v6     | 2001:db8::cafe | [IPv6:2001:db8::cafe] | in.b.example | from 2001:db8:0:0:0:0:0:cafe (EHLO [IPv6:2001:db8::cafe]) ([2001:db8:0:0:0:0:0:cafe]) by in.b.example (JAMES SMTP Server ) with ESMTPA ID 1759566365
            GMX literal  | 192.0.2.1     | [192.168.1.105] | mail.gmx.net | from [192.168.1.105] ([192.0.2.1]) by mail.gmx.net (mrgmx004 [212.227.17.190]) with ESMTPSA (Nemesis) id 1M-1-00
            Haraka       | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (rdns.a.example [192.0.2.1]) by in.b.example (Haraka/3.0.3) with ESMTPS id 1-2.1 envelope-from <a@a.example> tls TLS_AES_256_GCM_SHA384
            Domino       | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example ([192.0.2.1]) by in.b.example (IBM Domino Release 9.0.1FP10) with ESMTP id 2026030310000000-1
            Dovecot LMTP | -             | mx.a.example    | store.b.example | from mx.a.example by store.b.example with LMTP id x (envelope-from <a@a.example>) for <b@b.example>
            qpsmtpd      | 192.0.2.1     | mx.a.example    | in.b.example | from Unknown (HELO mx.a.example) (192.0.2.1) by in.b.example (qpsmtpd/0.96) with (TLS_AES_256_GCM_SHA384 encrypted) ESMTPS
            bare         | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example [192.0.2.1] by in.b.example
            folded       | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example\t(mx.a.example [192.0.2.1])\tby in.b.example\twith SMTP
            letters      | 192.0.2.1     | MX.A.example    | In.b.example | FROM MX.A.example (Mx [192.0.2.1]) BY In.b.example
            local pickup | -             | ''              | in.b.example | by in.b.example (Postfix, from userid 1000) id 4X
            loopback     | 127.0.0.1     | localhost       | in.b.example | from localhost (localhost [127.0.0.1]) by in.b.example (Postfix)
            port         | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (192.0.2.1:54321) by in.b.example
            port         | 192.0.2.1     | mx.a.example    | in.b.example | from mx.a.example (rdns.a.example [192.0.2.1:54321]) by in.b.example
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
            from x by y; 3 Mar 2026 10:00:00 UTC                    | 2026-03-03T10:00:00Z
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

    @ParameterizedTest
    @DisplayName("RFC 5952: one way to write an address")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "fe80:0:0:0:0:0:0:0, fe80::"
    })
    void addressesAsText(String address, String text) {
        assertThat(AddressText.of(ReceivedHop.address(address))).isEqualTo(text);
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
