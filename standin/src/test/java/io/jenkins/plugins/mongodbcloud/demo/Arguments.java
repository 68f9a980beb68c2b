package io.jenkins.plugins.mongodbcloud.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user gave on the command line and in the environment.
 *
 * @param jenkinsfile null for the example
 * @param endpoint null for the simulator
 * @param outage whether the simulator refuses to remove access as long as the build runs
 */
record Arguments(
        String jenkinsfile, URI endpoint, List<KeyPair> credentials, Map<String, String> parameters, boolean outage) {
    static final String KEYS_VARIABLE = "MONGODB_CLOUD_KEYS";

    /** How to call the demo. */
    static final String USAGE = """
            Usage: mvn -q -f standin test-compile exec:java@try -Dexec.args="ARGUMENTS"
              --jenkinsfile FILE                what to run; docs/examples/declarative.Jenkinsfile if not given
              --endpoint URL                    base URL of the endpoint "Cloud Manager"; a simulator if not given
              --credentials ID=PUBLIC:PRIVATE   a made-up key pair, as a Jenkins credential; repeatable
              --param NAME=VALUE                a parameter of the build; repeatable
              --outage                          the simulator removes no access before the build is over
            Real key pairs come from the environment variable MONGODB_CLOUD_KEYS, in the form ID=PUBLIC:PRIVATE,
            several of them separated by spaces or new lines.""";

    /** A credential. Neither this nor any message about it shows the private key. */
    record KeyPair(String id, String publicKey, String privateKey) {
        @Override
        public String toString() {
            return id + "=" + publicKey;
        }
    }

    /** The command line cannot be understood. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * @param keys the value of {@link #KEYS_VARIABLE}, or null
     * @throws UsageException if something is missing, unknown or malformed
     */
    static Arguments parse(String keys, String... arguments) throws UsageException {
        String jenkinsfile = null;
        URI endpoint = null;
        List<KeyPair> credentials = new ArrayList<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean outage = false;
        for (Iterator<String> left = List.of(arguments).iterator(); left.hasNext(); ) {
            String name = left.next();
            switch (name) {
                case "--jenkinsfile" -> jenkinsfile = value(name, left);
                case "--endpoint" -> endpoint = url(value(name, left));
                case "--outage" -> outage = true;
                case "--credentials" -> credentials.add(keyPair(name, value(name, left)));
                case "--param" -> {
                    String[] pair = split(name, value(name, left), "=", "NAME=VALUE");
                    parameters.put(pair[0], pair[1]);
                }
                default -> throw new UsageException("There is no argument " + name.split("=", 2)[0]);
            }
        }
        for (String pair : (keys == null ? "" : keys).trim().split("\\s+")) {
            if (!pair.isEmpty()) {
                credentials.add(keyPair(KEYS_VARIABLE, pair));
            }
        }
        if (outage && endpoint != null) {
            throw new UsageException("--outage is for the simulator, and not for --endpoint");
        }
        return new Arguments(jenkinsfile, endpoint, List.copyOf(credentials), parameters, outage);
    }

    private static String value(String name, Iterator<String> left) throws UsageException {
        if (!left.hasNext()) {
            throw new UsageException(name + " needs a value");
        }
        return left.next();
    }

    private static URI url(String text) throws UsageException {
        try {
            URI url = new URI(text);
            boolean loopback = String.valueOf(url.getHost()).matches("localhost|127(\\.\\d+){3}|\\[::1]");
            if ("https".equals(url.getScheme()) && url.getHost() != null
                    || "http".equals(url.getScheme()) && loopback) {
                return url;
            }
            throw new UsageException("--endpoint takes an https URL; http only for this machine itself");
        } catch (URISyntaxException e) {
            throw new UsageException("--endpoint takes a URL");
        }
    }

    private static KeyPair keyPair(String name, String text) throws UsageException {
        String form = "ID=PUBLIC:PRIVATE";
        String[] id = split(name, text, "=", form);
        String[] keys = split(name, id[1], ":", form);
        return new KeyPair(id[0], keys[0], keys[1]);
    }

    /** The text is not in the message, for it may hold a private key. */
    private static String[] split(String name, String text, String at, String form) throws UsageException {
        String[] parts = text.split(at, 2);
        if (parts.length < 2 || parts[0].isBlank()) {
            throw new UsageException(name + " takes " + form);
        }
        return parts;
    }
}
