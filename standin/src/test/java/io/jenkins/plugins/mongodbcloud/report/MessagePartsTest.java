package io.jenkins.plugins.mongodbcloud.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What the build page shows of a message in which place. */
class MessagePartsTest {

    @Test
    void reasonAdviceAndResponseAreApart() {
        assertEquals(
                new MessageParts(
                        "API key K was not unassigned from project P at Cloud Manager: MongoDB Cloud does not accept it.",
                        "Check the public key. Check the private key.",
                        "HTTP 401 X: no (really)"),
                MessageParts.of(
                        "API key K was not unassigned from project P at Cloud Manager: MongoDB Cloud does not accept"
                                + " it. Check the public key. Check the private key. (HTTP 401 X: no (really))"));
    }

    @Test
    void whatTheUserNamedIsNoEndOfASentence() {
        assertEquals(
                new MessageParts("API key K (k, \"Web. Shop\") is not assigned to P at No. 1.", "Check it.", ""),
                MessageParts.of(
                        "API key K (k, \"Web. Shop\") is not assigned to P at No. 1. Check it.",
                        "Web. Shop",
                        null,
                        "P",
                        "No. 1"));
    }

    @Test
    void aBracketWithinASentenceStaysThere() {
        assertEquals(
                new MessageParts("It does not exist.", "Nothing was changed.", "HTTP 404 X: no such (key)"),
                MessageParts.of("It does not exist (HTTP 404 X: no such (key)). Nothing was changed."));
        assertEquals(
                new MessageParts("Key K (k) is gone.", "Do this.", ""), MessageParts.of("Key K (k) is gone. Do this."));
        assertEquals(new MessageParts("Nothing (at all)", "", ""), MessageParts.of("Nothing (at all)"));
    }

    @Test
    void aSentenceAloneIsTheReason() {
        assertEquals(new MessageParts("It was done.", "", ""), MessageParts.of("It was done."));
        assertEquals(new MessageParts("", "", ""), MessageParts.of(""));
    }
}
