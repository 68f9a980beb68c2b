package hudson.matrix;

import hudson.model.AbstractProject;

/** Stand-in: one combination of the values of the axes of a matrix job. */
public class MatrixConfiguration extends AbstractProject<MatrixConfiguration, MatrixRun> {
    public MatrixConfiguration(MatrixProject parent, Combination c) {
        super(parent, c.toString());
        parent.add(this);
    }

    @Override
    public MatrixProject getParent() {
        return (MatrixProject) super.getParent();
    }
}
