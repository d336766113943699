import DigestEngine

/// A fault put between the engine and the world on purpose: the simulation must notice each.
enum Sabotage: CaseIterable {
    /// Cuts lose their history, as if the look-back were forgotten.
    case dropsHistory
    /// Cuts begin one offset late.
    case cutsOneLate
    /// Cuts begin one offset early.
    case cutsOneEarly
    /// The cut is written before its digest.
    case writesCutFirst
    /// Nothing is announced although there are no transactions.
    case keepsSilent
    /// A sample says that the end is nearer than it is.
    case samplesShort
    /// A sample bears the clock of a later time.
    case samplesEarly
    /// Some notices are not handed over.
    case losesNotices
    /// The clock that the engine is told runs ahead of the worker's.
    case hurries
    /// A restart numbers from the beginning.
    case forgetsSequence

    /// A cut as it reaches the topic.
    func tamper(_ cut: Cut) -> Cut {
        var cut = cut
        switch self {
        case .dropsHistory: cut.history = []
        case .cutsOneLate: cut.from += 1
        case .cutsOneEarly: cut.from -= 1
        case .forgetsSequence: cut.sequence = 0
        default: break
        }
        return cut
    }
}
