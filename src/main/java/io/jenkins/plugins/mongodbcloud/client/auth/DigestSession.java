package io.jenkins.plugins.mongodbcloud.client.auth;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.auth.AuthenticationException;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The server's side of a digest session: its last challenge and how often its nonce was used. It holds
 * nothing that was made from the private key, so it can be kept between builds.
 */
public final class DigestSession {

    /** Past this many uses a session is not kept, so that taking it up again stays a matter of milliseconds. */
    public static final long MAX_USES = 1_000;

    private static final String ATTRIBUTE = DigestSession.class.getName();
    private static final Pattern NONCE = Pattern.compile("\\bnonce=\"([^\"]*)\"");
    private static final Pattern COUNT = Pattern.compile("\\bnc=([0-9a-fA-F]{8})");

    private Challenge challenge;
    private String nonce;
    private long uses;

    public static DigestSession of(HttpContext context) {
        return (DigestSession) context.getAttribute(ATTRIBUTE);
    }

    public void attachTo(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    public synchronized void challenged(Challenge next) {
        challenge = next;
        nonce = null;
        uses = 0;
    }

    public synchronized void used(String authorization) {
        Matcher usedNonce = NONCE.matcher(authorization);
        nonce = usedNonce.find() ? usedNonce.group(1) : null;
        Matcher count = COUNT.matcher(authorization);
        uses = count.find() ? Long.parseLong(count.group(1), 16) : 0;
    }

    public synchronized boolean isFresh(Challenge next) {
        return !next.nonce().equals(nonce);
    }

    public synchronized boolean isWorthKeeping() {
        return challenge != null && challenge.nonce().equals(nonce) && uses < MAX_USES;
    }

    /**
     * HttpClient's digest scheme in the state in which this session was left, ready to answer with the
     * credentials. The scheme offers no way to set its count of uses, so it is made to count there, on a
     * made-up request and a made-up user that stay here.
     */
    public synchronized Optional<DigestScheme> resume(
            HttpHost target, CredentialsProvider credentials, HttpContext context) {
        if (!isWorthKeeping()) {
            return Optional.empty();
        }
        try {
            DigestScheme scheme = new TargetDigestScheme();
            scheme.processChallenge(challenge.parsed(), context);
            UsernamePasswordCredentials nobody = new UsernamePasswordCredentials("nobody", new char[0]);
            scheme.isResponseReady(target, (scope, ignored) -> nobody, context);
            for (long use = 0; use < uses; use++) {
                scheme.generateAuthResponse(target, new BasicHttpRequest("GET", target, "/"), context);
            }
            return scheme.isResponseReady(target, credentials, context) ? Optional.of(scheme) : Optional.empty();
        } catch (AuthenticationException | MalformedChallengeException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }
}
