package org.kohsuke.stapler;

import java.util.List;

/** Stand-in: a request of a browser. */
public interface StaplerRequest2 {
    <T> List<T> bindJSONToList(Class<T> type, Object src);
}
