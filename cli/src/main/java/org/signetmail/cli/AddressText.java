package org.signetmail.cli;

import java.net.InetAddress;

/** IP addresses as they are written for people, and as SPF writes them. */
final class AddressText {

    private AddressText() {}

    /** RFC 5952 §4: of an IPv6 address without leading zeros, and with {@code ::} for the longest run of groups that are 0. */
    static String of(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            return address.getHostAddress();
        }
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (octets[2 * i] & 0xFF) << 8 | (octets[2 * i + 1] & 0xFF);
        }
        int start = 0;
        int length = 1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        // §4.2.2: one group alone is not shortened.
        return length == 1
                ? written(groups, 0, groups.length)
                : written(groups, 0, start) + "::" + written(groups, start + length, groups.length);
    }

    private static String written(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
