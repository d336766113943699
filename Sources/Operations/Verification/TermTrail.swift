import DigestEngine

/// The ledger of terms from digest to digest of one subscription, for as long as none is missing.
struct TermTrail {
    private var sequence = 0
    private var before: TermLedger?
    private var after: TermLedger? = TermLedger()

    /// The ledger that the digest of this number was built with; nil when one before it is not known. Digests come in
    /// the order of their numbers; one that comes twice is built with the same ledger twice.
    mutating func ledger(before number: Int) -> TermLedger? {
        if number != sequence { before = number == sequence + 1 ? after : nil }
        sequence = number
        return before
    }

    /// The ledger that this digest left.
    mutating func append(_ terms: TermLedger?) { after = terms }
}
