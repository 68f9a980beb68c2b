package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.time.Duration;

/** What a {@link InjectedFault} makes of a request. */
sealed interface FaultEffect {
    /** Whether the request itself is carried out: always where its true answer is needed or a success is claimed. */
    default boolean performs() {
        return false;
    }

    /** This answer, whole. */
    record Whole(SimulatedResponse answer) implements FaultEffect {
        @Override
        public boolean performs() {
            return answer.successful();
        }
    }

    /** A 401 with {@code copies} challenges, each with a nonce of its own; a null spelling is the current one. */
    record Challenge(ChallengeSpelling spelling, boolean stale, int copies) implements FaultEffect {}

    /** Something that a connection does without any answer. */
    enum Connection implements FaultEffect {
        RESET,
        CLOSE,
        SILENCE
    }

    /** HTTP/2 only: the stream is reset with this error code, and the connection stays; HTTP/1 closes it. */
    record StreamReset(long errorCode) implements FaultEffect {}

    /** HTTP/2 only: a GOAWAY whose last stream is the one before this; HTTP/1 closes the connection. */
    enum GoAway implements FaultEffect {
        BEFORE_STREAM
    }

    /** Bytes of any kind instead of an answer, then the end of the connection; ISO 8859-1 for the sake of equality. */
    record Bytes(String latin1) implements FaultEffect {}

    /** Half of the true answer, then the end of the connection. */
    enum Cut implements FaultEffect {
        IN_HEAD,
        IN_BODY,
        /** Not the end of the connection but silence follows. */
        STALLED_IN_BODY;

        @Override
        public boolean performs() {
            return true;
        }
    }

    /** The true answer, a byte at a time. */
    record Slow(Duration interval) implements FaultEffect {
        @Override
        public boolean performs() {
            return true;
        }
    }

    /** The true answer with one more header. */
    record ExtraHeader(String name, String value) implements FaultEffect {
        @Override
        public boolean performs() {
            return true;
        }
    }

    /** The true answer, its body compressed. */
    record Compressed(String coding) implements FaultEffect {
        @Override
        public boolean performs() {
            return true;
        }
    }

    /** An error body of this many bytes, {@link #ENDLESS} for one that never ends. */
    record Big(int status, long bytes, boolean chunked) implements FaultEffect {
        static final long ENDLESS = Long.MAX_VALUE;

        @Override
        public boolean performs() {
            return SimulatedResponse.isSuccess(status);
        }
    }
}
