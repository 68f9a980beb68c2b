package io.jenkins.plugins.mongodbcloud.testing.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;

/** Answers in the form in which MongoDB Cloud reports errors. */
final class ErrorDocument {
    static final String NOT_AUTHORIZED = "You are not authorized for this resource.";

    private ErrorDocument() {}

    /**
     * An error.
     *
     * @param errorCode left out of the body if null
     * @param parameters left out if there are none; {@code (Object[]) null} puts a JSON null
     */
    static SimulatedResponse answer(int status, String errorCode, String detail, Object... parameters) {
        ObjectNode body = Json.object();
        body.put("error", status);
        body.put("reason", HttpResponseStatus.valueOf(status).reasonPhrase());
        body.put("detail", detail);
        if (errorCode != null) {
            body.put("errorCode", errorCode);
        }
        if (parameters == null) {
            body.putNull("parameters");
        } else if (parameters.length > 0) {
            body.set("parameters", Json.value(Arrays.asList(parameters)));
        }
        SimulatedResponse answer = SimulatedResponse.of(status, SimulatedResponse.JSON, Json.text(body, false));
        return new SimulatedResponse(status, answer.headers(), answer.body(), errorCode, null);
    }
}
