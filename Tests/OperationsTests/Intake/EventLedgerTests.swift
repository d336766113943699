import Cooperation
import TestSupport
import Testing

@testable import Operations

@Suite("The ledger of events")
struct EventLedgerTests {
    private func hash(_ text: String) -> ContentHash { ContentHash(of: Array(text.utf8)) }
    private func offer(_ id: String, _ content: String = "a") -> EventLedger.Offer {
        EventLedger.Offer(identity: hash(id), fingerprint: hash(content))
    }
    private func at(_ seconds: Int) -> Instant { Instant(milliseconds: Int64(seconds) * 1000) }
    private func position(_ offset: Int64) -> EventPosition {
        EventPosition(kind: .event, partition: 0, offset: offset)
    }

    @Test("knows an event that was settled, and where it stands")
    func known() {
        var ledger = EventLedger(windowSeconds: 60, maxSettled: 10)
        #expect(ledger.claim([offer("x")], at: at(0)) == [.new])
        #expect(ledger.claim([offer("x")], at: at(1)) == [.underWay])
        ledger.settle(hash("x"), position(7), at: at(2))
        #expect(ledger.claim([offer("x")], at: at(61)) == [.known(position(7))])
    }

    @Test("has the second of two like events of one request wait for the first")
    func twiceInOneRequest() {
        var ledger = EventLedger(windowSeconds: 60, maxSettled: 10)
        #expect(ledger.claim([offer("x"), offer("y"), offer("x")], at: at(0)) == [.new, .new, .underWay])
    }

    @Test("holds nothing of a request that is in conflict")
    func conflict() {
        var ledger = EventLedger(windowSeconds: 60, maxSettled: 10)
        _ = ledger.claim([offer("x")], at: at(0))
        #expect(ledger.claim([offer("y"), offer("x", "b"), offer("z")], at: at(0)) == [.new, .conflict, .new])
        #expect(ledger.count == 1)
        #expect(ledger.claim([offer("v"), offer("v", "b")], at: at(0)) == [.new, .conflict])
        #expect(ledger.count == 1)
    }

    @Test("begins anew with what was released")
    func released() {
        var ledger = EventLedger(windowSeconds: 60, maxSettled: 10)
        _ = ledger.claim([offer("x")], at: at(0))
        ledger.release(hash("x"))
        #expect(ledger.claim([offer("x", "b")], at: at(0)) == [.new])
    }

    @Test("forgets what was settled before the window")
    func window() {
        var ledger = EventLedger(windowSeconds: 60, maxSettled: 10)
        _ = ledger.claim([offer("x")], at: at(0))
        ledger.settle(hash("x"), position(0), at: at(5))
        #expect(ledger.claim([offer("x")], at: at(64)) == [.known(position(0))])
        #expect(ledger.claim([offer("x", "b")], at: at(65)) == [.new])
    }

    @Test("forgets the oldest first when it is full, and never what is under way")
    func bound() {
        var ledger = EventLedger(windowSeconds: 3600, maxSettled: 2)
        _ = ledger.claim([offer("slow")], at: at(0))
        for (index, id) in ["a", "b", "c"].enumerated() {
            _ = ledger.claim([offer(id)], at: at(index))
            ledger.settle(hash(id), position(Int64(index)), at: at(index))
        }
        #expect(ledger.count == 3)
        #expect(
            ledger.claim([offer("slow"), offer("b"), offer("c"), offer("a")], at: at(9))
                == [.underWay, .known(position(1)), .known(position(2)), .new])
    }

    @Test("keeps nothing at all where the window is nothing, but has what is under way waited for")
    func noWindow() {
        var ledger = EventLedger(windowSeconds: 0, maxSettled: 10)
        _ = ledger.claim([offer("x")], at: at(0))
        #expect(ledger.claim([offer("x")], at: at(0)) == [.underWay])
        ledger.settle(hash("x"), position(0), at: at(0))
        #expect(ledger.count == 0)
    }

    /// Against a model that remembers everything and looks back.
    @Test("answers like a model that remembers everything, and stays within its bounds", arguments: 0..<30)
    func model(_ round: Int) {
        let seed = SeededGenerator.freshSeed &+ UInt64(round)
        var random = SeededGenerator(seed: seed)
        let (window, most) = (1 + random.below(40), random.below(12))
        var ledger = EventLedger(windowSeconds: window, maxSettled: most)
        var model = LedgerModel(windowSeconds: window, maxSettled: most)
        var (now, offset) = (0, Int64(0))
        for _ in 0..<400 {
            now += random.below(5)
            if let id = model.underWay.keys.sorted().first, random.below(3) == 0 {
                offset += 1
                let isWritten = random.below(4) > 0
                if isWritten {
                    ledger.settle(hash(id), position(offset), at: at(now))
                } else {
                    ledger.release(hash(id))
                }
                model.finish(id, isWritten ? offset : nil, at: now)
                continue
            }
            let offers = (0...random.below(3)).map { _ in
                (id: "e\(random.below(20))", content: random.below(10) == 0 ? "b" : "a")
            }
            let claims = ledger.claim(offers.map { offer($0.id, $0.content) }, at: at(now))
            #expect(claims == model.claim(offers, at: now).map(claim), "seed \(seed)")
            #expect(ledger.count <= most + model.underWay.count, "seed \(seed)")
        }
    }

    private func claim(_ verdict: LedgerModel.Verdict) -> EventLedger.Claim {
        switch verdict {
        case .new: .new
        case .underWay: .underWay
        case .conflict: .conflict
        case .known(let offset): .known(position(offset))
        }
    }
}

/// The ledger in the plainest words: a list of everything that ever happened.
private struct LedgerModel {
    enum Verdict: Equatable {
        case new, underWay, conflict
        case known(Int64)
    }

    let windowSeconds: Int
    let maxSettled: Int
    var underWay: [String: String] = [:]
    private var settled: [(id: String, content: String, offset: Int64, at: Int)] = []

    init(windowSeconds: Int, maxSettled: Int) {
        self.windowSeconds = windowSeconds
        self.maxSettled = maxSettled
    }

    mutating func claim(_ offers: [(id: String, content: String)], at now: Int) -> [Verdict] {
        settled.removeAll { now - $0.at >= windowSeconds }
        let before = underWay
        let verdicts = offers.map { offer -> Verdict in
            if let content = underWay[offer.id] { return content == offer.content ? .underWay : .conflict }
            if let old = settled.first(where: { $0.id == offer.id }) {
                return old.content == offer.content ? .known(old.offset) : .conflict
            }
            underWay[offer.id] = offer.content
            return .new
        }
        if verdicts.contains(.conflict) { underWay = before }
        return verdicts
    }

    mutating func finish(_ id: String, _ offset: Int64?, at now: Int) {
        guard let content = underWay.removeValue(forKey: id), let offset else { return }
        settled.append((id, content, offset, now))
        settled.removeAll { now - $0.at >= windowSeconds }
        settled.removeFirst(max(0, settled.count - maxSettled))
    }
}
