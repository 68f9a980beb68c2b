package io.jenkins.plugins.mongodbcloud.credentials;

import hudson.Util;
import hudson.util.FormValidation;
import java.util.regex.Pattern;

/** Recognizes what people paste into the wrong field of a key pair. */
final class KeyFormatHints {

    private static final Pattern PUBLIC_KEY = Pattern.compile("[a-z]{8}");
    private static final Pattern UUID = Pattern.compile("[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}");
    private static final Pattern KEY_ID = Pattern.compile("[a-fA-F0-9]{24}");

    private KeyFormatHints() {}

    static FormValidation publicKey(String value) {
        String text = Util.fixNull(value);
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            return FormValidation.error(Messages.PublicKey_Blank());
        }
        if (CredentialForms.isQuoted(trimmed)) {
            return FormValidation.error(Messages.Value_Quoted());
        }
        if (trimmed.indexOf(':') >= 0) {
            return FormValidation.error(Messages.PublicKey_Pair());
        }
        if (KEY_ID.matcher(trimmed).matches()) {
            return FormValidation.error(Messages.PublicKey_Id());
        }
        if (UUID.matcher(trimmed).matches()) {
            return FormValidation.error(Messages.PublicKey_PrivateKey());
        }
        if (trimmed.startsWith(ServiceAccountFormatHints.ID_PREFIX)
                || trimmed.startsWith(ServiceAccountFormatHints.SECRET_PREFIX)) {
            return FormValidation.error(Messages.PublicKey_ServiceAccount());
        }
        if (trimmed.indexOf('@') >= 0) {
            return FormValidation.error(Messages.PublicKey_EMail());
        }
        if (trimmed.chars().anyMatch(Character::isWhitespace)) {
            return FormValidation.error(Messages.PublicKey_Spaces());
        }
        // Public keys have been eight letters so far, which MongoDB does not promise.
        return PUBLIC_KEY.matcher(trimmed).matches()
                ? FormValidation.ok()
                : FormValidation.warning(Messages.PublicKey_Unusual());
    }

    static FormValidation privateKey(String value) {
        String text = Util.fixNull(value).trim();
        if (text.isEmpty()) {
            return FormValidation.error(Messages.PrivateKey_Blank());
        }
        if (CredentialForms.isQuoted(text)) {
            return FormValidation.error(Messages.Value_Quoted());
        }
        if (CredentialForms.isRedacted(text)) {
            return FormValidation.error(Messages.PrivateKey_Redacted());
        }
        if (text.indexOf(':') >= 0) {
            return FormValidation.error(Messages.PrivateKey_Pair());
        }
        if (KEY_ID.matcher(text).matches()) {
            return FormValidation.error(Messages.PrivateKey_Id());
        }
        if (PUBLIC_KEY.matcher(text).matches()) {
            return FormValidation.error(Messages.PrivateKey_PublicKey());
        }
        if (text.startsWith(ServiceAccountFormatHints.ID_PREFIX)
                || text.startsWith(ServiceAccountFormatHints.SECRET_PREFIX)) {
            return FormValidation.error(Messages.PrivateKey_ServiceAccount());
        }
        if (text.chars().anyMatch(Character::isWhitespace)) {
            return FormValidation.error(Messages.PrivateKey_Spaces());
        }
        return FormValidation.ok();
    }
}
