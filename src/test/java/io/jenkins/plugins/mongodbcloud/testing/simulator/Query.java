package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The query parameters that the API knows; anything else is refused. */
record Query(int pageNum, int itemsPerPage, boolean pretty, boolean envelope) {
    private static final Set<String> KNOWN = Set.of("pageNum", "itemsPerPage", "pretty", "envelope");
    private static final int MOST_ITEMS = 500;
    private static final int USUAL_ITEMS = 100;
    private static final int BAD_REQUEST = 400;

    static Query of(Map<String, List<String>> parameters) throws ApiRefusal {
        for (String name : parameters.keySet()) {
            if (!KNOWN.contains(name)) {
                throw invalid(name);
            }
        }
        return new Query(
                number(parameters, "pageNum", 1, Integer.MAX_VALUE),
                number(parameters, "itemsPerPage", USUAL_ITEMS, MOST_ITEMS),
                flag(parameters, "pretty"),
                flag(parameters, "envelope"));
    }

    /** How many entries come before the page. */
    long skipped() {
        return (pageNum - 1L) * itemsPerPage;
    }

    private static int number(Map<String, List<String>> parameters, String name, int byDefault, int most)
            throws ApiRefusal {
        if (!parameters.containsKey(name)) {
            return byDefault;
        }
        int number;
        try {
            number = Integer.parseInt(parameters.get(name).get(0));
        } catch (NumberFormatException e) {
            throw invalid(name);
        }
        if (number < 1 || number > most) {
            throw invalid(name);
        }
        return number;
    }

    private static boolean flag(Map<String, List<String>> parameters, String name) throws ApiRefusal {
        String value = parameters.getOrDefault(name, List.of("false")).get(0);
        if (!value.equals("true") && !value.equals("false")) {
            throw invalid(name);
        }
        return value.equals("true");
    }

    private static ApiRefusal invalid(String name) {
        return new ApiRefusal(
                BAD_REQUEST, "INVALID_QUERY_PARAMETER", "Invalid query parameter " + name + " specified.", name);
    }
}
