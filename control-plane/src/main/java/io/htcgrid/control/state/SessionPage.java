package io.htcgrid.control.state;

import io.htcgrid.data.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing.
 *
 * @param cursor where the next part begins; null: this was the last
 */
public record SessionPage(List<SessionId> sessions, @Nullable String cursor) {
  public SessionPage {
    sessions = List.copyOf(sessions);
  }
}
