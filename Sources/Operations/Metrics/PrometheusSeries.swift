import CoreMetrics
import Synchronization

/// One series: a name, its labels, and the latest value.
final class PrometheusSeries: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, summary
    }

    struct Key: Hashable, Sendable {
        let label: String
        let dimensions: [Dimension]

        init(label: String, dimensions: [(String, String)]) {
            self.label = label
            self.dimensions = dimensions.map { Dimension(name: $0.0, value: $0.1) }
        }
    }

    struct Dimension: Hashable, Sendable {
        let name: String
        let value: String
    }

    struct Value: Sendable {
        var sum = 0.0
        var count = 0
    }

    let key: Key
    let kind: Kind
    private let state = Mutex(Value())

    init(key: Key, kind: Kind) {
        self.key = key
        self.kind = kind
    }

    var value: Value { state.withLock { $0 } }

    private func add(_ amount: Double) {
        state.withLock { value in
            value.sum += amount
            value.count += 1
        }
    }

    private func replace(_ amount: Double) {
        state.withLock { $0 = Value(sum: amount, count: 1) }
    }
}

extension PrometheusSeries: CounterHandler, FloatingPointCounterHandler {
    func increment(by amount: Int64) { add(Double(amount)) }
    func increment(by amount: Double) { add(amount) }
    func reset() { replace(0) }
}

extension PrometheusSeries: MeterHandler, RecorderHandler, TimerHandler {
    func set(_ value: Int64) { replace(Double(value)) }
    func set(_ value: Double) { replace(value) }
    func decrement(by amount: Double) { add(-amount) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { kind == .gauge ? replace(value) : add(value) }
    func recordNanoseconds(_ duration: Int64) { add(Double(duration) / 1e9) }
}
