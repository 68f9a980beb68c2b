/** The options of every front end, the Pipeline step, and the one worker behind all front ends. */
package io.jenkins.plugins.mongodbcloud.steps;
