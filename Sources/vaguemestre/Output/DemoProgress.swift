import Cooperation
import Foundation
import Operations
import Synchronization

/// Shows how far the demo is: one line that changes on a terminal, a few plain lines elsewhere.
final class DemoProgress: Sendable {
    private struct State {
        var published = 0
        var lastWeek: String?
    }

    private let records: Int
    private let isTerminal = Console.isTerminal
    private let state = Mutex(State())

    init(records: Int) {
        self.records = records
    }

    func show(_ step: RehearsalStep) {
        switch step {
        case .starting:
            write("starting four stages on the broker…")
        case .published(let count):
            state.withLock { $0.published += count }
        case .clock(let instant):
            show(instant)
        }
    }

    func end() {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private func show(_ instant: Instant) {
        let day = String(instant.description.prefix(10))
        let published = state.withLock { $0.published }
        if isTerminal {
            write("\(day)  \(bar(published))  \(published)/\(records) records")
            return
        }
        let isNewWeek = state.withLock { state in
            let week = String(day.prefix(7))
            defer { state.lastWeek = week }
            return state.lastWeek != week
        }
        if isNewWeek { write("\(day): \(published) of \(records) records published") }
    }

    private func bar(_ published: Int) -> String {
        let filled = records == 0 ? 0 : published * 30 / records
        return String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    }

    private func write(_ text: String) {
        let line = isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n"
        FileHandle.standardError.write(Data(line.utf8))
    }
}
