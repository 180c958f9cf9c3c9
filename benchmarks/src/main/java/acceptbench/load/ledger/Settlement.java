package acceptbench.load.ledger;

/// A closed account, and what the caller read at the same moment.
///
/// @param <T> the caller's snapshot
public record Settlement<T>(Ledger ledger, T snapshot) {}
