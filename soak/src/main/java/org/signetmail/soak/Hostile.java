package org.signetmail.soak;

/** What strangers write: lists to choose from. */
final class Hostile {

    private Hostile() {}

    /** In place of the From of a message. */
    static final String[] FROM = {
        "From: <bob@good.example>\r\nFrom: <eve@evil.example>\r\n",
        "From : <bob@good.example>\r\n",
        " From: <bob@good.example>\r\n",
        "From\r\n : <bob@good.example>\r\n",
        "From: <bob@good.example>, <eve@quar.example>\r\n",
        "From: =?utf-8?q?=3Cbob=40good.example=3E?=\r\n",
        "From: \"bob@good.example\" <eve@none.example>\r\n",
        "From: <@a.example,@b.example:bob@good.example>\r\n",
        "From: bob@good.example (comment (nested (deep)))\r\n",
        "From: <bob@good.example>eve\r\n",
        "From: <bob\u0000@good.example>\r\n",
        "From: <bob@good.example\u0000.evil.example>\r\n",
        "From: bob@[192.0.2.1]\r\n",
        "From: \"unfinished <bob@good.example>\r\n",
        "From:\r\n",
        "From: undisclosed:;\r\n",
        "From: group: <bob@good.example>, <ann@good.example>;\r\n",
        "From: <bob@example>\r\n",
        "From: <bob@b\u00c3\u00bccher.example>\r\n",
        "From: <bob@xn--.example>\r\n",
        "From: <bob@" + "a.".repeat(120) + "example>\r\n",
        "From: <bob@" + "a".repeat(64) + ".example>\r\n",
        "From: <bob@good.example>\nX-Bare: lf\r\n",
        "From: <bob@good.example>\rX-Bare: cr\r\n",
        "From: " + "(".repeat(3000) + ")".repeat(3000) + " bob@good.example\r\n",
        "From: " + "\"a\" ".repeat(800) + "<bob@good.example>\r\n",
        "Sender: <bob@good.example>\r\n",
        "",
    };

    /** In front of a message. */
    static final String[] SIGNATURE = {
        "v=1; a=rsa-sha256; d=good.example\u0000.evil.example; s=r; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=r\u0000x; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=\"good.example\"; s=r; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=r; h=from; l=99999999999999999999; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=r; h=from; l=-1; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=r; h=from; x=1; t=2; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha1; d=good.example; s=r; h=from; bh=YQ==; b=YQ==",
        "v=2; a=rsa-sha256; d=good.example; s=r; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=r; h=to; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; d=evil.example; s=r; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=r; i=@notgood.example; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=r; q=dns/other; h=from; bh=YQ==; b=YQ==",
        "v=1; a=ed25519-sha256; d=good.example; s=r; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=small; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=revoked; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=twins; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=der; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=wild.any; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=down; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=evil.example; s=down; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=huge; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=alias; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=round; h=from; bh=YQ==; b=YQ==",
        "v=1; a=rsa-sha256; d=good.example; s=r; h=" + "from:".repeat(900) + "to; bh=YQ==; b=YQ==",
        "v=1; " + "z".repeat(20_000),
        "\u00ff\u00fe\u0080 =;;;=;=",
        "=".repeat(300),
        "",
    };

    /** The domain of MAIL FROM: records that are traps. */
    static final String[] SPF_DOMAIN = {
        "loop.trap.example",
        "wide.trap.example",
        "void.trap.example",
        "twins.trap.example",
        "syntax.trap.example",
        "long.trap.example",
        "macro.trap.example",
        "redirect0.trap.example",
        "alias0.trap.example",
        "round0.trap.example",
        "servfail.trap.example",
        "inner.trap.example",
        "silent.trap.example",
        "mx.trap.example",
        "many.trap.example",
        "ptr.trap.example",
        "absent.trap.example",
        "trap.example",
    };

    /** The domain of From: what hangs at {@code _dmarc}. */
    static final String[] FROM_DOMAIN = {
        "servfail.policy.example",
        "silent.policy.example",
        "twins.policy.example",
        "syntax.policy.example",
        "long.policy.example",
        "sub.of.strict.policy.example",
        "testing.policy.example",
        "uris.policy.example",
        "alias.policy.example",
        "round.policy.example",
        "psd.policy.example",
        "a.b.c.d.e.f.g.h.i.j.k.policy.example",
        "absent.example",
    };

    /** In place of MAIL FROM. */
    static final String[] MAIL_FROM = {
        "",
        "(any@good.example",
        "\"a b\"@good.example",
        "bob@good.example@evil.example",
        "@a,@b:bob@good.example",
        "bob@good.example\u0000.evil.example",
        "bob@[192.0.2.1]",
        "bob",
        "@good.example",
        "bob@",
        "bob@.good.example",
        "bob@good.example.",
        "bob\r\nRCPT TO:<x>@good.example",
        "%{i}@macro.trap.example",
        "a".repeat(5000) + "@macro.trap.example",
        "bob@" + "a.".repeat(200) + "example",
        "b\u00f6b@b\u00fccher.example",
    };

    static final String[] HELO = {
        "mail.good.example",
        "",
        "[192.0.2.1]",
        "localhost",
        "\u0000",
        "a b",
        "-",
        "loop.trap.example",
        "x".repeat(3000),
    };

    /** Anywhere in a body. */
    static final String[] LINE_ENDS = {
        "\n.\n",
        "\r.\r",
        "\r\n.\n",
        "\n.\r\n",
        "\r\r\n",
        "\n\n",
        "\r",
        "\n",
        "\u0000",
        "\r\n.\r\nMAIL FROM:<>\r\n",
        " \r\n\r\n",
        "\t \t\r\n",
    };
}
