import ArgumentParser
import Cooperation
import Worker

/// `vaguemestre explain`
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says which audience would be told of events, by which rule, and why not the others.",
        discussion: "Reads JSON Lines, one event a line. Sends nothing, needs no broker.")

    @Argument(help: "Files to read; - is standard input.")
    var files: [String]

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() async throws {
        try await Console.run {
            let configuration = try options.load()
            let explainer = Explainer(configuration: configuration)
            var refused = 0
            for file in files {
                for document in try InputFile(file).documents() {
                    let explanation = explainer.explain(document)
                    if explanation.refusal != nil { refused += 1 }
                    if json { try Console.printJSONLine(explanation) } else { Console.print(explanation.text) }
                }
            }
            if refused > 0 { throw BadInput("\(refused) documents are no events; they would go to the dead letters") }
        }
    }
}

/// Routes documents as the route stage would, and says why.
private struct Explainer {
    private let reader: EventReader
    private let router: Router
    private let clock = SystemClock()

    init(configuration: WorkerConfiguration) {
        reader = EventReader(limits: configuration.settings.route.eventLimits)
        router = Router(table: configuration.routing)
    }

    func explain(_ document: InputFile.Document) -> Explanation {
        let place = "\(document.file):\(document.line)"
        switch reader.decode(line: document.bytes) {
        case .failure(let rejection):
            return Explanation(place: place, refusal: rejection.description)
        case .success(let event):
            return Explanation(place: place, event: event, router.explain(event, recordedAt: clock.now()))
        }
    }
}

/// One event's explanation, for a person or a program.
private struct Explanation: Encodable {
    struct Told: Encodable {
        let audience: String
        let rules: [String]
        let urgent: Bool
    }

    let place: String
    var refusal: String?
    var event: String?
    var cooperationProtocol: String?
    var told: [Told] = []
    var unknown: [UnknownName] = []
    var rules: [String] = []
    var themesOfOtherDomains: [String] = []

    init(place: String, refusal: String) {
        self.place = place
        self.refusal = refusal
    }

    init(place: String, event: CooperationEvent, _ explanation: RoutingExplanation) {
        self.place = place
        self.event =
            "\(event.kind.rawValue) \(event.action.rawValue): \(event.title.best(for: "fr")?.text ?? event.subject)"
        let decision = explanation.decision
        cooperationProtocol = decision.cooperationProtocol
        told = decision.routes.map { Told(audience: $0.audience, rules: $0.rules, urgent: $0.isUrgent) }
        unknown = decision.unknown
        rules = explanation.rules.map(\.description)
        themesOfOtherDomains = explanation.themesOfOtherDomains
    }

    var text: String {
        guard let event else { return "\(place): no event: \(refusal ?? "")\n" }
        var lines = ["\(place): \(event)"]
        lines += told.map { "  → \($0.audience)\($0.urgent ? ", urgent" : "") (\($0.rules.joined(separator: ", ")))" }
        lines += unknown.map { name in
            let hint = name.nearest.map { "; did you mean `\($0)`?" } ?? ""
            return "  ? the \(name.field.rawValue) `\(name.name)` is not known to the configuration\(hint)"
        }
        lines += themesOfOtherDomains.map { "  · the theme `\($0)` belongs to other domains and decided nothing" }
        lines.append("  · protocol in force: \(cooperationProtocol ?? "none")")
        lines += rules.map { "    \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
