/** The Administration API over HTTP, on HttpClient: sessions, retries, proxies, TLS, limits of size and time. */
package io.jenkins.plugins.mongodbcloud.client.http;
