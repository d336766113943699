import Cooperation

/// What folding goes by: a subject of one source.
struct SubjectKey: Hashable, Sendable {
    let source: String
    let subject: String

    init(source: String, subject: String) {
        self.source = source
        self.subject = subject
    }

    init(_ event: CooperationEvent) {
        self.init(source: event.source, subject: event.subject)
    }
}
