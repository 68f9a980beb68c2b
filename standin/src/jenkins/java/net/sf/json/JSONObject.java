package net.sf.json;

import java.util.HashMap;
import java.util.Map;

/** Stand-in: what a form sent. */
public final class JSONObject {
    private final Map<String, Object> properties = new HashMap<>();

    public JSONObject element(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    public boolean isEmpty() {
        return properties.isEmpty();
    }

    public boolean has(String key) {
        return properties.containsKey(key);
    }

    public Object opt(String key) {
        return properties.get(key);
    }

    public String optString(String key) {
        return has(key) ? String.valueOf(opt(key)) : "";
    }
}
