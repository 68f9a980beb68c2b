package io.jenkins.plugins.mongodbcloud.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a form offers is reduced to its ID wherever it is set; what is typed stays as it is. */
class ComboBoxValueTest {

    private static final String ID = "5a0a1e7e0f2912c554080adc";
    private static final String OTHER = "5d1d12c087d9d63e6d682438";

    @Test
    void anOfferNamesWhatIsKnown() {
        assertEquals(ID + " (Production)", ComboBoxValue.of(ID, "Production"));
        assertEquals(ID + " (zmmrboas, Deployment)", ComboBoxValue.of(ID, "zmmrboas", "Deployment"));
        assertEquals(ID + " (zmmrboas)", ComboBoxValue.of(ID, "zmmrboas", ""));
        assertEquals(ID, ComboBoxValue.of(ID, "", null));
    }

    @Test
    void everyOfferLeadsBackToItsId() {
        for (String name : List.of("Production", "a) b", "(c)", "$X", "5d1d12c087d9d63e6d682438", "ü, ö")) {
            assertEquals(ID, new ApiKeyOptions(ComboBoxValue.of(ID, name)).getProjectId());
        }
    }

    @Test
    void whatWasTypedStays() {
        assertEquals("${PROJECT_ID}", ComboBoxValue.id(" ${PROJECT_ID} "));
        assertEquals("zmmrboas (x)", ComboBoxValue.id("zmmrboas (x)"));
        assertEquals(ID + " x", ComboBoxValue.id(ID + " x"));
        assertEquals(ID + "(x)", ComboBoxValue.id(ID + "(x)"));
        assertNull(ComboBoxValue.id("  "));
        assertNull(ComboBoxValue.id(null));
    }

    @Test
    void aUrlOfMongoDbCloudLeadsToItsIds() {
        String page = "https://cloud.mongodb.com/v2/" + ID + "#/access/apiKeys/edit/" + OTHER;
        assertEquals(ID, new ApiKeyOptions(page).getProjectId());
        assertEquals(OTHER, ComboBoxValue.keyId(page));
        assertEquals(ID, ComboBoxValue.projectId("https://cloud.mongodb.com/v2/" + ID));
        String link = "https://om.example.com:8443/api/public/v1.0/groups/" + ID + "/apiKeys/" + OTHER;
        assertEquals(ID, ComboBoxValue.projectId(link));
        assertEquals(OTHER, ComboBoxValue.keyId(link));
        String account = "mdb_sa_id_" + OTHER;
        assertEquals(
                account, ComboBoxValue.keyId("https://cloud.mongodb.com/v2/" + ID + "#/serviceAccounts/" + account));
    }

    @Test
    void aUrlWithoutSuchAnIdStays() {
        for (String url : List.of(
                "https://cloud.mongodb.com/v2#/org/" + ID + "/projects",
                "https://cloud.mongodb.com/v2/" + ID + "0",
                "cloud.mongodb.com/v2/" + ID)) {
            assertEquals(url, ComboBoxValue.projectId(url));
        }
    }

    @Test
    void severalIdsMayBeApartByLinesSpacesAndCommas() {
        ApiKeyOptions step = new ApiKeyOptions(ID);

        step.setApiKeyIds(List.of("  " + ID + " (a, b)\r\n" + OTHER + ",  " + ID + "\n\n" + OTHER));

        assertEquals(List.of(ID, OTHER, ID, OTHER), step.getApiKeyIds());
    }

    @Test
    void anEmptyFieldIsNoListButAnEmptyIdAmongOthersStays() {
        ApiKeyOptions step = new ApiKeyOptions(ID);

        step.setApiKeyIds(List.of(" \n "));
        assertNull(step.getApiKeyIds());

        step.setApiKeyIds(List.of(ID, ""));
        assertEquals(List.of(ID, ""), step.getApiKeyIds());
    }

    @Test
    void aVariableMayHoldSeveralIds() {
        ApiKeyOptions step = new ApiKeyOptions(ID);
        step.setApiKeyIds(List.of("$KEYS"));

        ApiKeyOptions filled =
                (ApiKeyOptions) step.withTexts(text -> text.replace("$KEYS", ID + " " + OTHER), text -> text);

        assertEquals(List.of(ID, OTHER), filled.getApiKeyIds());
    }

    @Test
    void aVariableMayHoldWhatAFormOffers() {
        ApiKeyOptions step = new ApiKeyOptions("$PROJECT");
        step.setApiKeyId("$KEY");

        ApiKeyOptions filled = (ApiKeyOptions) step.withTexts(text -> ComboBoxValue.of(ID, "named"), text -> text);

        assertEquals(ID, filled.getProjectId());
        assertEquals(ID, filled.getApiKeyId());
    }
}
