package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.auth.Challenge;
import io.jenkins.plugins.mongodbcloud.client.auth.DigestSession;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpResponse;

/** Lets tests in other packages read challenges without a socket. */
public final class ExampleParsers {

    private ExampleParsers() {}

    /**
     * The challenge that is taken from these {@code WWW-Authenticate} headers, as it is written to have it answered anew;
     * empty if there is none.
     */
    public static Optional<String> challenge(List<String> headers) {
        return Challenge.in(challenging(headers)).map(Challenge::asStale);
    }

    /** The nonce of the challenge that is taken from these headers. */
    public static Optional<String> nonce(List<String> headers) {
        return Challenge.in(challenging(headers)).map(Challenge::nonce);
    }

    /** Whether a later session could take up a session that was challenged so. */
    public static boolean resumes(List<String> headers) {
        Optional<Challenge> challenge = Challenge.in(challenging(headers));
        if (challenge.isEmpty()) {
            return false;
        }
        DigestSession session = new DigestSession();
        session.challenged(challenge.get());
        session.used("Digest nonce=\"" + challenge.get().nonce() + "\", nc=00000003");
        UsernamePasswordCredentials keys = new UsernamePasswordCredentials("abcdwxyz", "secret".toCharArray());
        HttpHost target = new HttpHost("https", "cloud.example", 443);
        return session.resume(target, (scope, context) -> keys, HttpClientContext.create())
                .isPresent();
    }

    private static BasicHttpResponse challenging(List<String> headers) {
        BasicHttpResponse response = new BasicHttpResponse(401);
        headers.forEach(header -> response.addHeader(HttpHeaders.WWW_AUTHENTICATE, header));
        return response;
    }
}
