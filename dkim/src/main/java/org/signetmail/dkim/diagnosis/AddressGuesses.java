package org.signetmail.dkim.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.internal.Ascii;

/** How addresses may have been written (RFC 5322 §3.4) before a server wrote them anew. */
final class AddressGuesses {

    /** More addresses than these are written anew by nobody but the author. */
    private static final int MOST_ADDRESSES = 1000;

    private AddressGuesses() {}

    /** Gives each way of writing with which all addresses of the field may have been written. */
    static List<String> of(String line) {
        List<String> addresses = split(line);
        List<String> guesses = new ArrayList<>();
        for (Style style : Style.values()) {
            StringBuilder result = new StringBuilder(line.length() + 16);
            for (String address : addresses) {
                result.append(result.isEmpty() ? "" : ", ").append(style.write(Ascii.trimWsp(address)));
            }
            guesses.add(result.toString());
        }
        return guesses;
    }

    private enum Style {
        /** Names without quotes. */
        UNQUOTED {
            @Override
            String write(String address) {
                int end = address.startsWith("\"") ? address.indexOf('"', 1) : -1;
                return end < 0 ? address : address.substring(1, end) + address.substring(end + 1);
            }
        },
        /** Names in quotes. */
        QUOTED {
            @Override
            String write(String address) {
                int bracket = address.indexOf(" <");
                return bracket <= 0 || address.startsWith("\"")
                        ? address
                        : '"' + address.substring(0, bracket) + '"' + address.substring(bracket);
            }
        },
        /** An address alone without brackets. */
        BARE {
            @Override
            String write(String address) {
                return address.startsWith("<") && address.endsWith(">")
                        ? address.substring(1, address.length() - 1)
                        : address;
            }
        },
        /** An address alone in brackets. */
        BRACKETED {
            @Override
            String write(String address) {
                return address.indexOf('<') < 0 && address.indexOf('(') < 0 ? '<' + address + '>' : address;
            }
        },
        /** An address that was made its own name: without it. */
        NAMELESS {
            @Override
            String write(String address) {
                return isOwnName(address) ? inBrackets(address) : address;
            }
        },
        /** The same in brackets. */
        NAMELESS_BRACKETED {
            @Override
            String write(String address) {
                return isOwnName(address) ? '<' + inBrackets(address) + '>' : address;
            }
        },
        /** The name in a comment. */
        COMMENTED {
            @Override
            String write(String address) {
                int bracket = address.indexOf(" <");
                return bracket <= 0
                        ? address
                        : inBrackets(address) + " (" + UNQUOTED.write(address.substring(0, bracket)) + ')';
            }
        },
        /** The name out of a comment. */
        UNCOMMENTED {
            @Override
            String write(String address) {
                int comment = address.indexOf(" (");
                return comment < 0 || !address.endsWith(")")
                        ? address
                        : address.substring(comment + 2, address.length() - 1) + " <" + address.substring(0, comment)
                                + '>';
            }
        };

        abstract String write(String address);
    }

    private static boolean isOwnName(String address) {
        int bracket = address.indexOf('<');
        String bare = inBrackets(address);
        if (bare.isEmpty()) {
            return false;
        }
        String name = Ascii.trimWsp(address.substring(0, bracket));
        return name.equals(bare) || name.equals('"' + bare + '"') || name.equals("\"'" + bare + "'\"");
    }

    private static String inBrackets(String address) {
        int open = address.indexOf('<');
        int close = address.indexOf('>', open + 1);
        return open < 0 || close < 0 ? "" : address.substring(open + 1, close);
    }

    /** What is between the commas outside of quotes. */
    private static List<String> split(String line) {
        List<String> addresses = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < line.length() && addresses.size() < MOST_ADDRESSES; i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                addresses.add(line.substring(from, i));
                from = i + 1;
            }
        }
        addresses.add(line.substring(from));
        return addresses;
    }
}
