import Cooperation
import DigestEngine

/// A fault put between the engine and the world on purpose, so that both together are a broken engine: the simulation
/// must notice each.
enum Sabotage: CaseIterable {
    /// Windows are cut before their end: the clock that the engine is told runs ahead of the worker's.
    case cutsTooEarly
    /// Cuts begin one offset late.
    case cutsOneLate
    /// Cuts begin one offset early.
    case cutsOneEarly
    /// Cuts lose their history: the look-back is ignored.
    case ignoresLookBack
    /// Commands are not handed over.
    case skipsCommands
    /// The cut is written before its digest: the commit before the produce.
    case writesCutFirst
    /// Nothing is announced although there are no transactions.
    case keepsSilent
    /// A sample says that the end is nearer than it is.
    case samplesShort
    /// A sample bears the clock of a later time.
    case samplesEarly
    /// Some notices are not handed over.
    case losesNotices
    /// A restart numbers from the beginning.
    case forgetsSequence
    /// A restart does not know what was told under the protocols in force.
    case forgetsTerms
    /// A restart does not know the hash of what was told.
    case forgetsHash
    /// Whoever lost a partition goes on writing to it.
    case writesUnfenced

    /// A cut as it reaches the topic.
    func tamper(_ cut: Cut) -> Cut {
        var cut = cut
        switch self {
        case .ignoresLookBack: cut.history = []
        case .cutsOneLate: cut.from += 1
        case .cutsOneEarly: cut.from -= 1
        case .forgetsSequence: cut.sequence = 0
        case .forgetsTerms: cut.terms = nil
        case .forgetsHash: cut.hash = .zero
        default: break
        }
        return cut
    }
}
