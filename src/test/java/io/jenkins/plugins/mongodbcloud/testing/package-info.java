/** What tests share: a simulator of the API with a client of it, and a Jenkins that uses it. */
package io.jenkins.plugins.mongodbcloud.testing;
