package hudson;

import hudson.model.Describable;
import hudson.util.Secret;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Stand-in: Jenkins' one proxy, with the hosts that go without it. */
public final class ProxyConfiguration implements Describable<ProxyConfiguration>, Serializable {
    private static final long serialVersionUID = 1L;

    public final String name;
    public final int port;
    private String userName;
    private String noProxyHost;
    private Secret secretPassword;

    @DataBoundConstructor
    public ProxyConfiguration(String name, int port) {
        this.name = name;
        this.port = port;
    }

    public ProxyConfiguration(String name, int port, String userName, String password, String noProxyHost) {
        this(name, port);
        this.userName = userName;
        this.secretPassword = Secret.fromString(password);
        this.noProxyHost = noProxyHost;
    }

    public String getName() {
        return name;
    }

    public int getPort() {
        return port;
    }

    public String getUserName() {
        return userName;
    }

    @DataBoundSetter
    public void setUserName(String userName) {
        this.userName = userName;
    }

    public Secret getSecretPassword() {
        return secretPassword;
    }

    @DataBoundSetter
    public void setSecretPassword(Secret secretPassword) {
        this.secretPassword = secretPassword;
    }

    public String getNoProxyHost() {
        return noProxyHost;
    }

    @DataBoundSetter
    public void setNoProxyHost(String noProxyHost) {
        this.noProxyHost = noProxyHost;
    }

    public List<Pattern> getNoProxyHostPatterns() {
        return getNoProxyHostPatterns(noProxyHost);
    }

    public static List<Pattern> getNoProxyHostPatterns(String noProxyHost) {
        List<Pattern> patterns = new ArrayList<>();
        for (String host : Util.fixNull(noProxyHost).split("[ \\t\\n,|]+")) {
            if (!host.isEmpty()) {
                patterns.add(Pattern.compile(host.replace(".", "\\.").replace("*", ".*")));
            }
        }
        return patterns;
    }

    public Proxy createProxy(String host) {
        return createProxy(host, name, port, noProxyHost);
    }

    public static Proxy createProxy(String host, String name, int port, String noProxyHost) {
        if (host != null
                && getNoProxyHostPatterns(noProxyHost).stream()
                        .anyMatch(pattern -> pattern.matcher(host).matches())) {
            return Proxy.NO_PROXY;
        }
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(name, port));
    }
}
