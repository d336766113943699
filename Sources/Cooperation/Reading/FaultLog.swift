/// What a check found wrong.
///
/// One and the same check serves two readers. The hot path only asks for the gravest code: nothing is built. When
/// there is one, the record is checked again with `isExplaining`, which says where and what; so both always agree.
final class FaultLog {
    /// How many faults are kept at most: a record of a megabyte can hold many thousands.
    static let maxFaults = 1_000

    // Unchecked: one check uses a log at a time, and no method calls out while it changes a field. The checks of
    // exclusive access were worth two per cent of the stage.
    @exclusivity(unchecked) private var isExplaining = false
    @exclusivity(unchecked) private(set) var code: RejectionCode?
    @exclusivity(unchecked) private var faults: [Fault] = []

    /// Forgets everything, for another check.
    func reset(isExplaining: Bool) {
        self.isExplaining = isExplaining
        code = nil
        faults.removeAll()
    }

    /// The faults, the gravest first, otherwise in the order of the check.
    var sorted: [Fault] {
        let ranked = faults.enumerated().sorted {
            ($0.element.code.rank, $0.offset) < ($1.element.code.rank, $1.offset)
        }
        return ranked.map(\.element)
    }

    /// Notes a fault; the pointer and the message are built only when explaining.
    @inline(never)
    func add(_ code: RejectionCode, _ pointer: () -> String, _ message: () -> String) {
        if self.code.map({ code.rank < $0.rank }) ?? true { self.code = code }
        guard isExplaining, faults.count < FaultLog.maxFaults else { return }
        faults.append(Fault(code: code, pointer: pointer(), message: message()))
    }
}
