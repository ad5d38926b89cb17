package io.htcgrid.control;

import io.htcgrid.data.BlobReference;
import io.htcgrid.data.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a task so far; written from its first claim on.
 *
 * @param owner the agent process that holds or held the claim
 * @param attempt the claim's number; only rises, and fences
 * @param nonce of the claim: tells a lost reply from a lost race
 * @param tries what the retry policy counts
 * @param unrenewedLosses claims lost before the first heartbeat of a begun try, which are not
 *     counted as tries
 * @param renewed whether the present claim had a heartbeat after its try began
 * @param notBefore when PENDING for a retry: no claim earlier
 * @param result of a COMPLETED task
 * @param error of a FAILED task, or of the last failed try
 * @param log where the last try's log tail and the history of tries lie
 */
public record RunRecord(
    TaskId task,
    TaskState state,
    String owner,
    int attempt,
    String nonce,
    int tries,
    int unrenewedLosses,
    boolean renewed,
    @Nullable Instant leaseExpiresAt,
    @Nullable Instant notBefore,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable BlobReference result,
    @Nullable TaskError error,
    @Nullable BlobReference log) {}
