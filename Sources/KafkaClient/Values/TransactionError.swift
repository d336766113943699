/// Why a transaction call did not succeed, told apart by what the caller has to do next.
public enum TransactionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The deadline passed while the cause was still a passing one; the same call may be repeated.
    case retriable(KafkaError)
    /// Abort the transaction, rewind to the committed offsets and do the work again.
    case abortable(KafkaError)
    /// Close this producer and build a new one.
    case fatal(KafkaError)

    /// The failure underneath.
    public var underlying: KafkaError {
        switch self {
        case .retriable(let error), .abortable(let error), .fatal(let error): error
        }
    }

    /// What to do, then why.
    public var description: String {
        switch self {
        case .retriable(let error): "transaction call may be repeated: \(error)"
        case .abortable(let error): "transaction must be aborted: \(error)"
        case .fatal(let error): "producer must be rebuilt: \(error)"
        }
    }

    // What is neither retriable nor abortable leaves the transaction in a state nobody can name:
    // a new producer, which fences the old one, is the only safe answer.
    init(_ error: KafkaError) {
        if error.isFatal {
            self = .fatal(error)
        } else if error.requiresAbort {
            self = .abortable(error)
        } else if error.isRetriable {
            self = .retriable(error)
        } else {
            self = .fatal(error)
        }
    }
}
