package io.jenkins.plugins.mongodbcloud.client;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Hosts that no endpoint may have: link-local addresses, and those under which clouds tell a machine its own
 * secrets. Loopback and private addresses are allowed, for Ops Manager runs there.
 */
public final class ForbiddenHosts {

    /** Names and addresses outside the link-local ranges under which clouds serve metadata. */
    private static final Set<String> METADATA_NAMES = Set.of("metadata.google.internal", "metadata.goog");

    private static final List<byte[]> METADATA_ADDRESSES = List.of(
            // Amazon, over IPv6: fd00:ec2::254
            new byte[] {(byte) 0xfd, 0, 0x0e, (byte) 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54},
            // Google, over IPv6: fd20:ce::254
            new byte[] {(byte) 0xfd, 0x20, 0, (byte) 0xce, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54},
            // Alibaba
            new byte[] {100, 100, 100, (byte) 200});

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private ForbiddenHosts() {}

    /**
     * Looks at the text alone: a name that clouds keep for metadata, or a forbidden address written out. A name
     * that only resolves to such an address is refused when a connection is made.
     *
     * @param host of a URL, an IPv6 address in brackets or without
     */
    public static boolean isForbidden(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("%[^\\]]*|\\.+$", "");
        if (METADATA_NAMES.contains(name)) {
            return true;
        }
        boolean literal = name.startsWith("[") || name.indexOf(':') >= 0 || name.matches("[0-9.]+");
        try {
            // What is written as an address is not looked up.
            return literal && isForbidden(InetAddress.getByName(name));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    public static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || METADATA_ADDRESSES.stream().anyMatch(metadata -> Arrays.equals(metadata, address.getAddress()))
                || address instanceof Inet6Address && carriesForbidden(address.getAddress());
    }

    /** An IPv4 address inside an IPv6 one, as translators on the way unpack it. */
    private static boolean carriesForbidden(byte[] address) {
        boolean translated = Arrays.equals(NAT64, 0, NAT64.length, address, 0, NAT64.length);
        boolean compatible = Arrays.equals(new byte[12], Arrays.copyOf(address, 12));
        if (!translated && !compatible) {
            return false;
        }
        try {
            InetAddress inner = InetAddress.getByAddress(Arrays.copyOfRange(address, 12, 16));
            return inner instanceof Inet4Address && isForbidden(inner);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
