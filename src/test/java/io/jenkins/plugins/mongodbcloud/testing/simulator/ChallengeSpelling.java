package io.jenkins.plugins.mongodbcloud.testing.simulator;

/** The two spellings of the digest challenge that exist: the recorded one and the documentation's. */
public enum ChallengeSpelling {
    /** {@code qop="auth"}, as recorded from the live service; answered as RFC 7616 says, with nc and cnonce. */
    QOP("qop=\"auth\""),
    /** {@code op="auth"}, as the documentation prints it; without a qop the answer is that of RFC 2069. */
    OP("op=\"auth\"");

    private final String parameter;

    ChallengeSpelling(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
