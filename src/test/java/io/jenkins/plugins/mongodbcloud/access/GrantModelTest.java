package io.jenkins.plugins.mongodbcloud.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The model that is checked speaks of the states that the code has. */
class GrantModelTest {

    private static final Pattern STATES = Pattern.compile("mtype:state = \\{ NONE, (.*) };");

    @Test
    void statesAreThoseOfTheModel() throws IOException {
        String model = Files.readString(Path.of(System.getProperty("mongodbcloud.root", "."), "docs/model/grants.pml"));
        Matcher states = STATES.matcher(model);
        assertTrue(states.find(), "the model declares no states");
        assertEquals(
                List.of(states.group(1).split(", ")),
                Arrays.stream(GrantState.values()).map(Enum::name).toList());
    }
}
