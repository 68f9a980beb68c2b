package io.jenkins.plugins.mongodbcloud.steps;

import io.jenkins.plugins.mongodbcloud.access.BuildEffect;
import io.jenkins.plugins.mongodbcloud.access.OptionNames;

/** In a form: the labels of the fields. */
public enum OptionLabels implements OptionNames {
    /** The only one. */
    INSTANCE;

    /** The label of the field of an option. */
    static String label(String option) {
        return switch (option) {
            case "projectId" -> Messages.Option_ProjectId();
            case "endpoint" -> Messages.Option_Endpoint();
            case "credentialsId" -> Messages.Option_CredentialsId();
            case "ifNotAssigned" -> Messages.Option_IfNotAssigned();
            case "ifRejected" -> Messages.Option_IfRejected();
            case "ifUnavailable" -> Messages.Option_IfUnavailable();
            case "maxKeys" -> Messages.Option_MaxKeys();
            case "parallelism" -> Messages.Option_Parallelism();
            case "dryRun" -> Messages.Option_DryRun();
            case "verify" -> Messages.Option_Verify();
            case "allowSelf" -> Messages.Option_AllowSelf();
            case "keepTrying" -> Messages.Option_KeepTrying();
            case "apiKeyId" -> Messages.Option_ApiKeyId();
            case "apiKeyIds" -> Messages.Option_ApiKeyIds();
            case "publicKey" -> Messages.Option_PublicKey();
            case "apiKeyCredentialsId" -> Messages.Option_ApiKeyCredentialsId();
            case "description" -> Messages.Option_Description();
            case "roles" -> Messages.Option_Roles();
            case "accessList" -> Messages.Option_AccessList();
            case "afterwards" -> Messages.Option_Afterwards();
            case "publicKeyVariable" -> Messages.Option_PublicKeyVariable();
            case "privateKeyVariable" -> Messages.Option_PrivateKeyVariable();
            case "projectIdVariable" -> Messages.Option_ProjectIdVariable();
            case "baseUrlVariable" -> Messages.Option_BaseUrlVariable();
            case "clientId" -> Messages.Option_ClientId();
            case "clientIds" -> Messages.Option_ClientIds();
            case "name" -> Messages.Option_Name();
            default -> throw new IllegalArgumentException(option);
        };
    }

    /** What an effect on the build is called. */
    static String label(BuildEffect effect) {
        return switch (effect) {
            case SUCCESS -> Messages.Effect_Success();
            case UNSTABLE -> Messages.Effect_Unstable();
            case FAILURE -> Messages.Effect_Failure();
        };
    }

    @Override
    public String of(String option) {
        return Messages.Form_Label(label(option));
    }

    @Override
    public String set(String option, Object value) {
        return value instanceof BuildEffect effect
                ? Messages.Form_Select(label(option), label(effect))
                : Messages.Form_Check(label(option));
    }
}
