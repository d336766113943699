import Cooperation
import DigestEngine

/// What a line was and what it is now: only what differs.
struct ChangeWords {
    private let line: DigestLine
    private let reader: Reader

    init(_ line: DigestLine, for reader: Reader) {
        self.line = line
        self.reader = reader
    }

    /// One row a difference, for the templates: `wasText`, and for a former title `wasTitle` with its `wasLang`.
    var rows: [[String: Any]] {
        if line.change == .withdrawn { return withdrawn }
        guard let before = line.before else { return [] }
        let moves = [formerDates.map { row(.wasDates, $0) }, formerPlace.map { row(.wasPlace, $0) }]
        return (moves + [respond(before), status(before), title(before)]).compactMap { $0 }
    }

    private var language: Language { reader.language }

    private var withdrawn: [[String: Any]] {
        guard let told = line.previously else { return [] }
        let words: [Phrase.Slot: String] = [
            .number: language.number(told.sequence), .date: reader.dates.date(told.windowEnd),
        ]
        return [["wasText": language.say(.lineWithdrawn, words)]]
    }

    /// The dates before the change; nil where they are the same.
    var formerDates: String? {
        guard let before = line.before, before.starts != nil || before.ends != nil,
            let then = before.starts ?? line.state.starts, let now = line.state.starts
        else { return nil }
        let was = reader.dates.span(then, before.ends ?? line.state.ends)
        return was == reader.dates.span(now, line.state.ends) ? nil : was
    }

    /// The place before the change; nil where it is the same.
    var formerPlace: String? {
        guard let then = line.before?.place.flatMap({ PlaceWords($0, for: reader).text }),
            let now = line.state.place.flatMap({ PlaceWords($0, for: reader).text }), then != now
        else { return nil }
        return then
    }

    private func respond(_ before: SubjectBefore) -> [String: Any]? {
        guard let then = before.respondBy, line.state.respondBy != nil else { return nil }
        return row(.wasRespond, reader.dates.moment(then))
    }

    private func row(_ phrase: Phrase, _ before: String) -> [String: Any] {
        ["wasText": language.say(phrase, [.before: before])]
    }

    private func status(_ before: SubjectBefore) -> [String: Any]? {
        guard let then = before.action, then != line.state.action, then != .updated else { return nil }
        return row(.wasStatus, language.say(then.phrase))
    }

    private func title(_ before: SubjectBefore) -> [String: Any]? {
        guard let then = before.title.map({ reader.passage($0) }), !then.text.isEmpty else { return nil }
        var row: [String: Any] = ["wasText": language.say(.wasTitle), "wasTitle": then.text]
        row["wasLang"] = then.language
        return row
    }
}

/// A place in words: venue, city.
struct PlaceWords {
    /// The words; nil when the sender named neither.
    let text: String?

    init(_ place: Place, for reader: Reader) {
        let parts = [place.name, place.city].compactMap { $0 }.map { reader.name($0) }.filter { !$0.isEmpty }
        text = parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
