import Cooperation
import DigestEngine

/// One line of a digest as its templates see it: words only, nothing left to decide but their layout.
///
/// Templates get dictionaries: swift-mustache reads any other value by reflection, several times slower.
struct LineView {
    private let line: DigestLine
    private let reader: Reader
    private let section: String?
    private let isDeep: Bool
    private static let summaryLimit = 700
    private static let programmeLimit = 12

    /// - Parameter section: the domain the line is shown under, which need not be named again; nil to name them all.
    /// - Parameter isDeep: whether its heading stands below one of a theme.
    init(_ line: DigestLine, for reader: Reader, in section: String?, isDeep: Bool = false) {
        self.line = line
        self.reader = reader
        self.section = section
        self.isDeep = isDeep
    }

    private var state: SubjectState { line.state }
    private var language: Language { reader.language }

    /// The title, in the reader's language if it has one there.
    var title: Reader.Passage {
        let passage = reader.passage(state.title)
        return passage.text.isEmpty ? .init(text: CleanText.line(state.subject), language: nil) : passage
    }

    /// What the templates read.
    var data: [String: Any] {
        let title = title
        var data: [String: Any] = [
            "language": language.tag,
            "change": language.say(line.change.phrase),
            "isDeep": isDeep,
            "isCancelled": line.change == .cancelled || line.change == .withdrawn,
            "isMoved": line.change == .rescheduled,
            "isCalm": !line.isUpset,
            "labels": labels.map { ["label": $0] },
            "title": title.text,
            "direction": direction,
            "was": ChangeWords(line, for: reader).rows,
            "links": links,
            "unknown": unknown.map { ["unknownText": $0] },
        ]
        data["titleLang"] = title.language
        data["when"] = when
        data["place"] = state.place.flatMap { PlaceWords($0, for: reader).text }
        data["with"] = with
        data["respond"] = respond
        data["told"] = told.isEmpty ? nil : told.joined(separator: " · ")
        if let why {
            data["whyTitle"] = language.say(.lineWhy)
            data["why"] = why
        }
        addTexts(to: &data)
        addProgramme(to: &data)
        return data
    }

    private var labels: [String] {
        var labels = [language.say(state.kind.phrase)]
        if let weight = state.priority.phrase { labels.append(language.say(weight)) }
        let others = state.domains.filter { $0 != section }
        labels += others.prefix(4).map(reader.domain)
        if section == nil, let theme = line.theme { labels.append(reader.theme(theme)) }
        if others.count > 4 { labels.append(language.say(.listMore, count: others.count - 4)) }
        return labels + state.axes.map(reader.axis)
    }

    private var when: String? {
        state.starts.map { starts in
            reader.dates.span(starts, state.ends, at: state.place, partners: reader.zones(of: state.partners))
                .capitalizingFirst(language.locale)
        }
    }

    private var respond: String? {
        guard line.isOpen, let by = state.respondBy else { return nil }
        return language.say(.lineRespond, [.when: reader.dates.moment(by)])
    }

    private var direction: String {
        let partners = reader.list(state.partners.map(reader.partner))
        return language.say(state.direction.phrase, [.partners: partners])
    }

    private var with: String? {
        var parts: [String] = []
        let names = state.organisations.map { organisation in
            let name = reader.name(organisation.name)
            guard let partner = organisation.partner else { return name }
            return language.say(.lineOrganisation, [.name: name, .partner: reader.partner(partner)])
        }
        if !names.isEmpty { parts.append(language.say(.lineOrganisations, [.list: reader.list(names)])) }
        if let count = state.participants { parts.append(language.say(.lineParticipants, count: count)) }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    private func addTexts(to data: inout [String: Any]) {
        if let summary = state.summary {
            let (texts, tag) = reader.paragraphs(summary, limit: Self.summaryLimit)
            data["summary"] = texts.map { ["paragraph": $0] }
            data["summaryLang"] = tag
        }
        if let note = state.note {
            let (texts, tag) = reader.paragraphs(note, limit: Self.summaryLimit)
            guard !texts.isEmpty else { return }
            data["noteLabel"] = language.say(.lineNote)
            data["noteText"] = texts.joined(separator: " ")
            data["noteLang"] = tag
        }
    }

    private func addProgramme(to data: inout [String: Any]) {
        guard !state.programme.isEmpty else { return }
        data["programmeTitle"] = language.say(.lineProgramme)
        data["programme"] = state.programme.prefix(Self.programmeLimit).map { step in
            let title = reader.passage(step.title, limit: 200)
            let when = reader.dates.moment(
                step.starts, at: zoned(step.place), partners: reader.zones(of: state.partners))
            var data: [String: Any] = [
                "stepWhen": language.say(.lineProgrammeStep, [.when: when]).capitalizingFirst(language.locale),
                "stepTitle": title.text,
            ]
            data["stepLang"] = title.language
            data["stepPlace"] = step.place.flatMap { PlaceWords($0, for: reader).text }
            return data
        }
        let more = state.programme.count - Self.programmeLimit
        if more > 0 { data["programmeMore"] = language.say(.lineProgrammeMore, count: more) }
    }

    /// The place of a step, in the time zone of the visit where it names none.
    private func zoned(_ place: Place?) -> Place? {
        guard var place, place.timeZone == nil else { return place ?? state.place }
        place.timeZone = state.place?.timeZone
        place.city = place.city ?? state.place?.city
        return place
    }

    private var links: [[String: Any]] {
        state.links.prefix(20).compactMap { link in
            guard let safe = SafeLink(link.href) else { return nil }
            let title = link.title.map { reader.passage($0, limit: 200) }
            let named = title.map { !$0.text.isEmpty } ?? false
            var data: [String: Any] = ["href": safe.href, "linkTitle": named ? title?.text ?? safe.host : safe.host]
            if named { data["linkLang"] = title?.language }
            return data
        }
    }

    private var unknown: [String] {
        [(UnknownName.Field.domain, Phrase.unknownDomain), (.theme, .unknownTheme), (.partner, .unknownPartner)]
            .compactMap { field, phrase in
                let names = line.unknown.filter { $0.field == field }.map(words)
                return names.isEmpty ? nil : language.say(phrase, [.list: reader.list(names)])
            }
    }

    /// An unknown name, with the configured one that it looks like.
    private func words(_ unknown: UnknownName) -> String {
        let name = CleanText.line(unknown.name, limit: 100)
        guard let nearest = unknown.nearest else { return name }
        return language.say(.unknownNearest, [.name: name, .nearest: CleanText.line(nearest, limit: 100)])
    }

    /// Where it stood, and what was folded into it.
    private var told: [String] {
        var parts: [String] = []
        if line.announcedAtOnce { parts.append(language.say(.lineAnnounced)) }
        if let before = line.previously, line.change != .withdrawn {
            parts.append(
                language.say(
                    .linePreviously,
                    [.number: language.number(before.sequence), .date: reader.dates.date(before.windowEnd)]))
        }
        if line.updates > 0 { parts.append(language.say(.lineUpdates, count: line.updates)) }
        return parts
    }

    /// Which rules brought it to this reader: for whoever asks.
    private var why: String? {
        if line.because.isEmpty { return nil }
        return language.say(
            .lineBecause, count: line.because.count, [.list: reader.list(line.because.map(reader.rule))])
    }
}

extension DigestLine {
    /// Whether somebody may still answer: it is neither cancelled, withdrawn nor over.
    var isOpen: Bool {
        change != .cancelled && change != .withdrawn && change != .completed && state.respondBy != nil
    }
}
