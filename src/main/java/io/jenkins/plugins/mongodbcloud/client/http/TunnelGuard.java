package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * The link before the one that connects. A proxy's refusal of a tunnel ends the attempt and its connection here:
 * HttpClient would take it for the endpoint's answer, and send what comes next, the answer to a challenge even, over
 * the connection to the proxy as it is, without TLS.
 */
final class TunnelGuard implements AsyncExecChainHandler {

    @Override
    public void execute(
            HttpRequest request,
            AsyncEntityProducer entityProducer,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        CallState call = CallState.of(scope.clientContext);
        call.requestComes();
        chain.proceed(request, entityProducer, scope, new ExecCallback(callback) {
            @Override
            public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails details)
                    throws HttpException, IOException {
                if (!call.isRequestSent()) {
                    throw new ProxyRefusedException(response.getCode());
                }
                return super.handleResponse(response, details);
            }
        });
    }
}
