package io.jenkins.plugins.mongodbcloud.client.auth;

import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;

/**
 * HttpClient's digest scheme, which answers an endpoint for the path that the endpoint sees. Without TLS a proxy is
 * sent the whole URL and passes the path on.
 */
public final class TargetDigestScheme extends DigestScheme {

    private static final long serialVersionUID = 1L;

    @Override
    public String generateAuthResponse(HttpHost host, HttpRequest request, HttpContext context)
            throws AuthenticationException {
        HttpRequest signed =
                isTo(host, request) ? new BasicHttpRequest(request.getMethod(), host, request.getPath()) : request;
        return super.generateAuthResponse(host, signed, context);
    }

    private static boolean isTo(HttpHost host, HttpRequest request) {
        URIAuthority authority = request.getAuthority();
        return authority != null
                && authority.getHostName().equalsIgnoreCase(host.getHostName())
                && DefaultSchemePortResolver.INSTANCE.resolve(request.getScheme(), authority) == host.getPort();
    }
}
