package io.jenkins.plugins.mongodbcloud.reliability;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that can be repeated: the same seed and number give the same throws on every machine. */
final class SeededRandom {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final SplittableRandom random;

    /** @param number of the input, each of which can be made alone */
    SeededRandom(long seed, long number) {
        random = new SplittableRandom(seed + number * GOLDEN);
    }

    /** From nought to just below. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
