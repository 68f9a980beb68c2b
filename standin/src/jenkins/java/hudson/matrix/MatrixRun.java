package hudson.matrix;

import hudson.model.AbstractBuild;
import java.io.IOException;

/** Stand-in: a build of one configuration of a matrix job. */
public class MatrixRun extends AbstractBuild<MatrixConfiguration, MatrixRun> {
    public MatrixRun(MatrixConfiguration job) throws IOException {
        super(job);
    }

    public MatrixBuild getParentBuild() {
        return getParent().getParent().build(getNumber());
    }
}
