package io.jenkins.plugins.mongodbcloud.testing.simulator;

/** A request that the API turns down with one of its errors. */
final class ApiRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SimulatedResponse answer;

    ApiRefusal(int status, String errorCode, String detail, Object... parameters) {
        this(ErrorDocument.answer(status, errorCode, detail, parameters));
    }

    ApiRefusal(SimulatedResponse answer) {
        super(answer.body());
        this.answer = answer;
    }

    SimulatedResponse answer() {
        return answer;
    }
}
