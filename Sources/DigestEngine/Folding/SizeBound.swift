import Cooperation

/// What a line takes at most as JSON, told without encoding it.
///
/// Most digests are far below their byte budget, and encoding a line to learn its size costs more than folding it.
/// A byte of text becomes six at most (a control character as `\u001f`); everything else is names, numbers, dates and
/// punctuation, counted generously. Only a digest whose bounds do not fit is measured exactly.
struct SizeBound {
    /// The bound so far.
    private(set) var bytes = 0

    /// The bound of a digest's lines.
    static func bytes(of lines: some Sequence<DigestLine>) -> Int {
        lines.reduce(into: SizeBound()) { bound, line in bound.add(line) }.bytes
    }

    /// The bound of deadlines and the commas between them.
    static func bytes(of deadlines: [Deadline]) -> Int {
        deadlines.reduce(into: SizeBound()) { bound, deadline in bound.add(deadline) }.bytes
    }

    /// The bound of a digest without its lines, that may have so many sections.
    static func bytes(ofFrame frame: Digest, sections: Set<String>) -> Int {
        var bound = SizeBound()
        bound.bytes = 2_000
        for name in [frame.id, frame.subscription, frame.audience, frame.slice.topic, frame.window.timeZone] {
            bound.add(name)
        }
        bound.add(frame.title)
        for version in frame.versions.routes { bound.add(version) }
        for section in sections { bound.add(section) }
        bound.bytes += 60 * sections.count
        for withdrawal in frame.withdrawals {
            bound.bytes += 250
            bound.add(withdrawal.lastTold?.topic)
            for text in [withdrawal.source, withdrawal.subject, withdrawal.command, withdrawal.by, withdrawal.reason] {
                bound.add(text)
            }
        }
        for text in [frame.flush?.command, frame.flush?.by, frame.flush?.reason] { bound.add(text) }
        for deadline in frame.deadlines { bound.add(deadline) }
        for row in frame.balance.partners + frame.balance.domains { bound.add(row) }
        for term in frame.balance.terms {
            bound.bytes += 300
            bound.add(term.protocol)
            for row in term.partners + term.domains { bound.add(row) }
        }
        return bound.bytes
    }

    private mutating func add(_ deadline: Deadline) {
        bytes += 250
        for name in [deadline.source, deadline.subject, deadline.previously?.digest] { add(name) }
        add(deadline.title)
    }

    private mutating func add(_ row: NamedBalance) {
        bytes += 120
        add(row.id)
    }

    private mutating func add(_ line: DigestLine) {
        bytes += 1_000
        add(line.theme)
        add(line.state)
        add(line.before?.title)
        add(line.before?.place)
        add(line.previously?.digest)
        for rule in line.because { add(rule) }
        for unknown in line.unknown {
            add(unknown.name)
            add(unknown.nearest)
        }
        for event in line.events {
            bytes += 200
            add(event.source)
            add(event.id)
            add(event.origin.topic)
        }
    }

    private mutating func add(_ state: SubjectState) {
        for text in [state.title, state.summary, state.note] { add(text) }
        for name in [state.source, state.subject] + state.domains + state.themes + state.partners { add(name) }
        bytes += 20 * state.axes.count
        add(state.place)
        for body in state.organisations {
            add(body.name)
            add(body.partner)
        }
        for step in state.programme {
            add(step.title)
            add(step.place)
        }
        for link in state.links {
            add(link.href)
            add(link.title)
        }
    }

    private mutating func add(_ place: Place?) {
        add(place?.name)
        add(place?.city)
        add(place?.timeZone)
    }

    private mutating func add(_ text: LocalizedText?) {
        bytes += 60
        for (tag, translation) in text?.texts ?? [:] {
            add(tag)
            add(translation)
        }
    }

    private mutating func add(_ text: String?) {
        bytes += 40 + 6 * (text?.utf8.count ?? 0)
    }
}
