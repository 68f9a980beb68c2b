package io.jenkins.plugins.mongodbcloud.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a list that a form requested serves, and how many are kept. */
class FormListCacheTest {

    private final AtomicLong nanos = new AtomicLong();
    private final FormListCache<String> cache = new FormListCache<>(nanos::get);
    private int reads;

    private FormList<String> get(String key, boolean again, Optional<String> problem) throws Exception {
        return cache.get(key, again, Duration.ofSeconds(1), () -> {
            reads++;
            return new FormList<>(List.of(key), problem.isEmpty(), problem);
        });
    }

    private int readsOf(String key, boolean again, Optional<String> problem) throws Exception {
        int before = reads;
        get(key, again, problem);
        return reads - before;
    }

    @Test
    void aListServesForHalfAMinute() throws Exception {
        assertEquals(1, readsOf("a", true, Optional.empty()));
        assertEquals(0, readsOf("a", true, Optional.empty()));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
        assertEquals(1, readsOf("a", true, Optional.empty()));
    }

    @Test
    void aFailureServesChecksForSecondsAndIsReadAnewForAList() throws Exception {
        assertEquals(1, readsOf("a", true, Optional.of("no")));
        assertEquals(0, readsOf("a", false, Optional.of("no")));
        assertEquals(1, readsOf("a", true, Optional.of("no")));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
        assertEquals(1, readsOf("a", false, Optional.of("no")));
    }

    @Test
    void theOldestGoesIfThereAreTooMany() throws Exception {
        for (int i = 0; i <= FormListCache.MAX_LISTS; i++) {
            get("list " + i, false, Optional.empty());
        }
        assertEquals(0, readsOf("list 1", false, Optional.empty()));
        assertEquals(1, readsOf("list 0", false, Optional.empty()));
    }
}
