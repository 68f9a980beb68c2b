package io.jenkins.plugins.mongodbcloud.demo;

import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Does to a step's execution what a restart of the controller does: writes it, and reads it into a new context. */
public final class ExecutionSerializer {
    private ExecutionSerializer() {}

    /**
     * The execution as it would be written with the build.
     *
     * @throws IOException if part of it cannot be written
     */
    public static byte[] freeze(StepExecution execution) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Out(bytes)) {
            out.writeObject(execution);
        }
        return bytes.toByteArray();
    }

    /**
     * The execution as it would be read after a restart; {@link StepExecution#onResume} is the caller's to call.
     *
     * @throws IOException if it cannot be read
     */
    public static StepExecution thaw(byte[] frozen, StepContext context) throws IOException {
        try (ObjectInputStream in = new In(frozen, context)) {
            return (StepExecution) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }

    private record Place() implements Serializable {}

    /** As Pipeline keeps secrets in the record of a build. */
    private record EncryptedSecret(String value) implements Serializable {}

    private static final class Out extends ObjectOutputStream {
        Out(OutputStream to) throws IOException {
            super(to);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object o) {
            if (o instanceof Secret secret) {
                return new EncryptedSecret(secret.getEncryptedValue());
            }
            return o instanceof StepContext ? new Place() : o;
        }
    }

    private static final class In extends ObjectInputStream {
        private final StepContext context;

        In(byte[] frozen, StepContext context) throws IOException {
            super(new ByteArrayInputStream(frozen));
            this.context = context;
            enableResolveObject(true);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        description.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }

        @Override
        protected Object resolveObject(Object o) {
            if (o instanceof EncryptedSecret secret) {
                return Secret.decrypt(secret.value());
            }
            if (o instanceof DemoBody body && context instanceof DemoStepContext demo) {
                body.attach(demo);
                demo.body().complete(body);
            }
            return o instanceof Place ? context : o;
        }
    }
}
