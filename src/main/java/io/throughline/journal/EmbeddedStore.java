package io.throughline.journal;

import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * Tells whether the embedded database has given up: after one write that failed (disk full, out of memory) H2 closes its
 * store for the rest of the process, and nothing that is asked of it from then on is kept.
 */
final class EmbeddedStore {

    private static final Set<Integer> FATAL = Set.of(
            DataUtils.ERROR_WRITING_FAILED,
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_INTERNAL,
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_CLOSED);

    private static final int DEEPEST = 20;

    private EmbeddedStore() {}

    /** Whether this failure, or what caused it, says so. */
    static boolean gaveUp(Throwable failure) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < DEEPEST; at = at.getCause(), depth++) {
            if (at instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_IS_CLOSED) {
                return true;
            }
            if (at instanceof MVStoreException store && FATAL.contains(store.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
