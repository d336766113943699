import Cooperation
import KafkaClient
import TestSupport
import Testing

@testable import Worker

/// A worker that is killed between any two steps, a server that answers as it likes, and the two topics, all in memory.
@Suite("The outbox, through crashes")
struct OutboxSimulation {
    private struct World {
        var random: SeededGenerator
        var now = Instant(milliseconds: 1_600_000_000_000)
        let mails: [QueuedMail]
        var committed: Int64 = 0
        /// The deliveries topic, compacted.
        var ledger: [String: Delivery] = [:]
        /// How often the server took each.
        var taken: [String: Int] = [:]
        var dead: Set<String> = []
        /// What was told to be sent again though it may be there.
        var named: Set<String> = []
    }

    @Test("every mail is taken or set aside, whatever is killed when, and only those that were named are there twice")
    func crashes() {
        let seed = SeededGenerator.freshSeed
        for number in 0..<300 {
            var world = World(
                random: SeededGenerator(seed: seed &+ UInt64(number)),
                mails: (0..<12).map { Self.mail(Int64($0)) })
            var lives = 0
            while world.committed < 12, lives < 200 {
                live(&world, canDie: lives < 20)
                lives += 1
            }
            let replay = "VAGUEMESTRE_SEED=\(seed), case \(number)"
            #expect(world.committed == 12, "\(replay)")
            for mail in world.mails {
                let (id, taken) = (mail.messageID, world.taken[mail.messageID] ?? 0)
                #expect(taken > 0 || world.dead.contains(id), "\(replay): \(id) is lost")
                #expect(taken <= 1 || world.named.contains(id), "\(replay): \(id) was taken \(taken) times, unnamed")
            }
        }
    }

    private static func mail(_ offset: Int64) -> QueuedMail {
        QueuedMail(
            position: MailPosition(partition: 0, offset: offset), messageID: "m\(offset)@x", digest: "d",
            recipient: "r@x", record: KeptRecord(key: nil, value: [1], headers: []))
    }

    /// One life of a worker: it reads from the committed offset, works for some steps, and ends anyhow.
    private func live(_ world: inout World, canDie: Bool) {
        var outbox = Outbox(
            limits: Outbox.Limits(connections: 3), schedule: RetrySchedule(firstSeconds: 60, maxSeconds: 600),
            giveUpHours: 2, pace: nil, seed: "s")
        outbox.own([0: world.committed])
        var underWay: [QueuedMail] = []
        var steps = 0
        while steps < 2_000, world.committed < 12 {
            steps += 1
            if canDie, world.random.oneIn(25) { return }
            switch world.random.below(4) {
            case 0: read(&outbox, world)
            case 1: if let mail = send(&outbox, &world) { underWay.append(mail) }
            case 2:
                guard !underWay.isEmpty else { continue }
                let mail = underWay.remove(at: world.random.below(underWay.count))
                if !answer(mail, &outbox, &world) { return }
            default:
                if let offset = outbox.committable[0] { world.committed = offset }
                if underWay.isEmpty, let wake = outbox.wakeTime(at: world.now) { world.now = max(world.now, wake) }
            }
        }
    }

    private func read(_ outbox: inout Outbox, _ world: World) {
        guard let mail = world.mails.first(where: { outbox.isNew($0.position) }) else { return }
        let entry = world.ledger[mail.messageID].flatMap { try? DeliveryLedger.entry(CanonicalJSON.encode($0)) }
        switch DeliveryIntake.judge(mail, entry, outbox.schedule) {
        case .mail(let mail, let time): outbox.take(mail, notBefore: time)
        case .known: outbox.pass(mail.position)
        case .refused: Issue.record("nothing here is refused")
        }
    }

    private func send(_ outbox: inout Outbox, _ world: inout World) -> QueuedMail? {
        guard let mail = outbox.next(at: world.now) else { return nil }
        if mail.isInDoubt { world.named.insert(mail.messageID) }
        world.ledger[mail.messageID] = Delivery(mail, .sending, at: world.now, via: "smtp")
        return mail
    }

    /// The server answers; then the worker notes it, unless it is killed between the two.
    private func answer(_ mail: QueuedMail, _ outbox: inout Outbox, _ world: inout World) -> Bool {
        let outcome: CarryOutcome =
            switch world.random.below(8) {
            case 0: .deferred("450", closesServer: false)
            case 1: .deferred("421", closesServer: true)
            case 2: .unreachable("gone")
            case 3: .interrupted("cut", isInDoubt: world.random.oneIn(2))
            case 4 where world.random.oneIn(3): .refused("550")
            default: .delivered("250")
            }
        switch outcome {
        case .delivered: world.taken[mail.messageID, default: 0] += 1
        case .interrupted(_, isInDoubt: true) where world.random.oneIn(2): world.taken[mail.messageID, default: 0] += 1
        default: break
        }
        if world.random.oneIn(15) { return false }
        switch outbox.settle(mail.position, outcome, at: world.now) {
        case .delivered(let mail, let words): note(mail, .delivered, words, &world)
        case .deferred(let mail, _, let words), .held(let mail, let words): note(mail, .deferred, words, &world)
        case .dead(let mail, let reason):
            world.dead.insert(mail.messageID)
            note(mail, .refused, reason.words, &world)
        case .inDoubt, nil: break
        }
        return true
    }

    private func note(_ mail: QueuedMail, _ state: Delivery.State, _ words: String, _ world: inout World) {
        world.ledger[mail.messageID] = Delivery(mail, state, at: world.now, via: "smtp", answer: words)
    }
}
