package io.jenkins.plugins.mongodbcloud.credentials;

import hudson.Util;
import hudson.util.FormValidation;
import java.util.regex.Pattern;

/** Recognizes what people paste into the wrong field of a service account. */
final class ServiceAccountFormatHints {

    static final String ID_PREFIX = "mdb_sa_id_";
    static final String SECRET_PREFIX = "mdb_sa_sk_";

    private static final Pattern CLIENT_ID = Pattern.compile(ID_PREFIX + "[a-fA-F0-9]{24}");
    private static final Pattern OBJECT_ID = Pattern.compile("[a-fA-F0-9]{24}");
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");
    private static final Pattern KEY_HALF =
            Pattern.compile("[a-z]{8}|[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}");

    private ServiceAccountFormatHints() {}

    static FormValidation clientId(String value) {
        String text = Util.fixNull(value).trim();
        if (text.isEmpty()) {
            return FormValidation.error(Messages.ClientId_Blank());
        }
        if (CredentialForms.isQuoted(text)) {
            return FormValidation.error(Messages.Value_Quoted());
        }
        if (text.indexOf(':') >= 0) {
            return FormValidation.error(Messages.ClientId_Pair());
        }
        if (text.startsWith(SECRET_PREFIX)) {
            return FormValidation.error(Messages.ClientId_Secret());
        }
        if (KEY_HALF.matcher(text).matches()) {
            return FormValidation.error(Messages.ServiceAccount_ApiKey());
        }
        return CLIENT_ID.matcher(text).matches() ? FormValidation.ok() : FormValidation.error(Messages.ClientId_Form());
    }

    static FormValidation clientSecret(String value) {
        String text = Util.fixNull(value).trim();
        if (text.isEmpty()) {
            return FormValidation.error(Messages.ClientSecret_Blank());
        }
        if (CredentialForms.isQuoted(text)) {
            return FormValidation.error(Messages.Value_Quoted());
        }
        if (CredentialForms.isRedacted(text)) {
            return FormValidation.error(Messages.ClientSecret_Redacted());
        }
        if (text.indexOf(':') >= 0) {
            return FormValidation.error(Messages.ClientSecret_Pair());
        }
        if (text.startsWith(ID_PREFIX) || OBJECT_ID.matcher(text).matches()) {
            return FormValidation.error(Messages.ClientSecret_Id());
        }
        if (TOKEN.matcher(text).matches()) {
            return FormValidation.error(Messages.ClientSecret_Token());
        }
        if (KEY_HALF.matcher(text).matches()) {
            return FormValidation.error(Messages.ServiceAccount_ApiKey());
        }
        if (text.chars().anyMatch(Character::isWhitespace)) {
            return FormValidation.error(Messages.ClientSecret_Spaces());
        }
        // MongoDB no longer publishes the form of the rest.
        return text.startsWith(SECRET_PREFIX)
                ? FormValidation.ok()
                : FormValidation.warning(Messages.ClientSecret_Unusual());
    }
}
