package io.htcgrid.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One object of payloads, ready to be put, and where each task's payload lies in it.
 *
 * @param key carries a hash of the content
 * @param content not copied; leave it unchanged
 * @param references in the order in which the payloads were added
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; the array is the point.
public record PayloadBundle(String key, byte[] content, Map<TaskId, BlobReference> references) {

  public PayloadBundle {
    references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
  }
}
