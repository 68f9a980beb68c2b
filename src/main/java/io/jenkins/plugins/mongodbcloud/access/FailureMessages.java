package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.ErrorBody;
import io.jenkins.plugins.mongodbcloud.client.ErrorCategory;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;

/** Why an answer was not a success, in a sentence that says what to do; the connection test uses it too. */
public final class FailureMessages {

    private FailureMessages() {}

    /**
     * The sentence for an answer without a value.
     *
     * @param credentials how the user knows the key pair that authenticates
     */
    public static String of(CallResult<?> answer, String credentials) {
        return answer.failure()
                .map(fault -> ofFault(fault.kind()))
                .orElseGet(() -> ofMeaning(answer.category().orElseThrow(), answer.error(), credentials));
    }

    /** HTTP status, error code and the server's own words, or the fault's. */
    public static String technical(CallResult<?> answer) {
        if (answer.failure().isPresent()) {
            TransportFailure fault = answer.failure().get();
            return fault.detail().isEmpty() ? fault.kind().name() : fault.detail();
        }
        ErrorBody error = answer.error();
        Object status = answer.status().map(String::valueOf).orElse("-");
        String http = error.errorCode()
                .map(code -> Messages.Http_StatusCode(status, code))
                .orElseGet(() -> Messages.Http_Status(status));
        return error.detail().isEmpty() ? http : Messages.Http_Detail(http, error.detail());
    }

    private static String ofFault(TransportFailure.Kind kind) {
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
            case BUSY -> Messages.Why_Busy();
            case CANCELLED -> Messages.Why_Cancelled();
        };
    }

    private static String ofMeaning(ErrorCategory meaning, ErrorBody error, String credentials) {
        return switch (meaning) {
            case BAD_REQUEST -> Messages.Why_BadRequest();
            case WRONG_KEYS -> Messages.Why_WrongKeys(credentials);
            case MISSING_ROLE -> Messages.Why_MissingRole(credentials);
            case NOT_IN_PROJECT -> Messages.Why_NotInProject(credentials);
            case SUSPENDED -> Messages.Why_Suspended();
            case ACCESS_LIST ->
                error.addressSeen()
                        .map(address -> Messages.Why_AccessList(credentials, address))
                        .orElseGet(() -> Messages.Why_AccessListUnknown(credentials));
            case WRONG_PROJECT -> Messages.Why_WrongProject();
            case NO_DIGEST -> Messages.Why_NoDigest();
            case REDIRECTED -> Messages.Why_Redirected();
            case VERSION_GONE -> Messages.Why_VersionGone();
            case RATE_LIMITED -> Messages.Why_RateLimited();
            case SERVER_ERROR -> Messages.Why_ServerError();
            // A list is never refused for a missing assignment; a gateway might still say so.
            case NOT_ASSIGNED, REFUSED -> Messages.Why_Refused();
        };
    }
}
