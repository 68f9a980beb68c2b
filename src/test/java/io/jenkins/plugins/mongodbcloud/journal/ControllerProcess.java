package io.jenkins.plugins.mongodbcloud.journal;

import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import java.io.IOException;
import java.nio.file.Path;

/** A process with a store of its own, which holds a grant until it is killed. */
final class ControllerProcess {

    private ControllerProcess() {}

    /** Says that it is ready, and then waits for the end of its input. */
    public static void main(String... arguments) throws IOException {
        GrantStore store = GrantStore.open(Path.of(arguments[0]));
        store.save(GrantFixture.unknownKey("of-the-other", GrantState.HELD, store.controller()));
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() >= 0) {
            // Until it is killed.
        }
    }
}
