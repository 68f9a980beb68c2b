package io.jenkins.plugins.mongodbcloud.unassign;

import io.jenkins.plugins.mongodbcloud.admin.Answer;
import io.jenkins.plugins.mongodbcloud.admin.ApiError;
import io.jenkins.plugins.mongodbcloud.admin.ErrorMeaning;
import io.jenkins.plugins.mongodbcloud.admin.Fault;

/** Why an answer was not a success, in a sentence that says what to do; the connection test uses it too. */
public final class Reasons {

    private Reasons() {}

    /**
     * The sentence for an answer without a value.
     *
     * @param credentials how the user knows the key pair that authenticates
     */
    public static String of(Answer<?> answer, String credentials) {
        return answer.fault()
                .map(fault -> ofFault(fault.kind()))
                .orElseGet(() -> ofMeaning(answer.meaning().orElseThrow(), answer.error(), credentials));
    }

    /** HTTP status, error code and the server's own words, or the fault's. */
    public static String technical(Answer<?> answer) {
        if (answer.fault().isPresent()) {
            Fault fault = answer.fault().get();
            return fault.detail().isEmpty() ? fault.kind().name() : fault.detail();
        }
        ApiError error = answer.error();
        Object status = answer.status().map(String::valueOf).orElse("-");
        String http = error.errorCode()
                .map(code -> Messages.Http_StatusCode(status, code))
                .orElseGet(() -> Messages.Http_Status(status));
        return error.detail().isEmpty() ? http : Messages.Http_Detail(http, error.detail());
    }

    private static String ofFault(Fault.Kind kind) {
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

    private static String ofMeaning(ErrorMeaning meaning, ApiError error, String credentials) {
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
