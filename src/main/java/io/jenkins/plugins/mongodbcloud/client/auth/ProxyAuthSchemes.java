package io.jenkins.plugins.mongodbcloud.client.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;
import org.apache.hc.client5.http.auth.MalformedChallengeException;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.impl.auth.BasicSchemeFactory;
import org.apache.hc.client5.http.impl.auth.DigestScheme;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;

/** What a proxy may be told its credentials by. HttpClient answers its challenges. */
public final class ProxyAuthSchemes {

    private ProxyAuthSchemes() {}

    /** Digest and Basic. */
    public static Lookup<AuthSchemeFactory> lookup() {
        return RegistryBuilder.<AuthSchemeFactory>create()
                .register(StandardAuthScheme.DIGEST, context -> new BoundedDigestScheme())
                .register(StandardAuthScheme.BASIC, BasicSchemeFactory.INSTANCE)
                .build();
    }

    /** HttpClient repeats a request for as long as a proxy calls its nonces stale, and once without any answer. */
    private static final class BoundedDigestScheme extends DigestScheme {
        private static final long serialVersionUID = 1L;
        private static final int MAX_CHALLENGES = 4;

        private int challenges;

        @Override
        public void processChallenge(AuthChallenge challenge, HttpContext context) throws MalformedChallengeException {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (NameValuePair parameter :
                    challenge.getParams() == null ? List.<NameValuePair>of() : challenge.getParams()) {
                if (parameter.getValue() != null) {
                    parameters.put(parameter.getName().toLowerCase(Locale.ROOT), parameter.getValue());
                }
            }
            if (DigestChallenge.strongest(List.of(new ChallengeParser.Challenge(DigestChallenge.SCHEME, parameters)))
                    .isEmpty()) {
                throw new MalformedChallengeException("a challenge that cannot be answered");
            }
            challenges++;
            super.processChallenge(challenge, context);
        }

        @Override
        public boolean isChallengeComplete() {
            return challenges >= MAX_CHALLENGES || super.isChallengeComplete();
        }
    }
}
