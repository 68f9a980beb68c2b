package io.jenkins.plugins.mongodbcloud.demo;

import groovy.lang.Closure;
import hudson.model.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs {@code pipeline { … }}: reads it whole, then executes it. */
final class Declarative {
    private static final Set<String> PIPELINE = Set.of("agent", "environment", "parameters", "stages", "post");
    private static final Set<String> STAGE = Set.of("agent", "environment", "steps", "stages", "post");
    private static final Set<String> AGENT = Set.of("label");

    private final PipelineBuild build;
    private final PipelineScript script;
    private final BuiltInSteps steps;

    /** A stage, or the whole pipeline; {@code steps} or {@code stages} is null. */
    private record Stage(
            String name,
            boolean node,
            Closure<?> environment,
            Closure<?> steps,
            List<Stage> stages,
            PostConditions post) {}

    Declarative(PipelineBuild build, PipelineScript script, BuiltInSteps steps) {
        this.build = build;
        this.script = script;
        this.steps = steps;
    }

    Object run(Call call) throws Throwable {
        Block pipeline = Block.read("pipeline", call.taking(null).block(), PIPELINE, script);
        if (pipeline.only("agent").isEmpty()) {
            throw call.error("has no agent");
        }
        Optional<Call> parameters = pipeline.only("parameters");
        if (parameters.isPresent()) {
            new DeclaredParameters(build, script).read(parameters.get());
        }
        Stage root = new Stage(
                null,
                isNode(pipeline),
                section(pipeline, "environment"),
                null,
                stages(pipeline.only("stages").orElseThrow(() -> call.error("has no stages"))),
                post(pipeline));
        return inside(root, () -> {
            Throwable error = runAll(root.stages(), null);
            if (root.post().any(result(error, Result.SUCCESS))) {
                Throwable before = error;
                error = (Throwable)
                        build.stage("Declarative: Post Actions", () -> runPost(root.post(), before, Result.SUCCESS));
            }
            if (error != null) {
                throw error;
            }
            return null;
        });
    }

    private List<Stage> stages(Call section) throws Throwable {
        List<Stage> stages = new ArrayList<>();
        for (Call stage :
                Block.read("stages", section.block(), Set.of("stage"), script).all()) {
            stages.add(stage(stage));
        }
        if (stages.isEmpty()) {
            throw section.error("has no stage");
        }
        return stages;
    }

    private Stage stage(Call call) throws Throwable {
        String name = String.valueOf(call.taking("name").required("name"));
        Block block = Block.read("stage", call.block(), STAGE, script);
        Optional<Call> nested = block.only("stages");
        if (block.only("steps").isPresent() == nested.isPresent()) {
            throw call.error("'" + name + "' needs either steps or stages");
        }
        return new Stage(
                name,
                isNode(block),
                section(block, "environment"),
                section(block, "steps"),
                nested.isPresent() ? stages(nested.get()) : null,
                post(block));
    }

    private PostConditions post(Block block) throws Throwable {
        Closure<?> section = section(block, "post");
        return section == null ? PostConditions.NONE : PostConditions.read(section, script);
    }

    private static Closure<?> section(Block block, String name) {
        return block.only(name).map(Call::block).orElse(null);
    }

    private boolean isNode(Block block) throws Throwable {
        Optional<Call> agent = block.only("agent");
        if (agent.isEmpty()) {
            return false;
        }
        if (agent.get().body() != null) {
            Block.read("agent", agent.get().body(), AGENT, script);
            return true;
        }
        if (!"any".equals(agent.get().sole()) && !"none".equals(agent.get().sole())) {
            throw agent.get().error("is any, none, or { label '…' }");
        }
        return "any".equals(agent.get().sole());
    }

    private Object inside(Stage stage, Body body) throws Throwable {
        Body withEnvironment = stage.environment() == null
                ? body
                : () -> {
                    DeclaredVariables declared = new DeclaredVariables(script);
                    Body.of(stage.environment(), declared).run();
                    return steps.withEnv(declared.all(), body);
                };
        return stage.node() ? steps.node(withEnvironment) : withEnvironment.run();
    }

    /** Returns the first error. */
    private Throwable runAll(List<Stage> stages, Throwable before) throws Throwable {
        Throwable first = before;
        for (Stage stage : stages) {
            Throwable earlier = first;
            try {
                build.stage(stage.name(), () -> {
                    if (earlier == null) {
                        return runOne(stage);
                    }
                    build.console().print("Stage \"" + stage.name() + "\" skipped due to earlier failure(s)");
                    return stage.stages() == null ? null : runAll(stage.stages(), earlier);
                });
            } catch (JenkinsfileError e) {
                throw e;
            } catch (Throwable e) {
                first = first == null ? e : first;
            }
        }
        return first;
    }

    private Object runOne(Stage stage) throws Throwable {
        return inside(stage, () -> {
            Throwable error = null;
            try {
                error = stage.steps() == null
                        ? runAll(stage.stages(), null)
                        : nothing(Body.of(stage.steps(), script).run());
            } catch (JenkinsfileError e) {
                throw e;
            } catch (Throwable e) {
                error = e;
            }
            Result warned = build.warned();
            if (stage.post().any(result(error, warned))) {
                build.console().print("Post stage");
                error = runPost(stage.post(), error, warned);
            }
            if (error != null) {
                throw error;
            }
            return null;
        });
    }

    private static Throwable nothing(Object ignored) {
        return null;
    }

    private Result result(Throwable error, Result warned) {
        Result result = build.run().getResult();
        result = result == null ? warned : result.combine(warned);
        return error == null ? result : result.combine(PipelineBuild.resultOf(error));
    }

    /** Returns the first error; the build has the result that the conditions saw. */
    private Throwable runPost(PostConditions post, Throwable before, Result warned) {
        Throwable first = before;
        for (Map.Entry<String, Closure<?>> each : post.inOrder()) {
            if (first != null) {
                build.run().setResult(PipelineBuild.resultOf(first));
            }
            if (PostConditions.isMet(each.getKey(), result(first, warned))) {
                try {
                    Body.of(each.getValue(), script).run();
                } catch (JenkinsfileError e) {
                    throw e;
                } catch (Throwable e) {
                    build.console().print("Error when executing " + each.getKey() + " post condition:");
                    build.report(e);
                    first = first == null ? e : first;
                }
            }
        }
        return first;
    }
}
