package io.jenkins.plugins.mongodbcloud.demo;

import hudson.model.Result;

/** What a script calls {@code currentBuild}. */
public final class CurrentBuild {
    private final DemoRun run;

    CurrentBuild(DemoRun run) {
        this.run = run;
    }

    /** Null as long as nothing has set it. */
    public String getResult() {
        return run.getResult() == null ? null : run.getResult().toString();
    }

    /** Results only get worse. */
    public void setResult(String result) {
        if (!Result.fromString(result).toString().equals(result)) {
            throw new JenkinsfileError("currentBuild.result: there is no result '" + result + "'");
        }
        run.setResult(Result.fromString(result));
    }

    public String getCurrentResult() {
        return current().toString();
    }

    public boolean resultIsBetterOrEqualTo(String other) {
        return current().isBetterOrEqualTo(Result.fromString(other));
    }

    public boolean resultIsWorseOrEqualTo(String other) {
        return current().isWorseOrEqualTo(Result.fromString(other));
    }

    public int getNumber() {
        return run.getNumber();
    }

    public String getId() {
        return String.valueOf(run.getNumber());
    }

    public String getDisplayName() {
        return run.getDisplayName();
    }

    public String getFullDisplayName() {
        return run.getFullDisplayName();
    }

    public String getProjectName() {
        return run.getParent().getName();
    }

    /** The demo's builds are the first. */
    public Object getPreviousBuild() {
        return null;
    }

    private Result current() {
        return run.getResult() == null ? Result.SUCCESS : run.getResult();
    }
}
