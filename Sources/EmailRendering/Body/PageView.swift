import Cooperation
import DigestEngine
import Foundation

/// A whole digest as its page templates see it, apart from the lines.
struct PageView {
    /// A rendered line, and the theme it stands under.
    struct Card {
        var text: String
        var theme: String?
    }

    private let digest: Digest
    private let page: DigestPage
    private let reader: Reader
    private let zone: TimeZone
    private let linksPreferences: Bool
    private static let answersLimit = 10
    private static let briefLimit = 5

    init(
        _ digest: Digest, _ page: DigestPage, for reader: Reader, zone: TimeZone, linksPreferences: Bool = false
    ) {
        self.linksPreferences = linksPreferences
        self.digest = digest
        self.page = page
        self.reader = reader
        self.zone = zone
    }

    private var language: Language { reader.language }

    /// The digest's name.
    var title: Reader.Passage {
        let passage = reader.passage(digest.title, limit: 200)
        return passage.text.isEmpty ? .init(text: CleanText.line(digest.subscription), language: nil) : passage
    }

    /// The subject: what a mailbox shows before anything is opened. One urgent line is its own subject.
    var subject: String {
        let entries = page.sections.flatMap(\.entries)
        if digest.window.cadence == "immediate", entries.count == 1, digest.counts.omitted == 0 {
            let view = LineView(entries[0].line, for: reader, in: entries[0].section)
            return language.say(
                .subjectSingle, [.change: language.say(entries[0].line.change.phrase), .title: view.title.text])
        }
        return language.say(
            .subjectLine,
            [
                .title: title.text, .number: language.number(digest.sequence),
                .highlights: page.highlights.words(language).joined(separator: ", "),
            ])
    }

    /// What the page templates read.
    /// - Parameters:
    ///   - cards: the rendered lines of each section of the page, in order.
    ///   - dropped: how many lines of each section had no room.
    func data(cards: [[Card]], dropped: [Int]) -> [String: Any] {
        let title = title
        let words = page.highlights.words(language)
        var data: [String: Any] = [
            "language": language.tag,
            "subject": subject,
            "title": title.text,
            "number": language.say(.headNumber, [.number: language.number(digest.sequence)]),
            "window": window,
            "zone": language.say(.headZone, [.city: reader.city(zone)]),
            "highlights": words.joined(separator: " · ").capitalizingFirst(language.locale),
            "sections": sections(cards: cards, dropped: dropped),
            "notes": notes(dropped: dropped.reduce(0, +)).map { ["note": $0] },
            "audience": language.say(.footerAudience, [.audience: reader.audience(digest.audience)]),
            "reference": language.say(.footerReference, [.reference: CleanText.line(digest.id, limit: 100)]),
        ]
        data["titleLang"] = title.language
        if linksPreferences {
            data["preferences"] = language.say(.preferencesLink)
            data["preferencesURL"] = String(PreferenceLinkPlace.mark)
        }
        if page.sections.isEmpty { data["empty"] = language.say(.empty) }
        addBrief(to: &data)
        addAnswers(to: &data)
        data["preview"] = preview(data)
        addBalance(to: &data)
        if data["notes"].map({ ($0 as? [Any])?.isEmpty == false }) == true {
            data["notesTitle"] = language.say(.sectionNotes)
        }
        return data
    }

    private var window: String {
        reader.dates.window(digest.window.from, digest.window.to).capitalizingFirst(language.locale)
    }

    private func sections(cards: [[Card]], dropped: [Int]) -> [[String: Any]] {
        page.sections.indices.compactMap { index in
            let section = page.sections[index]
            let omitted = section.omitted + dropped[index]
            // A heading over nothing but lines without room tells less than the total, and takes their room.
            guard !cards[index].isEmpty || section.entries.isEmpty else { return nil }
            var data: [String: Any] = [
                "sectionTitle": heading(section), "isUpset": section.id == nil,
                "cards": themed(cards[index], section.isThemed),
            ]
            if omitted > 0 { data["sectionOmitted"] = language.say(.sectionOmitted, count: omitted) }
            return data
        }
    }

    /// The cards; in a section by theme the first of each brings its heading.
    private func themed(_ cards: [Card], _ isThemed: Bool) -> [[String: Any]] {
        cards.indices.map { place in
            let theme = cards[place].theme
            var data: [String: Any] = ["card": cards[place].text]
            if isThemed, place == 0 || cards[place - 1].theme != theme {
                data["themeTitle"] = theme.map(reader.theme) ?? language.say(.sectionOtherThemes)
            }
            return data
        }
    }

    private func heading(_ section: DigestPage.Section) -> String {
        guard let id = section.id else { return language.say(.sectionChanged) }
        return reader.section(id)
    }

