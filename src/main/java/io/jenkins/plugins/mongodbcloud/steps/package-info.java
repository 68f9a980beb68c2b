/** The Pipeline step, which is also the description of the work that the freestyle parts hold, and the one worker behind all three. */
package io.jenkins.plugins.mongodbcloud.steps;
