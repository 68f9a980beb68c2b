package io.jenkins.plugins.mongodbcloud.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hosts that no endpoint may have: link-local addresses, and those under which clouds tell a machine its own
 * secrets. Loopback and private addresses are allowed, for Ops Manager runs there.
 */
public final class ForbiddenHosts {

    /** Names under which clouds serve metadata: Google, Amazon, Tencent. */
    private static final Set<String> METADATA_NAMES = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "instance-data",
            "instance-data.ec2.internal",
            "metadata.tencentyun.com");

    /** Addresses outside the link-local ranges under which clouds serve metadata. */
    private static final List<InetAddress> METADATA_ADDRESSES = Stream.of(
                    // Amazon: metadata, and credentials of pods
                    "fd00:ec2::254",
                    "fd00:ec2::23",
                    // Google
                    "fd20:ce::254",
                    // Alibaba
                    "100.100.100.200",
                    // Azure
                    "168.63.129.16",
                    // Oracle
                    "192.0.0.192")
            .map(ForbiddenHosts::literal)
            .toList();

    private static final int IPV4_PARTS = 4;

    private ForbiddenHosts() {}

    /**
     * Looks at the text alone: a name that clouds keep for metadata, or a forbidden address written out, in any
     * spelling of numbers that a resolver or a proxy may accept. A name that only resolves to such an address is
     * refused when a connection is made.
     *
     * @param host of a URL, an IPv6 address in brackets or without
     */
    public static boolean isForbidden(String host) {
        // As host names are prepared before they are looked up: digits and dots of other scripts become the usual ones.
        String name = Normalizer.normalize(host, Normalizer.Form.NFKC)
                .replace('\u3002', '.')
                .toLowerCase(Locale.ROOT)
                .replaceAll("%[^\\]]*|\\.+$", "");
        if (METADATA_NAMES.contains(name)) {
            return true;
        }
        if (name.startsWith("[") || name.indexOf(':') >= 0) {
            try {
                // What is written as an address is not looked up.
                return isForbidden(InetAddress.getByName(name));
            } catch (UnknownHostException e) {
                return false;
            }
        }
        return readings(name).stream().anyMatch(ForbiddenHosts::isForbidden);
    }

    /** Whether the address is forbidden itself, or an IPv4 address that translators on the way unpack from it. */
    public static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || METADATA_ADDRESSES.contains(address)
                || address instanceof Inet6Address
                        && embedded(address.getAddress()).stream().anyMatch(ForbiddenHosts::isForbidden);
    }

    /** The IPv4 addresses that an IPv6 one may contain. */
    private static Set<InetAddress> embedded(byte[] address) {
        int[] words = new int[8];
        for (int i = 0; i < words.length; i++) {
            words[i] = (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
        }
        boolean zeros = Arrays.equals(new int[6], Arrays.copyOf(words, 6));
        boolean nat64 = Arrays.equals(new int[] {0x64, 0xff9b, 0, 0, 0, 0}, Arrays.copyOf(words, 6));
        boolean localNat64 = words[0] == 0x64 && words[1] == 0xff9b && words[2] == 1;
        Set<InetAddress> found = new HashSet<>();
        if (zeros || nat64 || localNat64) {
            found.add(ipv4(address, 12, 13, 14, 15));
        }
        if (localNat64) {
            // RFC 6052, section 2.2: where the address is depends on the length of the prefix, 48, 56 or 64 bits.
            found.add(ipv4(address, 6, 7, 9, 10));
            found.add(ipv4(address, 7, 9, 10, 11));
            found.add(ipv4(address, 9, 10, 11, 12));
        }
        if (words[0] == 0x2002) {
            // 6to4, RFC 3056
            found.add(ipv4(address, 2, 3, 4, 5));
        }
        return found;
    }

    private static InetAddress ipv4(byte[] from, int... at) {
        byte[] bytes = new byte[IPV4_PARTS];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = from[at[i]];
        }
        return address(bytes);
    }

    /** What a text of one to four numbers is as an IPv4 address: with a leading zero octal to some, decimal to others. */
    private static Set<InetAddress> readings(String name) {
        Set<InetAddress> readings = new HashSet<>();
        for (boolean octal : new boolean[] {true, false}) {
            InetAddress address = numeric(name.split("\\.", -1), octal);
            if (address != null) {
                readings.add(address);
            }
        }
        return readings;
    }

    /** As {@code inet_aton} reads it: the last number fills all bytes that are left. Null if it is no address. */
    private static InetAddress numeric(String[] parts, boolean octal) {
        if (parts.length > IPV4_PARTS) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            long number = number(parts[i], octal);
            boolean last = i == parts.length - 1;
            long most = last ? (1L << 8 * (IPV4_PARTS - i)) - 1 : 255;
            if (number < 0 || number > most) {
                return null;
            }
            value |= last ? number : number << 8 * (IPV4_PARTS - 1 - i);
        }
        return address(new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    private static long number(String text, boolean octal) {
        if (text.matches("0x[0-9a-f]{1,12}")) {
            return Long.parseLong(text.substring(2), 16);
        }
        if (octal && text.matches("0[0-7]{1,15}")) {
            return Long.parseLong(text, 8);
        }
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