    /// What overturns plans, a line each, so that it stands on the first screen; its details come after the answers.
    /// A message of that alone needs no summary of itself.
    private func addBrief(to data: inout [String: Any]) {
        let upset = page.sections.first { $0.id == nil }?.entries.map(\.line) ?? []
        guard !upset.isEmpty, page.sections.count > 1 || !digest.deadlines.isEmpty else { return }
        data["briefTitle"] = language.say(.sectionBrief)
        data["brief"] = upset.prefix(Self.briefLimit).map(brief)
        if upset.count > Self.briefLimit {
            data["briefMore"] = language.say(.briefMore, count: upset.count - Self.briefLimit)
        }
    }

    private func brief(_ line: DigestLine) -> [String: Any] {
        let view = LineView(line, for: reader, in: nil)
        let title = view.title
        var brief: [String: Any] = ["briefChange": language.say(line.change.phrase), "briefText": title.text]
        brief["briefLang"] = title.language
        brief["briefWhen"] = whenNow(line)
        return brief
    }

    /// When it is; of what was moved also when, or else where, it was.
    private func whenNow(_ line: DigestLine) -> String? {
        let now = line.state.starts.map { reader.dates.span($0, line.state.ends) }
        guard line.change == .rescheduled else { return now }
        let change = ChangeWords(line, for: reader)
        if let now, let then = change.formerDates { return language.say(.briefMoved, [.after: now, .before: then]) }
        let place = line.state.place.flatMap { PlaceWords($0, for: reader).text }
        guard let place, let then = change.formerPlace else { return now }
        return language.say(.briefMoved, [.after: place, .before: then])
    }

    /// What a mailbox shows beside the subject, which has the numbers already: the first change and the first answer, or
    /// the numbers again.
    private func preview(_ data: [String: Any]) -> Any? {
        let change = (data["brief"] as? [[String: Any]])?.first.map { [$0["briefChange"], $0["briefText"]] }
        let answer = (data["answers"] as? [[String: Any]])?.first.map { [$0["answerBy"], $0["answerText"]] }
        let parts = [change, answer].compactMap { $0?.compactMap { $0 as? String }.joined(separator: " – ") }
        return parts.isEmpty ? data["highlights"] : parts.joined(separator: " · ")
    }

    private func addAnswers(to data: inout [String: Any]) {
        let deadlines = digest.deadlines
        guard !deadlines.isEmpty else { return }
        data["answersTitle"] = language.say(.sectionAnswers)
        data["answers"] = deadlines.prefix(Self.answersLimit).map(answer)
        let more = max(0, deadlines.count - Self.answersLimit) + digest.counts.omittedDeadlines
        if more > 0 { data["answersMore"] = language.say(.answerMore, count: more) }
    }

    private func answer(_ deadline: Deadline) -> [String: Any] {
        let passage = reader.passage(deadline.title)
        let when = language.say(.answerBy, [.when: reader.dates.moment(deadline.respondBy)])
        var answer: [String: Any] = [
            "answerBy": when.capitalizingFirst(language.locale),
            "answerText": passage.text.isEmpty ? CleanText.line(deadline.subject) : passage.text,
        ]
        answer["answerLang"] = passage.language
        answer["answerNote"] = deadline.previously.map {
            language.say(.answerPreviously, [.number: language.number($0.sequence)])
        }
        return answer
    }

    private func addBalance(to data: inout [String: Any]) {
        let view = BalanceView(digest, for: reader)
        guard !view.tables.isEmpty else { return }
        data["balanceTitle"] = language.say(.sectionBalance)
        data["balanceTables"] = view.tables
        data["axes"] = view.axes
    }

    /// What happened to notices that have no line of their own: nothing vanishes without a word.
    private func notes(dropped: Int) -> [String] {
        let lines = digest.sections.flatMap(\.lines)
        var notes: [String] = []
        func add(_ phrase: Phrase, _ count: Int, _ values: [Phrase.Slot: String] = [:], above least: Int = 0) {
            if count > least { notes.append(language.say(phrase, count: count, values)) }
        }
        add(.noteOmitted, digest.counts.omitted + dropped)
        add(.noteMerged, digest.window.merged, above: 1)
        if digest.flush != nil { notes.append(language.say(.noteFlushed)) }
        add(.noteWithdrawn, digest.counts.withdrawn)
        add(.noteAnnounced, lines.count { $0.announcedAtOnce })
        add(.noteDuplicates, digest.counts.duplicates)
        let strangers = lines.filter { !$0.unknown.isEmpty }
        let names = Set(strangers.flatMap { $0.unknown.map { CleanText.line($0.name, limit: 100) } }).sorted()
        add(.noteTriage, strangers.count, [.list: reader.list(names)])
        return notes
    }
}
