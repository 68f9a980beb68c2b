package io.jenkins.plugins.mongodbcloud.simulator;

/** A request that the API turns down with one of its errors. */
final class ApiRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    ApiRefusal(int status, String errorCode, String detail, Object... parameters) {
        this(ErrorBody.answer(status, errorCode, detail, parameters));
    }

    ApiRefusal(Answer answer) {
        super(answer.body());
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
