package io.jenkins.plugins.mongodbcloud.demo;

import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** The run of a script, and its nodes: one for each step. */
final class DemoFlow extends FlowExecution {
    private final AtomicInteger lastId = new AtomicInteger();

    FlowNode node(String step) {
        return new Node(this, String.valueOf(lastId.incrementAndGet()), step);
    }

    private static final class Node extends FlowNode {
        private final String step;

        Node(DemoFlow flow, String id, String step) {
            super(flow, id);
            this.step = step;
        }

        @Override
        protected String getTypeDisplayName() {
            return step;
        }
    }
}
