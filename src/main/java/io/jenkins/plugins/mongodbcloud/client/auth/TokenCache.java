package io.jenkins.plugins.mongodbcloud.client.auth;

import io.jenkins.plugins.mongodbcloud.client.CallResult;
import io.jenkins.plugins.mongodbcloud.client.CallResult.Cost;
import io.jenkins.plugins.mongodbcloud.client.ServiceAccount;
import io.jenkins.plugins.mongodbcloud.client.TransportFailure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The access tokens of service accounts, one for all sessions of an account. With each goes the account's secret, which
 * is needed to revoke it; both are dropped when the token has expired.
 */
final class TokenCache {

    /** Accounts, counted once for each secret and endpoint; those used longest ago are dropped. */
    static final int MAX_ACCOUNTS = 100;

    /** An account has two secrets at most; a token of a third was minted with one that has been replaced. */
    private static final int SECRETS_PER_ACCOUNT = 2;

    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(10);
    private static final TransportFailure CANCELLED =
            new TransportFailure(TransportFailure.Kind.CANCELLED, "no access token was requested");

    private record Owner(URI origin, ServiceAccount account) {
        static Owner of(URI baseUrl, ServiceAccount account) {
            return new Owner(baseUrl.resolve("/"), account);
        }

        boolean isSameAccount(Owner other) {
            return origin.equals(other.origin) && account.clientId().equals(other.account.clientId());
        }
    }

    private static final class Entry {
        private AccessToken token;
        private CompletableFuture<AccessToken> pending;
        private long renewalFailedAt;
        private boolean renewalFailed;
    }

    private final TokenTransport transport;
    private final LongSupplier clock;
    private final Map<Owner, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    TokenCache(TokenTransport transport, LongSupplier clock) {
        this.transport = transport;
        this.clock = clock;
    }

    /**
     * The account's token. It is minted if there is none, at the same time for all who ask; after two thirds of its
     * life it is renewed while it serves on.
     *
     * @return fails with a {@link TokenUnavailableException}
     */
    CompletableFuture<AccessToken> get(URI baseUrl, ServiceAccount account) {
        Owner owner = Owner.of(baseUrl, account);
        CompletableFuture<AccessToken> minted;
        CompletableFuture<AccessToken> result;
        long now = clock.getAsLong();
        synchronized (this) {
            dropExpired();
            Entry entry = entry(owner);
            result = entry.token != null ? CompletableFuture.completedFuture(entry.token) : entry.pending;
            if (result != null && !isRenewalDue(entry, now)) {
                return result.copy();
            }
            minted = new CompletableFuture<>();
            entry.pending = minted;
            result = result == null ? minted : result;
        }
        mint(owner, minted, now);
        return result.copy();
    }

    private Entry entry(Owner owner) {
        Entry known = entries.get(owner);
        if (known != null) {
            return known;
        }
        List<Owner> others =
                entries.keySet().stream().filter(owner::isSameAccount).toList();
        if (others.size() >= SECRETS_PER_ACCOUNT) {
            entries.remove(others.get(0));
        }
        if (entries.size() >= MAX_ACCOUNTS) {
            entries.remove(entries.keySet().iterator().next());
        }
        Entry entry = new Entry();
        entries.put(owner, entry);
        return entry;
    }

    private static boolean isRenewalDue(Entry entry, long now) {
        return entry.token != null
                && entry.pending == null
                && entry.token.isDueAt(now)
                && !(entry.renewalFailed && now - entry.renewalFailedAt < BETWEEN_RENEWALS.toNanos());
    }

    private void mint(Owner owner, CompletableFuture<AccessToken> minted, long now) {
        send(TokenRequest.mint(owner.origin(), owner.account(), now))
                .exceptionally(e -> CallResult.failure(CANCELLED, new Cost(0, 1, 0, false)))
                .thenAccept(result -> minted(owner, minted, result));
    }

    private <T> CompletableFuture<CallResult<T>> send(TokenRequest<T> request) {
        try {
            return transport.send(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void minted(Owner owner, CompletableFuture<AccessToken> minted, CallResult<AccessToken> result) {
        AccessToken token = result.value().orElse(null);
        synchronized (this) {
            Entry entry = entries.get(owner);
            if (entry != null && entry.pending == minted) {
                entry.pending = null;
                entry.renewalFailed = token == null;
                entry.renewalFailedAt = clock.getAsLong();
                if (token != null) {
                    entry.token = token;
                } else if (entry.token == null) {
                    entries.remove(owner);
                }
            }
        }
        if (token != null) {
            minted.complete(token);
        } else {
            minted.completeExceptionally(new TokenUnavailableException(result));
        }
    }

    /**
     * Whether another token may be accepted in place of one that was refused; it is dropped then. A token that is new
     * is as good as its successor would be.
     */
    synchronized boolean replace(URI baseUrl, ServiceAccount account, AccessToken refused) {
        Owner owner = Owner.of(baseUrl, account);
        Entry entry = entries.get(owner);
        if (entry == null || entry.token != refused) {
            return true;
        }
        if (!refused.isProvenAt(clock.getAsLong())) {
            return false;
        }
        entry.token = null;
        if (entry.pending == null) {
            entries.remove(owner);
        }
        return true;
    }

    /** Drops the tokens that have expired, with the secrets of their accounts. */
    synchronized void dropExpired() {
        long now = clock.getAsLong();
        for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.token != null && entry.token.isExpiredAt(now)) {
                entry.token = null;
                if (entry.pending == null) {
                    all.remove();
                }
            }
        }
    }

    /** Drops all tokens and revokes them; complete when each request has ended, however it did. */
    CompletableFuture<Void> revokeAll() {
        List<TokenRequest<?>> requests = new ArrayList<>();
        synchronized (this) {
            dropExpired();
            entries.forEach((owner, entry) -> {
                if (entry.token != null) {
                    requests.add(TokenRequest.revoke(owner.origin(), owner.account(), entry.token));
                }
            });
            entries.clear();
        }
        return CompletableFuture.allOf(requests.stream()
                .map(request -> send(request).handle((result, failure) -> null))
                .toArray(CompletableFuture[]::new));
    }
}
