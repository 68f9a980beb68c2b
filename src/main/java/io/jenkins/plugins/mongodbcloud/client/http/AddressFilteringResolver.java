package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.ForbiddenHosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Refuses a name that leads to a {@linkplain ForbiddenHosts forbidden} address.
 *
 * @param names resolves all others
 */
record AddressFilteringResolver(DnsResolver names) implements DnsResolver {

    /** The name is known, but may not be connected to. */
    static final class ForbiddenAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        ForbiddenAddressException(String host, InetAddress address) {
            super(host + " is at " + address.getHostAddress());
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (ForbiddenHosts.isForbidden(address)) {
                throw new ForbiddenAddressException(host, address);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}
