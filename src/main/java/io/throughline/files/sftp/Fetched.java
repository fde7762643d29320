package io.throughline.files.sftp;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A remote file that is safe here and whose sender has not heard of it yet.
 *
 * @param remote   its name in the partner's {@code in}
 * @param size     its size there, in bytes
 * @param modified when it was changed there, seconds since 1970
 * @param local    its name in our folders, like no other file's
 * @param done     the name it has, or is about to get, in the partner's {@code done}; null before that is known
 * @param moved    whether it has left the partner's {@code in}
 * @param refused  the name it has, or is about to get, in the partner's {@code rejected}; null unless it was refused
 */
record Fetched(
        @JsonProperty("remote") String remote,
        @JsonProperty("size") long size,
        @JsonProperty("modified") int modified,
        @JsonProperty("local") String local,
        @JsonProperty("done") String done,
        @JsonProperty("moved") boolean moved,
        @JsonProperty("refused") String refused) {

    static Fetched of(RemoteFolder.Entry entry, String local) {
        return new Fetched(entry.name(), entry.size(), entry.modified(), local, null, false, null);
    }

    Fetched goingTo(String name) {
        return new Fetched(remote, size, modified, local, name, false, refused);
    }

    Fetched gone() {
        return new Fetched(remote, size, modified, local, done == null ? remote : done, true, refused);
    }

    Fetched refusedAs(String name) {
        return new Fetched(remote, size, modified, local, done, moved, name);
    }

    /** Whether what the server shows now is still the file that was fetched. */
    boolean isStill(RemoteFolder.Entry entry) {
        return entry.regular() && entry.name().equals(remote) && entry.size() == size && entry.modified() == modified;
    }
}
