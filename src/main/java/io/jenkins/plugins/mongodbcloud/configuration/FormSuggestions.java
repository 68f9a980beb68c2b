package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.mongodbcloud.access.FailureMessages;
import io.jenkins.plugins.mongodbcloud.access.KeyOperation;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKey;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Project;
import io.jenkins.plugins.mongodbcloud.client.Session;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * What the form of a job proposes: the projects that a credential sees, and the API keys of a project. Asks
 * saved endpoints alone, for who may configure the job, and gives up after 5 s.
 */
@Extension
public final class FormSuggestions {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_AT_ONCE = 8;
    private static final int MOST_NOTES = 100;

    /** Forms that may wait at once, so that a slow endpoint does not take all threads of the web server. */
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Duration patience;

    public FormSuggestions() {
        this(PATIENCE);
    }

    FormSuggestions(Duration patience) {
        this.patience = patience;
    }

    /**
     * What a form holds so far.
     *
     * @param item the job
     * @param endpoint the name of an endpoint
     * @param credentialsId a credential; null or blank for the endpoint's own
     */
    public record Choices(Item item, String endpoint, String credentialsId) {
        private String key(String subject) {
            return String.join("\n", subject, item.getFullName(), endpoint, Util.fixNull(credentialsId));
        }
    }

    public static FormSuggestions get() {
        return ExtensionList.lookupSingleton(FormSuggestions.class);
    }

    /** The first {@value Operations#PAGE_SIZE} projects that the credential sees; none if MongoDB Cloud cannot be asked. */
    public List<Project> projects(Choices choices) {
        return ask(choices, "", session -> session.call(Operations.listProjects(Operations.PAGE_SIZE)));
    }

    /**
     * The first {@value Operations#PAGE_SIZE} that a project has of what an operation is done to; none if MongoDB Cloud
     * cannot be asked.
     */
    public List<ApiKey> keys(Choices choices, String projectId, KeyOperation operation) {
        return ask(choices, projectId, session -> session.call(operation.list(projectId, 1)));
    }

    /** Why {@link #projects} last proposed nothing, if MongoDB Cloud could not be asked. */
    public Optional<String> noteOnProjects(Choices choices) {
        return noteOnKeys(choices, "");
    }

    /** Why {@link #keys} last proposed nothing, if MongoDB Cloud could not be asked. */
    public Optional<String> noteOnKeys(Choices choices, String projectId) {
        if (!FormPermissions.mayAsk(choices.item())) {
            return Optional.empty();
        }
        synchronized (notes) {
            return Optional.ofNullable(notes.get(choices.key(projectId)));
        }
    }

    private <T> List<T> ask(
            Choices choices, String projectId, Function<Session, CompletableFuture<CallResult<Page<T>>>> question) {
        if (!FormPermissions.mayAsk(choices.item()) || !places.tryAcquire()) {
            return List.of();
        }
        String key = choices.key(projectId);
        try {
            note(key, null);
            return answer(choices, question);
        } catch (AbortException | InvalidEndpointException unable) {
            note(key, Messages.Proposals_None(unable.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
        return List.of();
    }

    private <T> List<T> answer(Choices choices, Function<Session, CompletableFuture<CallResult<Page<T>>>> question)
            throws AbortException, InvalidEndpointException, InterruptedException {
        Endpoint configured = MongoDbCloudConfiguration.get().endpoint(choices.endpoint());
        String given = Util.fixEmptyAndTrim(choices.credentialsId());
        String credentialsId = given == null ? configured.getCredentialsId() : given;
        if (credentialsId == null) {
            return List.of();
        }
        if (credentialsId.startsWith("${")) {
            throw new AbortException(Messages.Proposals_Expression());
        }
        ApiEndpoint endpoint = configured.toApiEndpoint();
        MongoDbCloudClient client = MongoDbCloudClient.get();
        long start = System.nanoTime();
        ApiCredential keys = CredentialsLookup.get().find(credentialsId, choices.item(), endpoint, patience);
        Duration left = patience.minusNanos(System.nanoTime() - start);
        CallResult<Page<T>> answer = new BoundedFormRequest<>(client.api(), client.executor(), question)
                .await(endpoint, keys, left)
                .orElseThrow(() -> new AbortException(Messages.Proposals_Late(patience.toSeconds())));
        return answer.value()
                .map(Page::items)
                .orElseThrow(() -> new AbortException(FailureMessages.of(answer, credentialsId)));
    }

    private void note(String key, String text) {
        synchronized (notes) {
            notes.remove(key);
            if (text != null) {
                notes.put(key, text);
            }
            if (notes.size() > MOST_NOTES) {
                notes.remove(notes.keySet().iterator().next());
            }
        }
    }
}
