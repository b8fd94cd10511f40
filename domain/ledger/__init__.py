"""The ledger: a Merkle tree over the log, so that its history can be proved."""
