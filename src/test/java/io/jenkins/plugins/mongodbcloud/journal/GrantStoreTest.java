package io.jenkins.plugins.mongodbcloud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.Grant;
import io.jenkins.plugins.mongodbcloud.access.GrantState;
import io.jenkins.plugins.mongodbcloud.testing.GrantFixture;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk of grants outlives whatever ends a controller, and what cannot be read is kept. */
class GrantStoreTest {

    @TempDir
    private Path home;

    private Path directory;
    private GrantStore store;

    @BeforeEach
    void open() throws IOException {
        directory = home.resolve("grants");
        store = GrantStore.open(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Grant save(String id) throws IOException {
        Grant grant = GrantFixture.unknownKey(id, GrantState.ASSIGNING, store.controller());
        store.save(grant);
        return grant;
    }

    private List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }

    /** As if the process had ended: nothing but the files is left. */
    private List<Grant> startAgain() throws IOException {
        store.close();
        store = GrantStore.open(directory);
        return store.refresh(UnaryOperator.identity());
    }

    @Test
    void nextProcessTakesOverWhatTheLastOneSaved() throws IOException {
        Grant saved = save("one");
        List<Grant> taken = startAgain();
        assertEquals(List.of(saved.ownedBy(store.controller())), taken);
        assertEquals(taken, store.all());
        assertEquals(List.of("one.json"), files());
        assertEquals(List.of(), store.refresh(UnaryOperator.identity()));
    }

    @Test
    void removedGrantIsGoneAfterARestartToo() throws IOException {
        store.remove(save("one"));
        assertEquals(List.of(), store.all());
        assertEquals(List.of(), startAgain());
    }

    @Test
    void changeIsWrittenAsAWhole() throws IOException {
        Grant held = save("one").pending(GrantFixture.CREATED + 1);
        store.save(held);
        assertEquals(Optional.of(held), store.get("one"));
        assertEquals(GrantState.PENDING, startAgain().get(0).state());
        assertEquals(List.of("one.json"), files());
    }

    @Test
    void tornDamagedAndUnknownFilesAreKeptAndNamed() throws IOException {
        Path whole = directory.resolve("one.json");
        save("one");
        String text = Files.readString(whole);
        Files.writeString(directory.resolve("torn.json"), text.substring(0, text.length() / 2));
        Files.writeString(directory.resolve("empty.json"), "");
        Files.writeString(directory.resolve("null.json"), "null");
        Files.writeString(directory.resolve("newer.json"), text.replace("{\"id\"", "{\"unknown\":1,\"id\""));
        Files.writeString(directory.resolve("copy.json"), text);
        Files.writeString(directory.resolve("bare.json"), "{\"id\":\"bare\",\"state\":\"HELD\"}");
        Files.writeString(directory.resolve("left-atomic1tmp"), "half");
        Files.writeString(directory.resolve("foreign.json"), "{ZW5jcnlwdGVkIGJ5IGFub3RoZXIgSmVua2lucw==}");
        assertEquals(1, startAgain().size());
        Set<String> unreadable =
                Set.of("torn.json", "empty.json", "null.json", "newer.json", "copy.json", "bare.json", "foreign.json");
        assertEquals(unreadable, Set.copyOf(store.unreadable()));
        assertEquals(text.length() / 2, Files.size(directory.resolve("torn.json")));
        assertEquals(9, files().size());
    }

    @Test
    void fileThatCanBeReadAgainIsTakenUp() throws IOException {
        save("one");
        Path file = directory.resolve("one.json");
        String text = Files.readString(file);
        Files.writeString(file, "{");
        assertEquals(List.of(), startAgain());
        assertEquals(List.of("one.json"), List.copyOf(store.unreadable()));
        Files.writeString(file, text);
        assertEquals(1, store.refresh(UnaryOperator.identity()).size());
        assertEquals(List.of(), List.copyOf(store.unreadable()));
    }

    @Test
    void grantThatCannotBeWrittenIsNotKept() throws IOException {
        Grant grant = GrantFixture.unknownKey("one", GrantState.ASSIGNING, store.controller());
        Path inTheWay = directory.resolve("one.json");
        Files.createDirectories(inTheWay.resolve("x"));
        assertThrows(IOException.class, () -> store.save(grant));
        assertEquals(List.of(), store.all());
    }

    @Test
    void changeThatCannotBeWrittenIsRememberedAndWrittenLater() throws IOException {
        Grant held = save("one");
        Path file = directory.resolve("one.json");
        Files.delete(file);
        Files.createDirectories(file.resolve("x"));
        Grant pending = held.pending(GrantFixture.CREATED + 1);
        assertThrows(IOException.class, () -> store.save(pending));
        assertEquals(Optional.of(pending), store.get("one"));
        Files.delete(file.resolve("x"));
        Files.delete(file);
        store.refresh(UnaryOperator.identity());
        assertTrue(Files.readString(file).contains("PENDING"));
        assertEquals(List.of("one.json"), files());
    }

    @Test
    void livingControllerKeepsItsGrants() throws IOException {
        Grant held = save("one");
        try (GrantStore other = GrantStore.open(directory)) {
            assertEquals(List.of(), other.refresh(UnaryOperator.identity()));
            assertEquals(List.of(held), other.all());
            assertFalse(other.owns(held));
            store.remove(held);
            other.refresh(UnaryOperator.identity());
            assertEquals(List.of(), other.all());
        }
    }

    @Test
    void grantsOfAControllerThatEndedAreTakenOverOnce() throws IOException {
        save("one");
        save("two");
        store.close();
        try (GrantStore first = GrantStore.open(directory);
                GrantStore second = GrantStore.open(directory)) {
            assertEquals(2, first.refresh(UnaryOperator.identity()).size());
            assertEquals(List.of(), second.refresh(UnaryOperator.identity()));
            assertEquals(2, second.all().size());
            assertTrue(second.all().stream().noneMatch(second::owns));
        }
    }

    @Test
    void leasesOfControllersThatEndedDoNotPileUp() throws IOException {
        for (int start = 0; start < 5; start++) {
            startAgain();
        }
        try (DirectoryStream<Path> leases = Files.newDirectoryStream(directory.resolve("controllers"))) {
            List<String> names = new ArrayList<>();
            leases.forEach(lease -> names.add(lease.getFileName().toString()));
            assertEquals(List.of(store.controller()), names);
        }
    }

    @Test
    void grantOfAControllerNobodyKnowsIsTakenOver() throws IOException {
        store.save(GrantFixture.unknownKey("one", GrantState.HELD, "00000000-0000-0000-0000-000000000000"));
        assertEquals(1, store.refresh(UnaryOperator.identity()).size());
    }
}
