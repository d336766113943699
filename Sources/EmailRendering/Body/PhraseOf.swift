import Cooperation
import DigestEngine
import Foundation

extension DigestLine.Change {
    /// What the change is called.
    var phrase: Phrase {
        switch self {
        case .proposed: .changeProposed
        case .confirmed: .changeConfirmed
        case .rescheduled: .changeRescheduled
        case .updated: .changeUpdated
        case .completed: .changeCompleted
        case .cancelled: .changeCancelled
        case .withdrawn: .changeWithdrawn
        }
    }
}

extension Kind {
    /// What the kind is called.
    var phrase: Phrase {
        switch self {
        case .delegation: .kindDelegation
        case .exchange: .kindExchange
        case .event: .kindEvent
        }
    }
}

extension Action {
    /// The state a step leads to.
    var phrase: Phrase {
        switch self {
        case .proposed: .actionProposed
        case .confirmed: .actionConfirmed
        case .updated: .actionUpdated
        case .completed: .actionCompleted
        case .cancelled: .actionCancelled
        }
    }
}

extension Priority {
    /// What a weight above the normal is called.
    var phrase: Phrase? {
        switch self {
        case .normal: nil
        case .high: .priorityHigh
        case .strategic: .priorityStrategic
        }
    }
}

extension Direction {
    /// Which way, with whom.
    var phrase: Phrase {
        switch self {
        case .incoming: .directionIncoming
        case .outgoing: .directionOutgoing
        case .mutual: .directionMutual
        }
    }
}

extension String {
    /// The text with its first letter as a capital.
    func capitalizingFirst(_ locale: Locale) -> String {
        guard let first else { return self }
        return String(first).uppercased(with: locale) + dropFirst()
    }
}
