package io.jenkins.plugins.mongodbcloud.client.http;

import io.jenkins.plugins.mongodbcloud.client.LogSanitizer;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http2.H2ConnectionException;

/** Tells transport faults apart by the exception they arrive as. */
final class FailureClassifier {

    private FailureClassifier() {}

    static TransportFailure of(Throwable cause) {
        return new TransportFailure(kind(cause), LogSanitizer.oneLine(describe(cause)));
    }

    private static Kind kind(Throwable cause) {
        if (cause instanceof ResponseTooLargeException || cause instanceof MessageConstraintException) {
            return Kind.TOO_LARGE;
        }
        if (cause instanceof ProxyRefusedException) {
            return Kind.PROXY;
        }
        if (cause instanceof AddressFilteringResolver.ForbiddenAddressException) {
            return Kind.FORBIDDEN;
        }
        if (cause instanceof UnknownHostException) {
            return Kind.NAME;
        }
        if (cause instanceof SSLException) {
            return Kind.TLS;
        }
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return Kind.TIMEOUT;
        }
        if (cause instanceof CancellationException || cause instanceof InterruptedIOException) {
            return Kind.CANCELLED;
        }
        if (cause instanceof H2ConnectionException || cause instanceof HttpException) {
            return Kind.UNREADABLE;
        }
        return cause instanceof IOException ? Kind.CONNECTION : Kind.UNREADABLE;
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        if (cause instanceof UnknownHostException) {
            return message == null ? "unknown host" : message;
        }
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
