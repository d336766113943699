/// What a template may name: its keys and what stands behind each.
///
/// This is the one place where they are declared. Loading holds every template against it, so that a slip of the pen
/// is found at the start; a test holds against it what rendering fills.
struct TemplateKeys: Hashable, Sendable {
    /// What stands behind a key.
    indirect enum Value: Hashable, Sendable {
        /// A text, or nothing where there is none to tell.
        case text
        /// True or false.
        case flag
        /// What another template has made: HTML within HTML.
        case made
        /// Any number of things, each with keys of its own.
        case list(TemplateKeys)
    }

    /// The values by key.
    let values: [String: Value]

    private init(
        _ texts: [String], flags: [String] = [], made: [String] = [], lists: [String: TemplateKeys] = [:]
    ) {
        values = [
            texts.map { ($0, Value.text) }, flags.map { ($0, .flag) }, made.map { ($0, .made) },
            lists.map { ($0.key, .list($0.value)) },
        ].joined().reduce(into: [:]) { $0[$1.0] = $1.1 }
    }

    /// The keys of a template.
    static func of(_ template: TemplateName) -> TemplateKeys {
        switch template {
        case .htmlPage, .textPage: page
        case .htmlCard, .htmlRow, .textCard: line
        case .preferencesPage: preferences
        }
    }

    private static let page = TemplateKeys(
        [
            "language", "subject", "preview", "title", "titleLang", "number", "window", "zone", "highlights", "empty",
            "briefTitle", "briefMore", "answersTitle", "answersMore", "balanceTitle", "axes", "notesTitle", "audience",
            "reference", "preferences", "preferencesURL",
        ],
        lists: [
            "brief": TemplateKeys(["briefChange", "briefText", "briefLang", "briefWhen"]),
            "answers": TemplateKeys(["answerBy", "answerText", "answerLang", "answerNote"]),
            "sections": TemplateKeys(
                ["sectionTitle", "sectionOmitted"], flags: ["isUpset"],
                lists: ["cards": TemplateKeys(["themeTitle"], made: ["card"])]),
            "balanceTables": balance,
            "notes": TemplateKeys(["note"]),
        ])

    private static let balance = TemplateKeys(
        ["caption", "nameHead", "incomingHead", "outgoingHead", "mutualHead", "barLabel"],
        lists: [
            "rows": TemplateKeys(["name", "incoming", "outgoing", "mutual", "rowText"], flags: ["isTotal"]),
            "bar": TemplateKeys(["share"], flags: ["isIncoming", "isOutgoing", "isMutual"]),
        ])

    private static let line = TemplateKeys(
        [
            "language", "change", "title", "titleLang", "when", "place", "respond", "noteLabel", "noteText", "noteLang",
            "summaryLang", "direction", "with", "programmeTitle", "programmeMore", "told", "whyTitle", "why",
        ],
        flags: ["isDeep", "isCancelled", "isMoved", "isCalm"],
        lists: [
            "labels": TemplateKeys(["label"]),
            "was": TemplateKeys(["wasText", "wasTitle", "wasLang"]),
            "summary": TemplateKeys(["paragraph"]),
            "unknown": TemplateKeys(["unknownText"]),
            "programme": TemplateKeys(["stepWhen", "stepTitle", "stepLang", "stepPlace"]),
            "links": TemplateKeys(["href", "linkTitle", "linkLang"]),
        ])

    private static let preferences = TemplateKeys(
        [
            "language", "css", "pageTitle", "title", "titleLang", "saved", "state", "text", "privacy", "resumeTitle",
            "resumeText", "resumeDo", "unsubscribeTitle", "unsubscribeText", "unsubscribeDo", "pauseTitle", "pauseText",
            "pauseLegend", "pauseDo", "moveTitle", "moveText", "moveLegend", "moveDo",
        ],
        flags: ["resume", "unsubscribe", "pause", "move"],
        lists: ["pauseOptions": option, "moveOptions": option])

    private static let option = TemplateKeys(["value", "label"])
}
