package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Node;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Stand-in: where credentials come from. */
public abstract class CredentialsProvider extends Descriptor<CredentialsProvider>
        implements ExtensionPoint, Describable<CredentialsProvider> {
    public static final PermissionGroup GROUP = new PermissionGroup(CredentialsProvider.class, null);
    public static final Permission CREATE =
            new Permission(GROUP, "Create", null, Permission.CREATE, PermissionScope.ITEM);
    public static final Permission UPDATE =
            new Permission(GROUP, "Update", null, Permission.UPDATE, PermissionScope.ITEM);
    public static final Permission USE_ITEM =
            new Permission(GROUP, "UseItem", null, Item.CONFIGURE, PermissionScope.ITEM);

    @SuppressWarnings("unchecked")
    public CredentialsProvider() {
        super(self());
    }

    public static ExtensionList<CredentialsProvider> all() {
        return ExtensionList.lookup(CredentialsProvider.class);
    }

    @Override
    public Descriptor<CredentialsProvider> getDescriptor() {
        return this;
    }

    @NonNull
    @SuppressWarnings("rawtypes")
    public <C extends Credentials> List<C> getCredentialsInItemGroup(
            @NonNull Class<C> type,
            @Nullable ItemGroup itemGroup,
            @Nullable Authentication authentication,
            @NonNull List<DomainRequirement> domainRequirements) {
        throw new AbstractMethodError("Implement getCredentialsInItemGroup from " + getClass());
    }

    @NonNull
    public <C extends Credentials> List<C> getCredentialsInItem(
            @NonNull Class<C> type,
            @NonNull Item item,
            @Nullable Authentication authentication,
            @NonNull List<DomainRequirement> domainRequirements) {
        return getCredentialsInItemGroup(type, item.getParent(), authentication, domainRequirements);
    }

    @NonNull
    @SuppressWarnings("rawtypes")
    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(
            @NonNull Class<C> type,
            @Nullable ItemGroup itemGroup,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> domainRequirements) {
        ItemGroup group = itemGroup == null ? Jenkins.get() : itemGroup;
        Authentication as = authentication == null ? ACL.SYSTEM2 : authentication;
        List<DomainRequirement> requirements = domainRequirements == null ? List.of() : domainRequirements;
        return gather(provider -> provider.getCredentialsInItemGroup(type, group, as, requirements));
    }

    @NonNull
    public static <C extends Credentials> List<C> lookupCredentialsInItem(
            @NonNull Class<C> type,
            @Nullable Item item,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> domainRequirements) {
        if (item == null) {
            return lookupCredentialsInItemGroup(type, null, authentication, domainRequirements);
        }
        Authentication as = authentication == null ? ACL.SYSTEM2 : authentication;
        List<DomainRequirement> requirements = domainRequirements == null ? List.of() : domainRequirements;
        return gather(provider -> provider.getCredentialsInItem(type, item, as, requirements));
    }

    private static <C extends Credentials> List<C> gather(Function<CredentialsProvider, List<C>> look) {
        List<C> found = new ArrayList<>();
        all().forEach(provider -> found.addAll(look.apply(provider)));
        return found;
    }

    @SuppressWarnings("rawtypes")
    public static <C extends IdCredentials> ListBoxModel listCredentialsInItemGroup(
            @NonNull Class<C> type,
            @Nullable ItemGroup itemGroup,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> domainRequirements,
            @Nullable CredentialsMatcher matcher) {
        return list(lookupCredentialsInItemGroup(type, itemGroup, authentication, domainRequirements), matcher);
    }

    @NonNull
    public static <C extends IdCredentials> ListBoxModel listCredentialsInItem(
            @NonNull Class<C> type,
            @Nullable Item item,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> domainRequirements,
            @Nullable CredentialsMatcher matcher) {
        return list(lookupCredentialsInItem(type, item, authentication, domainRequirements), matcher);
    }

    private static ListBoxModel list(List<? extends IdCredentials> credentials, CredentialsMatcher matcher) {
        ListBoxModel model = new ListBoxModel();
        for (IdCredentials c : credentials) {
            if (matcher == null || matcher.matches(c)) {
                model.add(CredentialsNameProvider.name(c), c.getId());
            }
        }
        return model;
    }

    @CheckForNull
    public static <C extends IdCredentials> C findCredentialByIdInItem(
            @NonNull String id,
            @NonNull Class<C> type,
            @Nullable Item item,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> domainRequirements) {
        return CredentialsMatchers.firstOrNull(
                lookupCredentialsInItem(type, item, authentication, domainRequirements),
                CredentialsMatchers.withId(id));
    }

    @CheckForNull
    @SuppressWarnings("rawtypes")
    public static <C extends IdCredentials> C findCredentialByIdInItemGroup(
            @NonNull String id,
            @NonNull Class<C> type,
            @Nullable ItemGroup itemGroup,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> domainRequirements) {
        return CredentialsMatchers.firstOrNull(
                lookupCredentialsInItemGroup(type, itemGroup, authentication, domainRequirements),
                CredentialsMatchers.withId(id));
    }

    @CheckForNull
    public static <C extends IdCredentials> C findCredentialById(
            @NonNull String id, @NonNull Class<C> type, @NonNull Run<?, ?> run) {
        return findCredentialById(id, type, run, List.of());
    }

    @CheckForNull
    public static <C extends IdCredentials> C findCredentialById(
            @NonNull String id,
            @NonNull Class<C> type,
            @NonNull Run<?, ?> run,
            @Nullable List<DomainRequirement> domainRequirements) {
        C found = findCredentialByIdInItem(id.trim(), type, run.getParent(), ACL.SYSTEM2, domainRequirements);
        return found == null ? null : type.cast(found.forRun(run));
    }

    @CheckForNull
    @SuppressWarnings("rawtypes")
    public static <C extends Credentials> C track(@NonNull Run build, @CheckForNull C credentials) {
        if (credentials != null) {
            CredentialsUseListener.fireUse(credentials, build);
        }
        return credentials;
    }

    @CheckForNull
    public static <C extends Credentials> C track(@NonNull Node node, @CheckForNull C credentials) {
        if (credentials != null) {
            CredentialsUseListener.fireUse(credentials, node);
        }
        return credentials;
    }

    @CheckForNull
    public static <C extends Credentials> C track(@NonNull Item item, @CheckForNull C credentials) {
        if (credentials != null) {
            CredentialsUseListener.fireUse(credentials, item);
        }
        return credentials;
    }
}
