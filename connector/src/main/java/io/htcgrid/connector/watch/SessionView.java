package io.htcgrid.connector.watch;

import io.htcgrid.control.OutcomeCounts;
import io.htcgrid.control.SessionRecord;

/**
 * A session and how far it is.
 *
 * @param taskCount -1: not known before it is ACTIVE
 * @param counts of all that ended
 * @param isOverdue its deadline passed, and this program may not end it
 */
public record SessionView(
    SessionRecord session, int taskCount, OutcomeCounts counts, boolean isOverdue) {}
