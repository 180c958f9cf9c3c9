/// What became of each connection, and whether that balances with what the kernel counted.
///
/// Start with [acceptbench.load.ledger.Ledger], then [acceptbench.load.ledger.LedgerBalance]. Uses
/// `acceptbench.kernel`.
@NullMarked
package acceptbench.load.ledger;

import org.jspecify.annotations.NullMarked;
