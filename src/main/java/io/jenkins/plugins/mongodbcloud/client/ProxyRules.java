package io.jenkins.plugins.mongodbcloud.client;

import java.util.Objects;
import java.util.Optional;

/** Decides per target host whether a proxy stands between. */
@FunctionalInterface
public interface ProxyRules {

    /** No proxy for any host. */
    ProxyRules DIRECT = host -> Optional.empty();

    /** The proxy to use for a target host name, empty for none. Asked before every attempt; must not block. */
    Optional<Proxy> proxyFor(String targetHost);

    /** An HTTP proxy, with the user name and password that it asks for, both null if it asks for none. */
    final class Proxy {
        private final String host;
        private final int port;
        private final String userName;
        private final String password;

        public Proxy(String host, int port, String userName, String password) {
            this.host = Objects.requireNonNull(host, "host");
            this.port = port;
            this.userName = userName;
            this.password = password;
        }

        public String host() {
            return host;
        }

        public int port() {
            return port;
        }

        public String userName() {
            return userName;
        }

        public String password() {
            return password;
        }

        /** Host and port alone. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
