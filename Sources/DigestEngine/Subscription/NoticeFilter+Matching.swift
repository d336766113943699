public import Cooperation

extension NoticeFilter {
    /// Whether the filter takes a notice: every filled set must share a member with the event.
    public func takes(_ notice: Notice) -> Bool {
        if urgentOnly && !notice.isUrgent { return false }
        let event = notice.event
        return admits(kinds, event.kind) && admits(actions, event.action)
            && admits(directions, event.direction) && admits(priorities, event.priority)
            && admits(domains, anyOf: event.domains) && admits(themes, anyOf: event.themes)
            && admits(partners, anyOf: event.partners) && admits(axes, anyOf: event.axes)
    }

    private func admits<Value: Hashable>(_ wanted: Set<Value>, _ value: Value) -> Bool {
        wanted.isEmpty || wanted.contains(value)
    }

    private func admits<Value: Hashable>(_ wanted: Set<Value>, anyOf values: [Value]) -> Bool {
        wanted.isEmpty || values.contains(where: wanted.contains)
    }
}
