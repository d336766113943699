import Cooperation

/// The fields that a rule's condition and a subscription's filter share.
struct ConditionFields {
    static let keys = ["kinds", "actions", "domains", "themes", "partners", "directions", "axes", "priorities"]

    let kinds: Set<Kind>
    let actions: Set<Action>
    let domains: Set<String>
    let themes: Set<String>
    let partners: Set<String>
    let directions: Set<Direction>
    let axes: Set<Axis>
    let priorities: Set<Priority>

    init(_ value: YAMLValue) {
        kinds = value["kinds"]?.members(Kind.self) ?? []
        actions = value["actions"]?.members(Action.self) ?? []
        domains = Set(value["domains"]?.texts ?? [])
        themes = Set(value["themes"]?.texts ?? [])
        partners = Set(value["partners"]?.texts ?? [])
        directions = value["directions"]?.members(Direction.self) ?? []
        axes = value["axes"]?.members(Axis.self) ?? []
        priorities = value["priorities"]?.members(Priority.self) ?? []
    }
}
