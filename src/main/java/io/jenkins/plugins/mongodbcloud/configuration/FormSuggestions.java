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
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Project;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/**
 * What the form of a job proposes: the projects that a credential sees, and what a project has of API keys or service
 * accounts. Asks saved endpoints alone, for who may configure the job, and gives up after 5 s.
 */
@Extension
public final class FormSuggestions {

    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_AT_ONCE = 8;

    /** Forms that may wait at once, so that a slow endpoint does not take all threads of the web server. */
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    private final FormListCache<Project> projects = new FormListCache<>(System::nanoTime);
    private final FormListCache<ApiKey> keys = new FormListCache<>(System::nanoTime);
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
    public record Choices(Item item, String endpoint, String credentialsId) {}

    /** Where to ask, and with what. */
    private record Source(ApiEndpoint endpoint, String credentialsId) {
        String key(Item item, String subject) {
            return String.join(
                    "\n",
                    subject,
                    item.getFullName(),
                    endpoint.name(),
                    endpoint.baseUrl().toString(),
                    credentialsId);
        }
    }

    public static FormSuggestions get() {
        return ExtensionList.lookupSingleton(FormSuggestions.class);
    }

    /**
     * The projects that the credential sees.
     *
     * @param again whether to ask again if a moment ago there was no answer
     */
    public FormList<Project> projects(Choices choices, boolean again) {
        return list(projects, choices, "", again, Operations::listProjectsPage);
    }

    /**
     * What a project has of what an operation is done to.
     *
     * @param again whether to ask again if a moment ago there was no answer
     */
    public FormList<ApiKey> keys(Choices choices, String projectId, KeyOperation operation, boolean again) {
        String subject = operation.getClass().getSimpleName() + " " + projectId;
        return list(keys, choices, subject, again, page -> operation.list(projectId, page));
    }

    private <T> FormList<T> list(
            FormListCache<T> cache,
            Choices choices,
            String subject,
            boolean again,
            IntFunction<Operation<Page<T>>> pages) {
        if (!FormPermissions.mayAsk(choices.item())) {
            return FormList.nothing();
        }
        if (!places.tryAcquire()) {
            return FormList.incomplete(List.of(), Messages.Proposals_Busy());
        }
        try {
            Source source = source(choices);
            return cache.get(
                    source.key(choices.item(), subject), again, patience, () -> read(source, choices.item(), pages));
        } catch (AbortException | InvalidEndpointException unable) {
            return FormList.incomplete(List.of(), unable.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FormList.nothing();
        } finally {
            places.release();
        }
    }

    private static Source source(Choices choices) throws AbortException, InvalidEndpointException {
        Endpoint configured = MongoDbCloudConfiguration.get().endpoint(choices.endpoint());
        String credentialsId = configured.credentialsIdFor(Util.fixEmptyAndTrim(choices.credentialsId()));
        if (credentialsId == null) {
            throw new AbortException(Messages.Proposals_NoCredential());
        }
        if (credentialsId.startsWith("${")) {
            throw new AbortException(Messages.Proposals_Expression());
        }
        return new Source(configured.toApiEndpoint(), credentialsId);
    }

    private <T> FormList<T> read(Source source, Item item, IntFunction<Operation<Page<T>>> pages)
            throws InterruptedException {
        PagesReader<T> reader = new PagesReader<>(pages);
        try {
            long start = System.nanoTime();
            ApiCredential credential =
                    CredentialsLookup.get().find(source.credentialsId(), item, source.endpoint(), patience);
            Duration left = patience.minusNanos(System.nanoTime() - start);
            MongoDbCloudClient client = MongoDbCloudClient.get();
            Optional<CallResult<Page<T>>> last = new BoundedFormRequest<>(client.api(), client.executor(), reader::read)
                    .await(source.endpoint(), credential, left);
            if (last.isEmpty()) {
                return FormList.incomplete(reader.items(), Messages.Proposals_Late(patience.toSeconds()));
            }
            return last.get().value().isEmpty()
                    ? FormList.incomplete(reader.items(), FailureMessages.of(last.get(), source.credentialsId()))
                    : new FormList<>(reader.items(), reader.isComplete(), Optional.empty());
        } catch (AbortException unable) {
            return FormList.incomplete(List.of(), unable.getMessage());
        }
    }
}
