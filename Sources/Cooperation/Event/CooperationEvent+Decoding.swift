import CSimdJSON

/// The whole event out of a record that was checked. Where the check found no fault, no part is missing here.
extension CooperationEvent {
    init?(_ checked: CheckedEvent) {
        let envelope = checked.envelope
        guard let kind = checked.kind, let action = checked.action, let title = checked.member(.title),
            let domains = checked.member(.domains), let partners = checked.member(.partners)
        else { return nil }
        self.init(
            id: envelope[.id].string, source: envelope[.source].string, type: envelope[.type].string, kind: kind,
            action: action, subject: envelope[.subject].string, title: LocalizedText(title), domains: domains.strings,
            partners: partners.strings, direction: checked.direction)
        time = checked.time
        readTexts(checked)
        readTimes(checked)
        readPeople(checked)
    }

    private mutating func readTexts(_ checked: CheckedEvent) {
        summary = checked.member(.summary).map(LocalizedText.init)
        note = checked.member(.note).map(LocalizedText.init)
        themes = checked.member(.themes)?.strings ?? []
        axes = checked.member(.axes)?.strings.compactMap(Axis.init) ?? []
        priority = checked.priority
        links = checked.member(.links)?.children.compactMap(Link.init) ?? []
    }

    private mutating func readTimes(_ checked: CheckedEvent) {
        starts = checked.starts
        ends = checked.ends
        respondBy = checked.respondBy
        place = checked.member(.place).map(Place.init)
    }

    /// `participants` and `programme` belong to delegations; elsewhere they are extras that nobody checked.
    private mutating func readPeople(_ checked: CheckedEvent) {
        organisations = checked.member(.organisations)?.children.compactMap(Organisation.init) ?? []
        guard kind == .delegation else { return }
        participants = checked.member(.participants).flatMap { WholeNumber(json: $0.bytes)?.value }
        programme = checked.member(.programme)?.children.compactMap(ProgrammeStep.init) ?? []
    }
}

extension Attribute {
    fileprivate var string: String { String(decoding: bytes, as: UTF8.self) }
}

extension JSONNode {
    /// The texts of an array's strings.
    fileprivate var strings: [String] { children.map(\.string) }

    /// The member of that name.
    fileprivate func member(_ name: StaticString) -> JSONNode? { children.first { $0.key.matches(name) } }

    /// The text of the member of that name.
    fileprivate func text(_ name: StaticString) -> String? { member(name)?.string }
}

extension LocalizedText {
    fileprivate init(_ node: JSONNode) {
        self.init(
            Dictionary(
                node.children.map { (String(decoding: $0.key, as: UTF8.self), $0.string) }, uniquingKeysWith: { $1 }))
    }
}

extension Place {
    fileprivate init(_ node: JSONNode) {
        self.init(name: node.text("name"), city: node.text("city"), timeZone: node.text("timeZone"))
    }
}

extension Organisation {
    fileprivate init?(_ node: JSONNode) {
        guard let name = node.text("name") else { return nil }
        self.init(name: name, partner: node.text("partner"))
    }
}

extension Link {
    fileprivate init?(_ node: JSONNode) {
        guard let href = node.text("href") else { return nil }
        self.init(href: href, title: node.member("title").map(LocalizedText.init))
    }
}

extension ProgrammeStep {
    fileprivate init?(_ node: JSONNode) {
        guard let starts = node.member("starts").flatMap({ Moment(utf8: $0.bytes) }), let title = node.member("title")
        else { return nil }
        self.init(starts: starts, title: LocalizedText(title), place: node.member("place").map(Place.init))
    }
}
