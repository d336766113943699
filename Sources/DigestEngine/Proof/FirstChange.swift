import Cooperation

/// The first record of a slice that a digest shows to be another than it was.
struct FirstChange {
    private let published: Digest
    private let rebuilt: Digest

    init(_ published: Digest, _ rebuilt: Digest) {
        self.published = published
        self.rebuilt = rebuilt
    }

    /// Where it lies, in words.
    var words: String { byEvent ?? bySubject ?? byCount ?? unseen }

    /// An event that is gone, new, or another.
    private var byEvent: String? {
        let (then, now) = (Self.events(published), Self.events(rebuilt))
        guard let offset = Set(then.keys).union(now.keys).sorted().first(where: { then[$0] != now[$0] }) else {
            return nil
        }
        switch (then[offset], now[offset]) {
        case (let then?, let now?):
            return "the first that shows is offset \(offset): \(Self.name(then)) then, \(Self.name(now)) now"
        case (let then?, nil): return "the first that shows is offset \(offset): \(Self.name(then)) is gone"
        case (nil, let now?): return "the first that shows is offset \(offset): \(Self.name(now)) was not there"
        case (nil, nil): return nil
        }
    }

    /// The same events, and yet a subject reads otherwise: one of them was changed.
    private var bySubject: String? {
        let now = Dictionary(rebuilt.lines.map { (SubjectKey($0), $0) }) { first, _ in first }
        let changed = published.lines.filter { now[SubjectKey($0)] != $0 }
        let first = changed.min { ($0.events.first?.offset ?? 0) < ($1.events.first?.offset ?? 0) }
        guard let first else { return nil }
        let offsets = first.events.map { String($0.offset) }
        let places = offsets.count == 1 ? "offset" : "one of the offsets"
        return "\(places) \(offsets.joined(separator: ", ")), about `\(first.state.subject)`"
    }

    private var byCount: String? {
        let (then, now) = (published.counts.notices, rebuilt.counts.notices)
        return then == now ? nil : "\(then) notices then, \(now) now; none that the digest names"
    }

    private var unseen: String {
        """
        no line shows which record. Its time, a header, or what a later event about its subject overtook; or else a \
        command
        """
    }

    private static func events(_ digest: Digest) -> [Int64: LineEvent] {
        Dictionary(digest.lines.flatMap(\.events).map { ($0.offset, $0) }) { first, _ in first }
    }

    private static func name(_ event: LineEvent) -> String { "event `\(event.id)` of \(event.source)" }
}

extension Digest {
    /// The lines of all sections.
    fileprivate var lines: [DigestLine] { sections.flatMap(\.lines) }
}

extension SubjectKey {
    fileprivate init(_ line: DigestLine) {
        self.init(source: line.state.source, subject: line.state.subject)
    }
}
