"""Whether a change of the contract keeps the promise of v1."""
