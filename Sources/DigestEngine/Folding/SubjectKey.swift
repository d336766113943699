import Cooperation

/// What folding goes by: a subject of one source.
struct SubjectKey: Hashable, Sendable {
    let source: String
    let subject: String

    init(_ event: CooperationEvent) {
        source = event.source
        subject = event.subject
    }
}

/// What makes an event the same event: CloudEvents `source` and `id`.
struct EventIdentity: Hashable, Sendable {
    let source: String
    let id: String

    init(_ event: CooperationEvent) {
        source = event.source
        id = event.id
    }
}
