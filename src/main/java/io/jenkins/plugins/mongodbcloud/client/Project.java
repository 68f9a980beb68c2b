package io.jenkins.plugins.mongodbcloud.client;

/**
 * A project that the authenticating key sees.
 *
 * @param id 24 hexadecimal digits
 * @param name what people call it; empty if the response had none
 */
public record Project(String id, String name) {}
