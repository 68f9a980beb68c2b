package io.jenkins.plugins.mongodbcloud.demo;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsUseListener;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Node;
import hudson.model.Run;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.security.core.Authentication;

/** Jenkins' own store of credentials, as far as the demo needs one; it also notes whose use was tracked. */
public final class DemoCredentials extends CredentialsProvider implements CredentialsUseListener {
    private final List<Credentials> credentials = new CopyOnWriteArrayList<>();
    private final List<String> tracked = new CopyOnWriteArrayList<>();

    /** Adds a credential. */
    public DemoCredentials add(Credentials credential) {
        credentials.add(credential);
        return this;
    }

    /** Puts a credential in the place of the one with the same ID. */
    public DemoCredentials replace(IdCredentials credential) {
        credentials.removeIf(
                known -> known instanceof IdCredentials other && other.getId().equals(credential.getId()));
        return add(credential);
    }

    /** Adds a user name and password that jobs can see. */
    public DemoCredentials add(String id, String userName, String password) {
        try {
            return add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, userName, password));
        } catch (Descriptor.FormException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The IDs of the credentials whose use was tracked, in order. */
    public List<String> tracked() {
        return List.copyOf(tracked);
    }

    @NonNull
    @Override
    @SuppressWarnings("rawtypes")
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            @NonNull Class<C> type,
            ItemGroup itemGroup,
            Authentication authentication,
            @NonNull List<DomainRequirement> domainRequirements) {
        return credentials.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @NonNull
    @Override
    public <C extends Credentials> List<C> getCredentialsInItem(
            @NonNull Class<C> type,
            @NonNull Item item,
            Authentication authentication,
            @NonNull List<DomainRequirement> domainRequirements) {
        return getCredentialsInItemGroup(type, item.getParent(), authentication, domainRequirements).stream()
                .filter(credential -> credential.getScope() != CredentialsScope.SYSTEM)
                .toList();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void onUse(Credentials c, Run run) {
        tracked.add(((IdCredentials) c).getId());
    }

    @Override
    public void onUse(Credentials c, Node node) {
        tracked.add(((IdCredentials) c).getId());
    }

    @Override
    public void onUse(Credentials c, Item item) {
        tracked.add(((IdCredentials) c).getId());
    }
}
