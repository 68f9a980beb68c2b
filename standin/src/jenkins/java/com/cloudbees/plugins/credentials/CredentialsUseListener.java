package com.cloudbees.plugins.credentials;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Run;

/** Stand-in: is told where a credential is used. */
public interface CredentialsUseListener extends ExtensionPoint {
    @SuppressWarnings("rawtypes")
    void onUse(Credentials c, Run run);

    void onUse(Credentials c, Node node);

    void onUse(Credentials c, Item item);

    @SuppressWarnings("rawtypes")
    static void fireUse(Credentials c, Run run) {
        ExtensionList.lookup(CredentialsUseListener.class).forEach(listener -> listener.onUse(c, run));
    }

    static void fireUse(Credentials c, Node node) {
        ExtensionList.lookup(CredentialsUseListener.class).forEach(listener -> listener.onUse(c, node));
    }

    static void fireUse(Credentials c, Item item) {
        ExtensionList.lookup(CredentialsUseListener.class).forEach(listener -> listener.onUse(c, item));
    }
}
