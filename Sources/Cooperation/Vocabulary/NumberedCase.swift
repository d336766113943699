/// A word of the contract's vocabulary, with its position among all cases.
protocol NumberedCase: CaseIterable, Hashable, RawRepresentable<String> {
    /// Its position in `allCases`.
    var number: Int { get }
}

extension Kind: NumberedCase {
    var number: Int {
        switch self {
        case .delegation: 0
        case .exchange: 1
        case .event: 2
        }
    }
}

extension Action: NumberedCase {
    var number: Int {
        switch self {
        case .proposed: 0
        case .confirmed: 1
        case .updated: 2
        case .completed: 3
        case .cancelled: 4
        }
    }
}

extension Axis: NumberedCase {
    var number: Int {
        switch self {
        case .rayonner: 0
        case .apprendre: 1
        case .attirer: 2
        }
    }
}

extension Direction: NumberedCase {
    var number: Int {
        switch self {
        case .incoming: 0
        case .outgoing: 1
        case .mutual: 2
        }
    }
}

extension Priority: NumberedCase {
    var number: Int {
        switch self {
        case .normal: 0
        case .high: 1
        case .strategic: 2
        }
    }
}
