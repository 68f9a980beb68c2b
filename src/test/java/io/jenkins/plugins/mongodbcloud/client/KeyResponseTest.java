package io.jenkins.plugins.mongodbcloud.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A response that tells of a key is believed only if it can be about the key that was asked for. */
class KeyResponseTest extends ResponseParserFixture {

    private static final List<String> ROLES = List.of("GROUP_READ_ONLY");

    private static String key(String description, String... roles) {
        StringBuilder all = new StringBuilder("{\"orgId\": \"" + ID + "\", \"roleName\": \"ORG_MEMBER\"}");
        for (String role : roles) {
            all.append(", {\"groupId\": \"" + ID + "\", \"roleName\": \"" + role + "\"}");
        }
        return "{\"id\": \"" + ID + "\", \"publicKey\": \"abcdwxyz\", \"privateKey\": \"0b1a52e0\"" + description
                + ", \"roles\": [" + all + "]}";
    }

    private static CallResult<CreatedApiKey> create(String body) {
        return parse(Operations.createApiKey(ID, "Deploy  #1 tag-1", ROLES), 200, Map.of(), body, true);
    }

    private static CallResult<ApiKey> assign(String body) {
        return parse(Operations.assignApiKey(ID, ID, ROLES), 200, Map.of(), body, true);
    }

    @Test
    void aNewKeyWithAnotherDescriptionIsSomebodyElses() {
        CallResult<CreatedApiKey> result = create(key(", \"desc\": \"Deploy  #1 tag-2\"", "GROUP_READ_ONLY"));

        assertUnreadable("an API key with another description, " + ID, result);
        assertTrue(result.cost().mayHaveTakenEffect(), "a key may have been made");
    }

    @ParameterizedTest
    @CsvSource({"GROUP_OWNER", "GROUP_READ_ONLY GROUP_OWNER"})
    void aKeyWithOtherRolesIsNotTheOneAskedFor(String roles) {
        String body = key(", \"desc\": \"Deploy  #1 tag-1\"", roles.split(" "));

        assertUnreadable("an API key with other roles, " + roles.replace(" ", ", "), create(body));
        assertUnreadable("an API key with other roles, " + roles.replace(" ", ", "), assign(body));
        assertTrue(assign(body).cost().mayHaveTakenEffect(), "it may have been assigned");
    }

    @Test
    void anAccessListHasWhatWasAddedToIt() {
        Operation<?> operation = Operations.allowAddresses(ID, ID, List.of("192.0.2.1"));
        for (String results : List.of("[]", "{}", "null", "\"192.0.2.1\"")) {
            CallResult<?> result = parse(operation, 200, Map.of(), "{\"results\": " + results + "}", true);

            assertUnreadable("no list of addresses", result);
        }
    }

    @Test
    void whatIsLeftOutOrTidiedUpSaysNothingAgainstIt() {
        for (String body : List.of(key(""), key(", \"desc\": \"Deploy #1 tag-1\"", "GROUP_READ_ONLY"))) {
            assertEquals(ID, create(body).value().orElseThrow().key().id());
            assertEquals("abcdwxyz", assign(body).value().orElseThrow().publicKey());
        }
    }
}
