package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;

/** Why a call did not succeed, and what to do about it, in words; the connection test uses it too. */
public final class FailureMessages {

    private FailureMessages() {}

    /**
     * Says why a call has no value and what to do.
     *
     * @param credentials how the user knows the key pair or service account that authenticates
     */
    public static String of(CallResult<?> result, String credentials) {
        String reason = reason(result, credentials);
        boolean named = result.category()
                .filter(category -> category == ErrorCategory.INVALID_CLIENT)
                .isPresent();
        return result.isTokenFailure() && !named ? Messages.Why_NoToken(credentials, reason) : reason;
    }

    private static String reason(CallResult<?> result, String credentials) {
        return result.failure()
                .map(failure -> ofFailure(failure.kind()))
                .orElseGet(() -> ofCategory(result.category().orElseThrow(), result.error(), credentials));
    }

    /** As {@link #of}, and what the response or the failure itself says. */
    static String detailed(CallResult<?> result, String credentials) {
        return Messages.Reason_Detail(of(result, credentials), technical(result));
    }

    /** As {@link #detailed}, for a request that only an owner of the organization may send. */
    static String ofOrganization(CallResult<?> result, String credentials) {
        boolean noOwner =
                result.category().filter(ErrorCategory.MISSING_ROLE::equals).isPresent();
        return noOwner
                ? Messages.Reason_Detail(Messages.Why_NotOrganizationOwner(credentials), technical(result))
                : detailed(result, credentials);
    }

    /** Why a project's keys are not known. */
    static String of(ListFailure failure, String credentials, String noun, OptionNames names) {
        return switch (failure.kind()) {
            case CALL -> detailed(failure.result().orElseThrow(), credentials);
            case BUSY -> busy(failure.cause().orElseThrow());
            case PLUGIN -> broken(failure.cause().orElseThrow());
            case STOPPED -> Messages.Why_Cancelled();
            case TOO_LONG -> Messages.List_TooLong(KeyLookup.MAX_KEYS, noun, names.of("verify"));
            case UNPROVEN -> Messages.List_Unproven();
        };
    }

    /** There was no session to make a call on. */
    static String busy(Throwable cause) {
        return Messages.Reason_Detail(Messages.Why_Busy(), describe(cause));
    }

    /** The plugin failed. */
    static String broken(Throwable cause) {
        return Messages.Reason_Detail(Messages.Failed_Plugin(), cause.toString());
    }

    static String describe(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** HTTP status, error code and the server's words, or the detail of the transport failure. */
    public static String technical(CallResult<?> result) {
        if (result.failure().isPresent()) {
            TransportFailure failure = result.failure().get();
            return failure.detail().isEmpty() ? failure.kind().name() : failure.detail();
        }
        ErrorBody error = result.error();
        Object status = result.status().map(String::valueOf).orElse("-");
        String http = error.errorCode()
                .map(code -> Messages.Http_StatusCode(status, code))
                .orElseGet(() -> Messages.Http_Status(status));
        return error.detail().isEmpty() ? http : Messages.Http_Detail(http, error.detail());
    }

    private static String ofFailure(TransportFailure.Kind kind) {
        return switch (kind) {
            case NAME -> Messages.Why_Name();
            case FORBIDDEN -> Messages.Why_Forbidden();
            case CONNECTION -> Messages.Why_Connection();
            case TLS -> Messages.Why_Tls();
            case TIMEOUT -> Messages.Why_Timeout();
            case UNREADABLE -> Messages.Why_Unreadable();
            case TOO_LARGE -> Messages.Why_TooLarge();
            case PROXY -> Messages.Why_Proxy();
            case NO_MD5 -> Messages.Why_NoMd5();
            case CANCELLED -> Messages.Why_Cancelled();
        };
    }

    private static String ofCategory(ErrorCategory category, ErrorBody error, String credentials) {
        return switch (category) {
            case BAD_REQUEST -> Messages.Why_BadRequest();
            case WRONG_KEYS -> Messages.Why_WrongKeys(credentials);
            case INVALID_CLIENT -> Messages.Why_InvalidClient(credentials);
            case MISSING_ROLE -> Messages.Why_MissingRole(credentials);
            case NOT_IN_PROJECT -> Messages.Why_NotInProject(credentials);
            case NOT_IN_ORGANIZATION -> Messages.Why_NotInOrganization(credentials);
            case SUSPENDED -> Messages.Why_Suspended();
            case ACCESS_LIST ->
                error.addressSeen()
                        .map(address -> Messages.Why_AccessList(credentials, address))
                        .orElseGet(() -> Messages.Why_AccessListUnknown(credentials));
            case WRONG_PROJECT -> Messages.Why_WrongProject();
            case ATLAS_PROJECT -> Messages.Why_AtlasProject();
            case NOT_ATLAS_PROJECT -> Messages.Why_NotAtlasProject();
            case UNSUPPORTED_FEATURE -> Messages.Why_UnsupportedFeature();
            case UNSUPPORTED_AUTHENTICATION -> Messages.Why_UnsupportedAuthentication();
            case STALE_NONCES -> Messages.Why_StaleNonces();
            case REDIRECTED -> Messages.Why_Redirected();
            case ALREADY_THERE -> Messages.Why_AlreadyThere();
            case KEY_LIMIT -> Messages.Why_KeyLimit();
            case OTHER_ORGANIZATION -> Messages.Why_OtherOrganization();
            case UNSUPPORTED_ROLE -> Messages.Why_UnsupportedRole();
            case ADDRESS_REJECTED -> Messages.Why_AddressRejected();
            case UNSUPPORTED_VERSION -> Messages.Why_UnsupportedVersion();
            case RATE_LIMITED -> Messages.Why_RateLimited();
            case WRITES_DISABLED -> Messages.Why_WritesDisabled();
            case SERVER_ERROR -> Messages.Why_ServerError();
            case WRONG_BASE_URL -> Messages.Why_WrongBaseUrl();
            case HTTPS_REQUIRED -> Messages.Why_HttpsRequired();
            case NOT_FROM_API -> Messages.Why_NotFromApi();
            // To an assignment or an access list; an unassignment has an outcome for it.
            case NOT_ASSIGNED -> Messages.Why_NoSuchKey();
            case UNKNOWN -> Messages.Why_Unknown();
        };
    }
}
