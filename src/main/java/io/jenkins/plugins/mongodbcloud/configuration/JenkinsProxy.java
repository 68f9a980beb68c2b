package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.ProxyConfiguration;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.ProxyRules;
import java.net.InetSocketAddress;
import java.util.Optional;
import jenkins.model.Jenkins;

/** The proxy of this Jenkins, with its exclusion list and its credentials. */
final class JenkinsProxy implements ProxyRules {

    @Override
    public Optional<Proxy> proxyFor(String targetHost) {
        ProxyConfiguration configuration = Jenkins.get().getProxy();
        if (configuration == null) {
            return Optional.empty();
        }
        java.net.Proxy proxy = configuration.createProxy(targetHost);
        if (!(proxy.address() instanceof InetSocketAddress address)) {
            return Optional.empty();
        }
        Secret password = configuration.getSecretPassword();
        return Optional.of(new Proxy(
                address.getHostString(),
                address.getPort(),
                configuration.getUserName(),
                password == null ? null : password.getPlainText()));
    }
}
