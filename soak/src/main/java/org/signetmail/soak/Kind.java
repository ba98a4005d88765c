package org.signetmail.soak;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What becomes of a message between a good sender and the soak. */
enum Kind {
    /** Nothing. */
    HONEST(30) {
        @Override
        void work(Draft draft, Random dice) {
            if (dice.nextBoolean()) {
                draft.mailFrom = "b" + draft.number + "@n" + draft.number + "." + SoakZone.EVERYBODY;
            }
        }
    },
    /** It comes from somewhere else, so that SPF fails. */
    FORWARDED(10) {
        @Override
        void work(Draft draft, Random dice) {
            draft.client = Dice.one(new String[] {"203.0.113.9", "2001:db8:ffff::1", "203.0.113.1"}, dice);
            draft.header =
                    "Received: from x (x [203.0.113.9])\r\n by y; Thu, 1 Jan 2026 12:00:03 +0000\r\n" + draft.header;
        }
    },
    /** It has no signature. */
    UNSIGNED(6) {
        @Override
        void work(Draft draft, Random dice) {
            draft.signatures = "";
            draft.client = dice.nextBoolean() ? draft.client : "203.0.113.9";
        }
    },
    /** One octet of its body is another. */
    CHANGED(8) {
        @Override
        void work(Draft draft, Random dice) {
            draft.insertIntoBody("x", dice);
            draft.client = dice.nextBoolean() ? draft.client : "203.0.113.9";
        }
    },
    /** Its From is odd. */
    FROM(12) {
        @Override
        void work(Draft draft, Random dice) {
            draft.from(Dice.one(Hostile.FROM, dice));
        }
    },
    /** A signature that is none is on top. */
    SIGNATURE(8) {
        @Override
        void work(Draft draft, Random dice) {
            draft.signatures = "DKIM-Signature: " + Dice.one(Hostile.SIGNATURE, dice) + "\r\n" + draft.signatures;
        }
    },
    /** Many signatures are on top. */
    JUNK(3) {
        @Override
        void work(Draft draft, Random dice) {
            int count = 1 + dice.nextInt(60);
            StringBuilder junk = new StringBuilder();
            for (int i = 0; i < count; i++) {
                junk.append("DKIM-Signature: ")
                        .append(Dice.one(Hostile.SIGNATURE, dice))
                        .append("\r\n");
            }
            draft.signatures = junk + draft.signatures;
        }
    },
    /** Some octets anywhere are others, are missing, or are there twice. */
    SPOILED(8) {
        @Override
        void work(Draft draft, Random dice) {
            draft.whole(Draft.spoiled(draft.whole(), 1 + dice.nextInt(20), dice));
        }
    },
    /** Its lines end where lines do not end. */
    LINE_ENDS(3) {
        @Override
        void work(Draft draft, Random dice) {
            for (int i = dice.nextInt(5); i >= 0; i--) {
                draft.insertIntoBody(Dice.one(Hostile.LINE_ENDS, dice), dice);
            }
        }
    },
    /** The domain of its sender has a trap for SPF. */
    SPF(6) {
        @Override
        void work(Draft draft, Random dice) {
            draft.mailFrom = "bob@" + Dice.one(Hostile.SPF_DOMAIN, dice);
        }
    },
    /** The domain of its author has a trap for DMARC. */
    POLICY(4) {
        @Override
        void work(Draft draft, Random dice) {
            draft.from("From: <bob@" + Dice.one(Hostile.FROM_DOMAIN, dice) + ">\r\n");
        }
    },
    /** What the client says in SMTP is odd. */
    ENVELOPE(4) {
        @Override
        void work(Draft draft, Random dice) {
            draft.mailFrom = Dice.one(Hostile.MAIL_FROM, dice);
            draft.helo = Dice.one(Hostile.HELO, dice);
        }
    },
    /** It is no message at all. */
    NOISE(2) {
        @Override
        void work(Draft draft, Random dice) {
            byte[] noise = new byte[dice.nextInt(2000)];
            dice.nextBytes(noise);
            draft.whole(new String(noise, StandardCharsets.ISO_8859_1));
        }
    },
    /** It has very many fields. */
    FIELDS(1) {
        @Override
        void work(Draft draft, Random dice) {
            draft.header = "X-Much: of it\r\n".repeat(1 + dice.nextInt(6000)) + draft.header;
        }
    };

    private static final Kind[] ALL = values();

    private final int weight;

    Kind(int weight) {
        this.weight = weight;
    }

    abstract void work(Draft draft, Random dice);

    static Kind of(Random dice) {
        int sum = 0;
        for (Kind kind : ALL) {
            sum += kind.weight;
        }
        int left = dice.nextInt(sum);
        for (Kind kind : ALL) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new AssertionError(left);
    }
}
