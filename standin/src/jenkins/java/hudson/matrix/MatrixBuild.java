package hudson.matrix;

import hudson.model.AbstractBuild;
import java.io.IOException;

/** Stand-in: a build of all configurations of a matrix job. */
public class MatrixBuild extends AbstractBuild<MatrixProject, MatrixBuild> {
    public MatrixBuild(MatrixProject job) throws IOException {
        super(job);
        job.add(this);
    }
}
