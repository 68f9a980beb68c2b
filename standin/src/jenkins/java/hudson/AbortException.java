package hudson;

import java.io.IOException;

/** Stand-in: a failure whose message is for the user and says enough without a stack trace. */
public class AbortException extends IOException {
    private static final long serialVersionUID = 1L;

    public AbortException() {}

    public AbortException(String message) {
        super(message);
    }
}
