import Cooperation

/// Judges events by the worker's own reader, so that what is taken here is what the route stage will take. An actor,
/// because a reader reuses its memory and has one owner at a time.
actor EventJudge {
    private let reader: EventReader

    init(limits: EventLimits) {
        reader = EventReader(limits: limits)
    }

    /// All events of a request, or everything that is wrong with any of them.
    func judge(_ drafts: [EventDraft]) -> Result<[CheckedDraft], Problem> {
        var checked: [CheckedDraft] = []
        var faults: [IntakeFault] = []
        for draft in drafts {
            switch reader.decode(value: draft.value, headers: draft.headers) {
            case .success(let event):
                checked.append(
                    CheckedDraft(
                        draft: draft, kind: event.kind, source: event.source, id: event.id, subject: event.subject))
            case .failure:
                faults += reader.validate(value: draft.value, headers: draft.headers).map {
                    IntakeFault($0, element: draft.element)
                }
            }
        }
        return faults.isEmpty ? .success(checked) : .failure(Problem(faults: faults, of: drafts.count))
    }
}
