package io.jenkins.plugins.mongodbcloud.client.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves names as a test says; aliases have no other name. */
@FunctionalInterface
interface TestResolver extends DnsResolver {

    @Override
    InetAddress[] resolve(String host) throws UnknownHostException;

    @Override
    default String resolveCanonicalHostname(String host) {
        return host;
    }
}
