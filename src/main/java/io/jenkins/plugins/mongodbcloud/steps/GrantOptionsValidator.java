package io.jenkins.plugins.mongodbcloud.steps;

import hudson.Util;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;
import io.jenkins.plugins.mongodbcloud.access.OptionValidator;
import io.jenkins.plugins.mongodbcloud.client.ObjectIdFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what is wrong with the options of a grant, as far as their texts tell, and what to do; empty if nothing is. */
final class GrantOptionsValidator {

    private static final Pattern ROLE = Pattern.compile("GROUP_[A-Z_]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!/|$)|(?=/|$))){4}(?:/(?:3[0-2]|[12]?\\d))?");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]{2,45}(?:/(?:12[0-8]|1[01]\\d|\\d?\\d))?");

    private final OptionNames names;

    /** @param names what the options are called */
    GrantOptionsValidator(OptionNames names) {
        this.names = names;
    }

    /** What keeps access from being asked for with these options. */
    Optional<String> problem(GrantOptions options) {
        String id = options.getApiKeyId();
        String publicKey = options.getPublicKey();
        return Stream.of(
                        OptionValidator.projectId(options.getProjectId(), names),
                        roles(options.getRoles()),
                        existing(options),
                        id == null ? Optional.<String>empty() : OptionValidator.apiKeyId(id, names),
                        publicKey == null ? Optional.<String>empty() : OptionValidator.publicKey(publicKey, names),
                        accessList(options.getAccessList()),
                        variables(options))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What keeps texts from being the names of roles in a project. */
    Optional<String> roles(List<String> roles) {
        if (roles == null || roles.isEmpty()) {
            return Optional.of(Messages.Grant_NoRoles(names.of("roles")));
        }
        return firstThat(roles, role -> !ROLE.matcher(role).matches())
                .map(role -> wrong(role, Messages.Noun_Role(), shown -> Messages.Grant_Role(shown)));
    }

    /** What keeps texts from being addresses of an access list. */
    Optional<String> accessList(List<String> addresses) {
        Predicate<String> isAddress = IPV4.asMatchPredicate().or(IPV6.asMatchPredicate());
        return addresses == null
                ? Optional.empty()
                : firstThat(addresses, isAddress.negate())
                        .map(address -> wrong(
                                address,
                                Messages.Noun_Address(),
                                shown -> Messages.Grant_Address(shown, names.of("accessList"))));
    }

    /** What keeps a text from being the name of a variable. */
    static Optional<String> variable(String name) {
        return Util.fixEmptyAndTrim(name) == null
                        || VARIABLE.matcher(name.trim()).matches()
                ? Optional.empty()
                : Optional.of(wrong(name, Messages.Noun_Variable(), shown -> Messages.Grant_Variable(shown)));
    }

    private Optional<String> existing(GrantOptions options) {
        List<String> given = GrantOptions.EXISTING.given(options.selectorValues());
        if (given.size() > 1) {
            return Optional.of(
                    Messages.Grant_SeveralKeys(given.stream().map(names::of).collect(Collectors.joining(", "))));
        }
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (options.getApiKeyCredentialsId() == null && options.getPrivateKeyVariable() != null) {
            return Optional.of(
                    Messages.Grant_NoPrivateKey(names.of("privateKeyVariable"), names.of("apiKeyCredentialsId")));
        }
        Stream<String> ofNewKeys = Stream.concat(
                Stream.of("accessList").filter(option -> options.getAccessList() != null),
                Stream.of("description").filter(option -> options.getDescription() != null));
        return ofNewKeys.findFirst().map(option -> Messages.Grant_OnlyForNew(names.of(option), names.of(given.get(0))));
    }

    private static Optional<String> variables(GrantOptions options) {
        return Stream.of(
                        options.getPublicKeyVariable(),
                        options.getPrivateKeyVariable(),
                        options.getProjectIdVariable(),
                        options.getBaseUrlVariable())
                .filter(Objects::nonNull)
                .flatMap(name -> variable(name).stream())
                .findFirst();
    }

    /** A message may stand in a log: not with a secret that was entered in the wrong place. */
    private static String wrong(String text, String noun, UnaryOperator<String> message) {
        return switch (ObjectIdFormat.of(text)) {
            case PRIVATE_KEY, CLIENT_SECRET -> message.apply(Messages.Grant_Secret());
            case INVISIBLE -> OptionValidator.invisible(text, noun).orElseThrow();
            default -> message.apply(text);
        };
    }

    private static Optional<String> firstThat(List<String> texts, Predicate<String> isWrong) {
        return texts.stream().filter(isWrong).findFirst();
    }
}
