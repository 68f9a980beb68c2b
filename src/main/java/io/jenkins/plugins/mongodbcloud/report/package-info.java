/** What a build keeps of its unassignments: a journal that survives a killed controller, and the build page's summary. */
package io.jenkins.plugins.mongodbcloud.report;
