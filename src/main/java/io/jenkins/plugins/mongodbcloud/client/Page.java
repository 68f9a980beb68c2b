package io.jenkins.plugins.mongodbcloud.client;

import java.util.List;

/**
 * One page of a list.
 *
 * @param items in the server's order
 * @param totalCount how many there are on all pages
 */
public record Page<T>(List<T> items, int totalCount) {
    public Page {
        items = List.copyOf(items);
    }
}
