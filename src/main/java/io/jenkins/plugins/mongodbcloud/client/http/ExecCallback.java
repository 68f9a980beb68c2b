package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;

/** Passes on what the links behind in HttpClient's execution chain tell; a link overrides what it listens to. */
class ExecCallback implements AsyncExecCallback {

    private final AsyncExecCallback before;

    /** @param before told of everything */
    ExecCallback(AsyncExecCallback before) {
        this.before = before;
    }

    @Override
    public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails details)
            throws HttpException, IOException {
        return before.handleResponse(response, details);
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
        before.handleInformationResponse(response);
    }

    @Override
    public void completed() {
        before.completed();
    }

    @Override
    public void failed(Exception cause) {
        before.failed(cause);
    }
}
