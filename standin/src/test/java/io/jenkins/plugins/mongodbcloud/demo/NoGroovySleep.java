package io.jenkins.plugins.mongodbcloud.demo;

import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** Refuses {@code sleep}: in a script it is a step, which the demo lacks, but within a block Groovy would take it. */
final class NoGroovySleep extends CompilationCustomizer {
    NoGroovySleep() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
        new ClassCodeVisitorSupport() {
            @Override
            protected SourceUnit getSourceUnit() {
                return source;
            }

            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (call.isImplicitThis() && "sleep".equals(call.getMethodAsString())) {
                    addError("'sleep' is no step that this demo knows", call);
                }
                super.visitMethodCallExpression(call);
            }
        }.visitClass(classNode);
    }
}
