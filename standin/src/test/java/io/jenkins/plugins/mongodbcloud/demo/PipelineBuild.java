package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.console.ConsoleLogFilter;
import hudson.model.Result;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import jenkins.model.CauseOfInterruption;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FailureHandler;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** One build of a Jenkinsfile. The script runs in the thread that calls {@link #run(Jenkinsfile)}. */
public final class PipelineBuild {
    private final DemoRun run;
    private final Console console;
    private final DemoFlow flow = new DemoFlow();
    private final Environment environment;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Deque<Result> warnings = new ArrayDeque<>();
    private final Deque<DemoBody> blocks = new ArrayDeque<>();
    private final PluginSteps pluginSteps;
    private final BuiltInSteps builtIn = new BuiltInSteps(this);
    private volatile FlowInterruptedException interruption;
    private boolean declarative;
    private Jenkinsfile file;
    private PipelineScript script;

    /**
     * @param given the parameters that the user gave
     * @param log where the console log goes
     */
    public PipelineBuild(DemoRun run, Map<String, String> given, PrintStream log, StepWatcher watcher) {
        this.run = run;
        this.console = new Console(log);
        this.environment = new Environment(run.getEnvironment(console));
        this.pluginSteps = new PluginSteps(watcher);
        given.forEach(this::parameter);
        warnings.push(Result.SUCCESS);
    }

    /** Runs the script to its end; how that went is in the log and in the result. */
    @SuppressWarnings("try") // of the context only its end matters
    public Result run(Jenkinsfile jenkinsfile) {
        file = jenkinsfile;
        console.print("Started from the command line");
        console.print("[Pipeline] Start of Pipeline");
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Throwable thrown = execute();
            console.print("[Pipeline] End of Pipeline");
            run.setResult(thrown == null ? Result.SUCCESS : resultOf(thrown));
            if (thrown != null) {
                report(thrown);
            }
        }
        run.finished();
        console.print("Finished: " + run.getResult());
        return run.getResult();
    }

    /** Interrupts the build, as somebody does who presses the button; from another thread. */
    public void abort() {
        interruption = new FlowInterruptedException(Result.ABORTED, true, new Aborted());
        pluginSteps.stop(interruption);
    }

    public DemoRun run() {
        return run;
    }

    private Throwable execute() {
        try {
            CompilerConfiguration configuration = new CompilerConfiguration();
            configuration.setScriptBaseClass(PipelineScript.class.getName());
            configuration.addCompilationCustomizers(new NoGroovySleep());
            script = (PipelineScript) new GroovyShell(getClass().getClassLoader(), new Binding(), configuration)
                    .parse(file.text(), Jenkinsfile.SOURCE);
            script.connect(this::call, environment);
            Binding binding = script.getBinding();
            binding.setVariable("out", console.getLogger());
            binding.setVariable("env", new EnvView(environment));
            binding.setVariable("params", Collections.unmodifiableMap(parameters));
            binding.setVariable("currentBuild", new CurrentBuild(run));
            script.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private Object call(String name, Object args) {
        try {
            return step(Call.of(name, args));
        } catch (Throwable e) {
            throw Body.<RuntimeException>sneak(e);
        }
    }

    private Object step(Call call) throws Throwable {
        if (call.name().equals("pipeline")) {
            declarative = true;
            return new Declarative(this, script, builtIn).run(call);
        }
        BuiltInSteps.BuiltIn known = builtIn.all().get(call.name());
        StepDescriptor descriptor = known == null ? StepDescriptor.byFunctionName(call.name()) : null;
        if (known == null && descriptor == null) {
            TreeSet<String> all = new TreeSet<>(builtIn.all().keySet());
            StepDescriptor.all().forEach(each -> all.add(each.getFunctionName()));
            throw call.error("is no step that this demo knows; it knows: " + String.join(", ", all));
        }
        if (interruption != null) {
            FlowInterruptedException pending = interruption;
            interruption = null;
            throw pending;
        }
        try {
            return known == null ? plugin(descriptor, call) : known.run(call);
        } catch (JenkinsfileError e) {
            throw e;
        } catch (Throwable e) {
            throw handled(e);
        }
    }

    /** What the blocks around a step make of its failure. */
    private Throwable handled(Throwable failure) {
        FailureHandler handler = blocks.isEmpty() ? null : blocks.peek().override(FailureHandler.class);
        return handler == null ? failure : handler.handle(new DemoStepContext(List.of()), failure);
    }

    private Object runBlock(Call call, DemoBody body) throws Throwable {
        EnvVars variables = environment.now();
        EnvironmentExpander expander = body.override(EnvironmentExpander.class);
        if (expander != null) {
            expander.expand(variables);
        }
        ConsoleLogFilter filter = body.override(ConsoleLogFilter.class);
        blocks.push(body);
        environment.enter(variables);
        if (filter != null) {
            console.enter(filter);
        }
        try {
            return block(call.name(), null, Body.of(call.block()));
        } finally {
            if (filter != null) {
                console.leave();
            }
            environment.leave();
            blocks.pop();
        }
    }

    private Object plugin(StepDescriptor descriptor, Call call) throws Throwable {
        console.step(call.name());
        FlowNode node = flow.node(call.name());
        List<Object> given = new ArrayList<>();
        blocks.forEach(block -> given.addAll(block.overrides()));
        given.addAll(List.of(run, run.getParent(), console, node, flow, environment.now()));
        try {
            return pluginSteps.run(descriptor, call, given, body -> runBlock(call, body));
        } catch (FlowInterruptedException e) {
            interruption = null;
            throw e;
        } finally {
            WarningAction warning = node.getPersistentAction(WarningAction.class);
            if (warning != null) {
                warn(warning.getResult());
            }
        }
    }

    Object block(String name, String label, Body body) throws Throwable {
        console.open(label);
        try {
            return body.run();
        } finally {
            console.close(name);
        }
    }

    Object stage(String name, Body body) throws Throwable {
        console.step("stage");
        warnings.push(Result.SUCCESS);
        try {
            return block("stage", name, body);
        } finally {
            Result inner = warnings.pop();
            warn(inner);
        }
    }

    /** Makes the current stage show at least this result. */
    void warn(Result result) {
        warnings.push(warnings.pop().combine(result));
    }

    /** The worst result that the current stage shows for a reason other than an error. */
    Result warned() {
        return warnings.peek();
    }

    /** What an error makes of a build. */
    static Result resultOf(Throwable thrown) {
        return thrown instanceof FlowInterruptedException interrupted ? interrupted.getResult() : Result.FAILURE;
    }

    /** Prints an error as Jenkins would, without the depths of the demo. */
    void report(Throwable thrown) {
        if (thrown instanceof JenkinsfileError error) {
            console.print("ERROR: " + file.at(error.line(), error.getMessage()));
        } else if (thrown instanceof MultipleCompilationErrorsException errors) {
            errors.getErrorCollector().getErrors().forEach(error -> {
                if (error instanceof SyntaxErrorMessage message) {
                    SyntaxException cause = message.getCause();
                    console.print("ERROR: "
                            + file.at(
                                    OptionalInt.of(cause.getLine()),
                                    cause.getOriginalMessage().strip()));
                }
            });
        } else if (thrown instanceof AbortException) {
            console.print("ERROR: " + thrown.getMessage());
        } else if (thrown instanceof FlowInterruptedException) {
            console.print(thrown.getMessage());
        } else {
            console.print("ERROR: " + file.at(Jenkinsfile.lineOf(thrown), thrown.toString()));
        }
    }

    Console console() {
        return console;
    }

    Environment environment() {
        return environment;
    }

    boolean isDeclarative() {
        return declarative;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    void parameter(String name, Object value) {
        parameters.put(name, value);
        environment.define(name, value);
    }

    private static final class Aborted extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Aborted";
        }
    }
}
