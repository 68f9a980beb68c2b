package io.jenkins.plugins.mongodbcloud.configuration;

import hudson.util.FormValidation;
import io.jenkins.plugins.mongodbcloud.access.FailureMessages;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ClientLimits;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.KeyDetails;
import io.jenkins.plugins.mongodbcloud.client.Operation;
import io.jenkins.plugins.mongodbcloud.client.Operations;
import io.jenkins.plugins.mongodbcloud.client.Page;
import io.jenkins.plugins.mongodbcloud.client.Project;
import io.jenkins.plugins.mongodbcloud.client.Session;
import io.jenkins.plugins.mongodbcloud.client.http.HttpAdminClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tries an endpoint that need not be saved, with one attempt a call and on a client of its own, so that nothing of it is
 * kept. Takes less than 20 s. It changes nothing, so that whether a key may be unassigned is known by the roles alone.
 */
final class ConnectionTest {

    /** For the credential, whose provider may ask another server. */
    static final Duration LOOKUP = Duration.ofSeconds(5);

    /** The roles that are known to allow it; Atlas has others whose names in the API are not published. */
    private static final Set<String> UNASSIGNING = Set.of("GROUP_OWNER", "GROUP_USER_ADMIN", "ORG_OWNER");

    static final Duration PATIENCE = Duration.ofSeconds(13);
    static final Duration GRACE = Duration.ofSeconds(1);

    private final Duration patience;

    /** A trial of 13 s at most, and a second to end it. */
    ConnectionTest() {
        this(PATIENCE);
    }

    ConnectionTest(Duration patience) {
        this.patience = patience;
    }

    /** What was proven and what was not; or why not, and what to do. */
    FormValidation run(ApiEndpoint endpoint, ApiCredential credential, String credentialsId)
            throws InterruptedException {
        ClientLimits limits = limits(MongoDbCloudConfiguration.get().limits());
        long start = System.nanoTime();
        try (HttpAdminClient api = new HttpAdminClient(() -> limits, new JenkinsProxy())) {
            Optional<CallResult<Page<Project>>> answer =
                    ask(api, endpoint, credential, start, Operations.listProjects(1));
            if (answer.isEmpty()) {
                return FormValidation.error(Messages.Test_NoAnswer(endpoint.baseUrl(), patience.toSeconds()));
            }
            if (answer.get().value().isEmpty()) {
                return FormValidation.error(Messages.Test_Failed(
                        endpoint.baseUrl(),
                        reason(answer.get(), credentialsId),
                        FailureMessages.technical(answer.get())));
            }
            Optional<KeyDetails> details = ask(api, endpoint, credential, start, Operations.readOwnKey())
                    .flatMap(CallResult::value)
                    .flatMap(Function.identity());
            return verdict(endpoint, credential, answer.get().value().get(), details);
        }
    }

    private <T> Optional<CallResult<T>> ask(
            HttpAdminClient api, ApiEndpoint endpoint, ApiCredential credential, long start, Operation<T> operation)
            throws InterruptedException {
        Duration left = patience.plus(GRACE).minusNanos(System.nanoTime() - start);
        return new BoundedFormRequest<>(
                        api, MongoDbCloudClient.get().executor(), (Session session) -> session.call(operation))
                .await(endpoint, credential, left);
    }

    private ClientLimits limits(ClientLimits configured) {
        return new ClientLimits(
                shorter(configured.connect()),
                shorter(configured.response()),
                patience,
                1,
                configured.backoff(),
                configured.retryAfter(),
                configured.sessionIdleTimeout());
    }

    private Duration shorter(Duration configured) {
        return configured.compareTo(patience) < 0 ? configured : patience;
    }

    /** No ID is sent, so that an error which speaks of one does not come from the list of projects. */
    private static String reason(CallResult<?> answer, String credentialsId) {
        return switch (answer.category().orElse(ErrorCategory.NOT_FROM_API)) {
            case BAD_REQUEST,
                    NOT_ASSIGNED,
                    NOT_IN_PROJECT,
                    NOT_IN_ORGANIZATION,
                    WRONG_PROJECT,
                    ATLAS_PROJECT,
                    NOT_ATLAS_PROJECT,
                    UNSUPPORTED_FEATURE -> Messages.Test_NotTheApi();
            default -> FailureMessages.of(answer, credentialsId);
        };
    }

    private static FormValidation verdict(
            ApiEndpoint endpoint, ApiCredential credential, Page<Project> page, Optional<KeyDetails> details) {
        int projects = page.totalCount().orElse(page.items().size());
        String accepted = projects == 0
                ? Messages.Test_NoProject(endpoint.baseUrl(), credential.identity())
                : Messages.Test_Accepted(endpoint.baseUrl(), credential.identity(), projects);
        String text =
                accepted + " " + details.map(ConnectionTest::describe).orElseGet(() -> Messages.Test_RolesUntested());
        boolean mayUnassign =
                details.isEmpty() || details.get().roles().stream().anyMatch(UNASSIGNING::contains);
        if (!mayUnassign) {
            text += " " + Messages.Test_NoRole();
        }
        return projects == 0 || !mayUnassign ? FormValidation.warning(text) : FormValidation.ok(text);
    }

    private static String describe(KeyDetails details) {
        Map<String, Long> roles = details.roles().stream()
                .collect(Collectors.groupingBy(role -> role, TreeMap::new, Collectors.counting()));
        String counted = roles.entrySet().stream()
                .map(role -> role.getValue() == 1 ? role.getKey() : role.getKey() + " (" + role.getValue() + ")")
                .collect(Collectors.joining(", "));
        String addresses = String.join(", ", details.accessList());
        return Messages.Test_Roles(counted.isEmpty() ? "-" : counted)
                + " "
                + (addresses.isEmpty() ? Messages.Test_NoAccessList() : Messages.Test_AccessList(addresses));
    }
}
