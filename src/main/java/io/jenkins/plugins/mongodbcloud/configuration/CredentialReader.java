package io.jenkins.plugins.mongodbcloud.configuration;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.mongodbcloud.client.ApiCredential;
import io.jenkins.plugins.mongodbcloud.client.ApiEndpoint;
import io.jenkins.plugins.mongodbcloud.client.ApiKeyPair;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import java.util.regex.Pattern;

/** Reads what a credential holds, which its provider may fetch only then. */
final class CredentialReader {

    /** What Jenkins takes for the secret itself if it was encrypted with the key of another Jenkins. */
    private static final Pattern UNDECRYPTED = Pattern.compile("\\{[A-Za-z0-9+/]+={0,2}\\}");

    private CredentialReader() {}

    /** The user name tells which it is, so that any provider of user names with passwords can hold either. */
    static ApiCredential read(StandardUsernamePasswordCredentials found, String id, ApiEndpoint endpoint)
            throws AbortException {
        String secret = Secret.toString(found.getPassword()).trim();
        if (secret.isEmpty()) {
            throw new AbortException(Messages.Credentials_NoPrivateKey(id));
        }
        if (UNDECRYPTED.matcher(secret).matches()) {
            throw new AbortException(Messages.Credentials_Undecrypted(id));
        }
        String user = publicKey(found, id);
        if (!ServiceAccount.isClientId(user)) {
            return new ApiKeyPair(user, secret);
        }
        if (!endpoint.product().hasServiceAccounts()) {
            throw new AbortException(Messages.Credentials_NoServiceAccounts(id, endpoint.name()));
        }
        return new ServiceAccount(user, secret);
    }

    static String publicKey(StandardUsernamePasswordCredentials found, String id) throws AbortException {
        String publicKey = Util.fixEmptyAndTrim(found.getUsername());
        if (publicKey == null) {
            throw new AbortException(Messages.Credentials_NoPublicKey(id));
        }
        return publicKey;
    }
}
