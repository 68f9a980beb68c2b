package io.jenkins.plugins.mongodbcloud.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.testing.simulator.SimulatorSeed;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The administrator's key pair, of a provider that asks a server which does not answer. */
public final class SilentCredential extends BaseStandardCredentials implements StandardUsernamePasswordCredentials {
    private static final long serialVersionUID = 1L;
    private final transient Semaphore asked = new Semaphore(0);
    private volatile boolean answering;

    public SilentCredential(String id) {
        super(CredentialsScope.GLOBAL, id, null);
    }

    /** Waits until it was asked for so many times. */
    public void awaitAsked(int times) {
        try {
            assertTrue(asked.tryAcquire(times, StandInJenkins.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server answers who asks from now on. */
    public void answer() {
        answering = true;
    }

    @NonNull
    @Override
    public Secret getPassword() {
        asked.release();
        if (!answering) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Secret.fromString(SimulatorSeed.ADMIN.privateKey());
    }

    @NonNull
    @Override
    public String getUsername() {
        return SimulatorSeed.ADMIN.publicKey();
    }
}
