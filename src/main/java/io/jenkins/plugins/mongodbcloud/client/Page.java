package io.jenkins.plugins.mongodbcloud.client;

import java.util.List;
import java.util.OptionalInt;

/**
 * One page of a list.
 *
 * @param items in the server's order
 * @param hasNext whether the page has a link to the next one
 * @param totalCount how many items there are on all pages, by the server's estimate; it may be too low or too high
 */
public record Page<T>(List<T> items, boolean hasNext, OptionalInt totalCount) {
    public Page {
        items = List.copyOf(items);
    }
}
