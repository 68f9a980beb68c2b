package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.util.NetUtil;
import java.util.Arrays;

/** Entries of access lists: an IP address, or a range in CIDR notation. */
final class AccessListEntry {
    private AccessListEntry() {}

    static boolean isValid(String entry) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(address(entry));
        return address != null
                && prefix(entry, address.length) >= 0
                && prefix(entry, address.length) <= address.length * Byte.SIZE;
    }

    /** Whether an address is this entry or in its range. */
    static boolean covers(String entry, String address) {
        byte[] first = NetUtil.createByteArrayFromIpAddressString(address(entry));
        byte[] seen = NetUtil.createByteArrayFromIpAddressString(address);
        if (first == null || seen == null || first.length != seen.length) {
            return entry.equals(address);
        }
        int bits = prefix(entry, first.length);
        int bytes = bits / Byte.SIZE;
        int shift = Byte.SIZE - bits % Byte.SIZE;
        return Arrays.equals(first, 0, bytes, seen, 0, bytes)
                && (shift == Byte.SIZE || (first[bytes] & 0xff ^ seen[bytes] & 0xff) >> shift == 0);
    }

    private static String address(String entry) {
        return entry.split("/", 2)[0];
    }

    private static int prefix(String entry, int bytes) {
        if (!entry.contains("/")) {
            return bytes * Byte.SIZE;
        }
        String digits = entry.split("/", 2)[1];
        return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    }
}
