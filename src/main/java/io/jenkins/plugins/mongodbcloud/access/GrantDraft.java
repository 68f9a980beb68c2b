package io.jenkins.plugins.mongodbcloud.access;

import io.jenkins.plugins.mongodbcloud.client.Operations;
import java.util.List;
import java.util.UUID;

/**
 * What a build asks for.
 *
 * @param key the key and its roles; a new one has neither ID nor tag
 * @param holder the build
 * @param controller the process that looks after it
 * @param description how the description of a new key begins
 * @param accessList the addresses from which a new key can be used; empty for the default of its organization
 * @param delete whether a new key is deleted from its organization afterwards
 */
public record GrantDraft(
        Grant.Key key,
        Grant.Holder holder,
        String controller,
        String description,
        List<String> accessList,
        boolean delete) {

    private static final String TAG = "jenkins-grant-";

    public GrantDraft {
        accessList = List.copyOf(accessList);
    }

    /** A grant of a new key, with a tag of its own. */
    Grant newKey(long now) {
        String id = UUID.randomUUID().toString();
        Grant.Key tagged =
                new Grant.Key(key.endpoint(), key.baseUrl(), key.projectId(), null, null, TAG + id, null, key.roles());
        return grant(id, Grant.Kind.NEW_KEY, tagged, now);
    }

    /** A grant of a key that is there already. */
    Grant existingKey(Grant.Key known, long now) {
        return grant(known.group() + '-' + UUID.randomUUID(), Grant.Kind.EXISTING_KEY, known, now);
    }

    private Grant grant(String id, Grant.Kind kind, Grant.Key of, long now) {
        return new Grant(
                id,
                GrantState.ASSIGNING,
                kind,
                of,
                holder,
                controller,
                kind == Grant.Kind.NEW_KEY && delete,
                true,
                now,
                now,
                0,
                Grant.Progress.NONE);
    }

    /** Not between the two halves of a character. */
    private static int boundary(String text, int most) {
        return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }

    /** The description of a new key, which ends in its tag. */
    String describe(Grant grant) {
        String tag = grant.key().tag();
        String begin = description.strip();
        int most = Operations.MAX_DESCRIPTION - tag.length() - 1;
        String shortened = begin.length() > most
                ? begin.substring(0, boundary(begin, most)).strip()
                : begin;
        return shortened.isEmpty() ? tag : shortened + " " + tag;
    }
}
