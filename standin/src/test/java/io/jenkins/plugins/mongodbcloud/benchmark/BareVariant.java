package io.jenkins.plugins.mongodbcloud.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpResponse;

/**
 * The limit of one connection: a blocking loop over Apache HttpClient whose connection is open and whose digest
 * authentication is done. It keeps no journal and tells nobody anything.
 */
final class BareVariant implements Variant {
    private static final int NO_CONTENT = 204;

    private final String name;
    private final String baseUrl;

    BareVariant(String name, String baseUrl) {
        this.name = name;
        this.baseUrl = baseUrl;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean inThisJvm() {
        return true;
    }

    @Override
    public Round prepare(KeyRange keys, KeyRange used) throws Exception {
        BareRound round =
                new BareRound(keys.urls(baseUrl).stream().map(HttpDelete::new).toList());
        for (String url : used.urls(baseUrl)) {
            round.send(new HttpDelete(url));
        }
        return round;
    }

    private final class BareRound implements Round {
        private final List<HttpDelete> requests;
        private final HttpClientContext context = HttpClientContext.create();
        private final CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(new BasicHttpClientConnectionManager())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .build();

        BareRound(List<HttpDelete> requests) {
            this.requests = requests;
            URI server = URI.create(baseUrl);
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(server.getHost(), server.getPort()),
                    new UsernamePasswordCredentials(
                            World.OWNER.publicKey(), World.OWNER.privateKey().toCharArray()));
            context.setCredentialsProvider(credentials);
        }

        private void send(HttpDelete request) throws Exception {
            int status = client.execute(request, context, HttpResponse::getCode);
            if (status != NO_CONTENT) {
                throw new IllegalStateException("HTTP " + status);
            }
        }

        @Override
        public Timing run() throws Exception {
            long start = System.nanoTime();
            for (HttpDelete request : requests) {
                send(request);
            }
            return new Timing(System.nanoTime() - start, OptionalLong.empty());
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
