package io.jenkins.plugins.mongodbcloud.testing.simulator;

import io.netty.handler.codec.http2.Http2Error;

/** Faults of HTTP/2 alone. */
public final class Http2Faults {

    private Http2Faults() {}

    /** RST_STREAM REFUSED_STREAM, which says that the request was not processed. */
    public static InjectedFault refusedStream() {
        return new InjectedFault(
                "RST_STREAM REFUSED_STREAM", new FaultEffect.StreamReset(Http2Error.REFUSED_STREAM.code()));
    }

    /** RST_STREAM HTTP_1_1_REQUIRED. */
    public static InjectedFault http11Required() {
        return new InjectedFault(
                "RST_STREAM HTTP_1_1_REQUIRED", new FaultEffect.StreamReset(Http2Error.HTTP_1_1_REQUIRED.code()));
    }

    /** RST_STREAM INTERNAL_ERROR, which says nothing about the request. */
    public static InjectedFault brokenStream() {
        return new InjectedFault(
                "RST_STREAM INTERNAL_ERROR", new FaultEffect.StreamReset(Http2Error.INTERNAL_ERROR.code()));
    }

    /** GOAWAY without an error, with a last stream below this one: the request was not processed. */
    public static InjectedFault goAway() {
        return new InjectedFault("GOAWAY before the stream", FaultEffect.GoAway.BEFORE_STREAM);
    }
}
