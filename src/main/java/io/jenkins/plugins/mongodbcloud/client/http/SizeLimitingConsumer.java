package io.jenkins.plugins.mongodbcloud.client.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;

/** Lets so many bytes of a body through and breaks off at the next, those of bodies that nobody wants included. */
final class SizeLimitingConsumer implements AsyncDataConsumer {

    private final AsyncDataConsumer delegate;
    private final int status;
    private final int limit;
    private long seen;

    /** @param delegate who wants the body; null if nobody does */
    SizeLimitingConsumer(AsyncDataConsumer delegate, int status, int limit) {
        this.delegate = delegate;
        this.status = status;
        this.limit = limit;
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        if (delegate == null) {
            channel.update(Integer.MAX_VALUE);
        } else {
            delegate.updateCapacity(channel);
        }
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        seen += source.remaining();
        if (seen > limit) {
            throw new ResponseTooLargeException(status, limit);
        }
        if (delegate == null) {
            source.position(source.limit());
        } else {
            delegate.consume(source);
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
        if (delegate != null) {
            delegate.streamEnd(trailers);
        }
    }

    @Override
    public void releaseResources() {
        if (delegate != null) {
            delegate.releaseResources();
        }
    }
}
