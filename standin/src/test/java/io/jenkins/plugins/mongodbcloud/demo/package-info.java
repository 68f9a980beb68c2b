/**
 * A demo that runs a Jenkinsfile on the stand-ins of Jenkins. It knows the parts of Pipeline that {@link
 * io.jenkins.plugins.mongodbcloud.demo.BuiltInSteps} and {@link io.jenkins.plugins.mongodbcloud.demo.Declarative} name,
 * and refuses all others; the plugin's steps are the real ones, bound by the names of their arguments.
 */
package io.jenkins.plugins.mongodbcloud.demo;
