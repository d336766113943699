import Cooperation

/// Makes up events, one after the other, by chance from a fixed seed.
///
/// In a hundred events: nine of two domains, one with a theme nobody knows, five cancelled, eight strategic, 25 that
/// name Namur as the partner (Québec publishes them) and 75 that name Québec (Namur does). By the rules of
/// `deploy/vaguemestre.yaml` that makes about 2.4 notices an event.
struct EventDealer {
    private let kind: Kind
    private let domains: [Domain]
    private var chance: SeededChance

    init(kind: Kind, domains: [Domain]) {
        self.kind = kind
        self.domains = domains
        chance = SeededChance(seed: 20_170_623 + UInt64(Kind.allCases.firstIndex(of: kind) ?? 0))
    }

    mutating func deal(_ number: Int) -> SampleEvent {
        let isNamurs = chance.percent(75)
        let action = action()
        let thing = "\(kind)/2019-\(1_000 + chance.below(900))"
        let day = CalendarDate(daysSinceEpoch: 18_140 + chance.below(360))
        let hour = 8 + chance.below(10)
        let city = isNamurs ? "be.namur" : "ca.quebec.ville"
        return SampleEvent(
            id: "\(kind)-\(number)-\(chance.below(1_000_000))",
            source: isNamurs
                ? "https://agenda.namur.example.org/relations-internationales"
                : "https://agenda.quebec.example.org/cooperation",
            type: "\(city).\(kind).\(action).v1", subject: thing,
            time: moment(day, hour, isNamurs ? "+02:00" : "-04:00"),
            data: data(isNamurs: isNamurs, on: day.adding(days: 1 + chance.below(60)), hour: hour))
    }

    private mutating func action() -> Action {
        switch chance.below(100) {
        case ..<20: .proposed
        case ..<55: .confirmed
        case ..<85: .updated
        case ..<95: .completed
        default: .cancelled
        }
    }

    private mutating func data(isNamurs: Bool, on day: CalendarDate, hour: Int) -> SampleEvent.Data {
        let (named, themes) = names()
        let zone = isNamurs ? "America/Toronto" : "Europe/Brussels"
        let offset = isNamurs ? "-04:00" : "+02:00"
        let host = chance.pick(Vocabulary.hosts)
        return SampleEvent.Data(
            title: .init(
                fr: "\(chance.pick(Vocabulary.titles.map(\.fr))) – \(host)",
                en: chance.pick(Vocabulary.titles.map(\.en))),
            summary: .init(
                fr: "\(chance.pick(Vocabulary.sentences)) \(chance.pick(Vocabulary.sentences))", en: nil),
            domains: named, themes: themes, axes: [chance.pick(["rayonner", "apprendre", "attirer"])],
            partners: [isNamurs ? "quebec" : "namur"],
            direction: chance.pick(Direction.allCases.map { "\($0)" }),
            priority: chance.percent(8) ? "strategic" : chance.percent(30) ? "high" : nil,
            starts: moment(day, hour, offset), ends: moment(day.adding(days: chance.below(4)), hour + 2, offset),
            respondBy: chance.percent(30) ? "\(day.adding(days: -7))" : nil,
            place: .init(name: host, city: isNamurs ? "Québec" : "Namur", timeZone: zone),
            organisations: [
                .init(name: chance.pick(Vocabulary.bodies), partner: "quebec"),
                .init(name: chance.pick(Vocabulary.bodies), partner: "namur"),
            ],
            participants: kind == .delegation ? 2 + chance.below(20) : nil,
            programme: kind == .delegation ? programme(day, offset) : nil,
            links: [.init(href: "https://www.example.org/cooperation/\(kind)/\(chance.below(100_000))")])
    }

    private mutating func programme(_ day: CalendarDate, _ offset: String) -> [SampleEvent.Step] {
        [9, 14].map { hour in
            .init(
                starts: moment(day, hour, offset), title: .init(fr: chance.pick(Vocabulary.titles.map(\.fr)), en: nil))
        }
    }

    /// Domains of an event and themes under the first of them.
    private mutating func names() -> ([String], [String]) {
        let first = chance.below(domains.count)
        var named = [domains[first].id]
        if chance.percent(9) { named.append(domains[(first + 1) % domains.count].id) }
        var themes = [chance.pick(domains[first].themes.map(\.id))]
        if chance.percent(1) { themes.append("ville-intelligente") }
        return (named, themes)
    }

    private func moment(_ day: CalendarDate, _ hour: Int, _ offset: String) -> String {
        "\(day)T\(hour < 10 ? "0" : "")\(hour):30:00\(offset)"
    }
}

/// SplitMix64: the same numbers from the same seed, on every machine.
struct SeededChance {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func percent(_ share: Int) -> Bool { below(100) < share }
    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}
