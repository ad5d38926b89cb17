package io.htcgrid.control.state;

/** All that a state table must do, whatever holds it. */
abstract class StateTableContract
    implements SubmissionContract,
        DefinitionsContract,
        ClaimContract,
        RunContract,
        ProgressContract,
        SessionContract,
        ReadingContract,
        ListingContract,
        RegistryContract,
        SweepContract,
        FunctionContract,
        TransitionContract,
        ConcurrencyContract {}
