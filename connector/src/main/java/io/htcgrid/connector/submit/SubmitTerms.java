package io.htcgrid.connector.submit;

import io.htcgrid.connector.calls.Calls;
import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.data.ByteBudget;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all submissions of a connector share.
 *
 * @param lease of a submission; renewed three times while it lasts
 * @param bytesInFlight bounds the payloads on the heap
 */
record SubmitTerms(
    GridServices services,
    Calls calls,
    ScheduledExecutorService timer,
    LeaseTerms lease,
    ByteBudget bytesInFlight) {}
