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
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.H2StreamResetException;

/** Tells transport faults apart by the exception they arrive as. */
final class FailureClassifier {

    private FailureClassifier() {}

    static TransportFailure of(Throwable cause) {
        return new TransportFailure(kind(cause), LogSanitizer.oneLine(describe(cause)));
    }

    /** Whether the request was not processed: not written at all, or refused by HTTP/2 before that. */
    static boolean isUnprocessed(Throwable cause) {
        return cause instanceof RequestNotExecutedException
                || isReset(cause, H2Error.REFUSED_STREAM)
                || isHttp1Required(cause);
    }

    /** Whether the endpoint asks for HTTP/1.1 in place of HTTP/2: RFC 9113, section 7. */
    static boolean isHttp1Required(Throwable cause) {
        return isReset(cause, H2Error.HTTP_1_1_REQUIRED);
    }

    private static boolean isReset(Throwable cause, H2Error code) {
        return cause instanceof H2StreamResetException reset && reset.getCode() == code.getCode();
    }

    private static Kind kind(Throwable cause) {
        if (cause instanceof MessageConstraintException) {
            return Kind.TOO_LARGE;
        }
        if (cause instanceof NameResolver.ForbiddenAddressException) {
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
