package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Makes up the parts of keys that are created through the API: different for each, the same in each run. */
final class CreatedKeys {
    private static final String ID_PREFIX = "6920c1e09a1f4b2c3d";
    private static final int LETTERS = 26;
    private static final int PUBLIC_KEY_LETTERS = 6;

    private CreatedKeys() {}

    /** @param before how many keys were made before it */
    static SimulatedKey next(int before, String description) {
        StringBuilder publicKey = new StringBuilder();
        for (int left = before; publicKey.length() < PUBLIC_KEY_LETTERS; left /= LETTERS) {
            publicKey.insert(0, (char) ('a' + left % LETTERS));
        }
        return new SimulatedKey(
                ID_PREFIX + String.format(Locale.ROOT, "%06x", before),
                "nw" + publicKey,
                UUID.nameUUIDFromBytes(("created key " + before).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                description);
    }
}
