package sandbox;

import java.util.Map;

/**
 * One write as the vendor saw it.
 *
 * @param recordType the vendor's word for the kind of record, or null when it could not be told
 * @param externalId the caller's own id, or null
 * @param id the vendor's id, or null when nothing was written
 * @param status the HTTP status the row alone would have had
 * @param applied whether it took effect
 * @param keys natural keys by which a duplicate can be recognised
 */
record Write(String recordType, String externalId, String id, int status, boolean applied, Map<String, String> keys) {

    static Write applied(String recordType, String externalId, String id, int status, Map<String, String> keys) {
        return new Write(recordType, externalId, id, status, true, keys);
    }

    static Write refused(String recordType, String externalId, int status, Map<String, String> keys) {
        return new Write(recordType, externalId, null, status, false, keys);
    }
}
