package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.Closure;
import hudson.AbortException;
import hudson.model.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The steps of Jenkins that the demo has. */
final class BuiltInSteps {
    private final PipelineBuild build;
    private final Map<String, BuiltIn> steps = new TreeMap<>();

    /** A step of Jenkins. */
    @FunctionalInterface
    interface BuiltIn {
        Object run(Call call) throws Throwable;
    }

    BuiltInSteps(PipelineBuild build) {
        this.build = build;
        steps.put("echo", this::echo);
        steps.put("error", this::error);
        steps.put("sh", this::sh);
        steps.put("unstable", this::unstable);
        steps.put("stage", this::stage);
        steps.put("parallel", this::parallel);
        steps.put("node", this::node);
        steps.put("withEnv", this::withEnv);
        steps.put("script", this::script);
        steps.put("catchError", this::catchError);
        steps.put("warnError", this::warnError);
    }

    /** By their names; {@code pipeline} is not among them. */
    Map<String, BuiltIn> all() {
        return steps;
    }

    private Object echo(Call call) {
        build.console().step("echo");
        build.console()
                .print(String.valueOf(call.withoutBlock().taking("message").required("message")));
        return null;
    }

    private Object error(Call call) throws AbortException {
        build.console().step("error");
        throw new AbortException(call.withoutBlock().taking("message").text("message", ""));
    }

    /** Runs a script with what the machine has, as the user who runs the demo. */
    private Object sh(Call call) throws IOException, InterruptedException {
        build.console().step("sh");
        String script = String.valueOf(call.withoutBlock().taking("script").required("script"));
        ProcessBuilder shell = new ProcessBuilder("sh", "-xe", "-c", script).redirectErrorStream(true);
        shell.environment().putAll(build.environment().now());
        Process process = shell.start();
        process.getOutputStream().close();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                build.console().print(line);
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new AbortException("script returned exit code " + code);
        }
        return null;
    }

    private Object unstable(Call call) {
        build.console().step("unstable");
        String message = String.valueOf(call.withoutBlock().taking("message").required("message"));
        build.console().print("WARNING: " + message);
        build.run().setResult(Result.UNSTABLE);
        build.warn(Result.UNSTABLE);
        return null;
    }

    private Object stage(Call call) throws Throwable {
        String name = String.valueOf(call.taking("name").required("name"));
        return build.stage(name, Body.of(call.block()));
    }

    /** The branches one after another, all of them; the failure is that of the first that failed. */
    private Object parallel(Call call) throws Throwable {
        build.console().step("parallel");
        Throwable failure = null;
        for (Map.Entry<String, Object> branch : call.withoutBlock().named().entrySet()) {
            if (!(branch.getValue() instanceof Closure<?> body)) {
                throw call.error("takes a block for each branch, as in parallel(name: { … })");
            }
            try {
                build.block("parallel", "Branch: " + branch.getKey(), Body.of(body));
            } catch (JenkinsfileError e) {
                throw e;
            } catch (Throwable e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private Object node(Call call) throws Throwable {
        call.taking("label");
        return node(Body.of(call.block()));
    }

    Object node(Body body) throws Throwable {
        build.console().step("node");
        build.console().print("Running on Jenkins");
        return build.block("node", null, body);
    }

    private Object withEnv(Call call) throws Throwable {
        Object overrides = Call.plain(call.taking("overrides").required("overrides"));
        if (!(overrides instanceof List<?> list)) {
            throw call.error("takes a list, as in withEnv(['NAME=value']) { … }");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (Object each : list) {
            String[] pair = String.valueOf(each).split("=", 2);
            if (pair.length < 2) {
                throw call.error("takes NAME=value, not '" + each + "'");
            }
            variables.put(pair[0], pair[1]);
        }
        return withEnv(variables, Body.of(call.block()));
    }

    Object withEnv(Map<String, String> variables, Body body) throws Throwable {
        build.console().step("withEnv");
        build.environment().enter(variables);
        try {
            return build.block("withEnv", null, body);
        } finally {
            build.environment().leave();
        }
    }

    private Object script(Call call) throws Throwable {
        if (!build.isDeclarative()) {
            throw call.error("is for declarative Pipelines; in a scripted one leave it out");
        }
        call.taking(null);
        build.console().step("script");
        return build.block("script", null, Body.of(call.block()));
    }

    private Object catchError(Call given) throws Throwable {
        Call call = given.taking("message", "buildResult", "stageResult", "catchInterruptions");
        return catching(
                call,
                call.text("message", null),
                result(call, "buildResult", Result.FAILURE),
                result(call, "stageResult", Result.SUCCESS));
    }

    private Object warnError(Call given) throws Throwable {
        Call call = given.taking("message", "catchInterruptions");
        String message = String.valueOf(call.required("message"));
        return catching(call, message, Result.UNSTABLE, Result.UNSTABLE);
    }

    private static Result result(Call call, String argument, Result otherwise) {
        String name = call.text(argument, otherwise.toString());
        Result result = Result.fromString(name);
        if (!result.toString().equals(name)) {
            throw call.error("argument '" + argument + "': there is no result '" + name + "'");
        }
        return result;
    }

    private Object catching(Call call, String message, Result buildResult, Result stageResult) throws Throwable {
        boolean interruptions = Boolean.parseBoolean(call.text("catchInterruptions", "true"));
        Closure<?> body = call.block();
        build.console().step(call.name());
        try {
            build.block(call.name(), null, Body.of(body));
        } catch (FlowInterruptedException e) {
            if (!interruptions) {
                throw e;
            }
            caught(message, e, e.getResult(), e.getResult());
        } catch (JenkinsfileError e) {
            throw e;
        } catch (Throwable e) {
            caught(message, e, buildResult, stageResult);
        }
        return null;
    }

    private void caught(String message, Throwable e, Result buildResult, Result stageResult) {
        if (message != null) {
            build.console().print("ERROR: " + message);
        }
        build.report(e);
        if (buildResult.isWorseThan(Result.SUCCESS)) {
            build.run().setResult(buildResult);
        }
        build.warn(stageResult);
    }
}
