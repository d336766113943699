import Cooperation

/// Reads the `cooperation:` section into a routing table.
struct CooperationSection {
    let section: YAMLValue

    func read() -> (table: RoutingTable, axes: [NamedAxis]) {
        section.expectKeys(
            ["triage", "partners", "protocols", "domains", "axes", "audiences", "rules", "examples"],
            required: ["triage", "partners", "domains", "audiences", "rules"])
        let table = RoutingTable(
            partners: list("partners", partner), protocols: list("protocols", cooperationProtocol),
            domains: list("domains", domain), audiences: list("audiences", audience), rules: list("rules", rule),
            triageAudience: section["triage"]?.filledText ?? "")
        return (table, list("axes", axis))
    }

    private func list<Element>(_ key: String, _ read: (YAMLValue) -> Element?) -> [Element] {
        section[key]?.elements.compactMap(read) ?? []
    }

    private func partner(_ value: YAMLValue) -> Partner? {
        value.expectKeys(["id", "name", "time_zone"], required: ["id", "name", "time_zone"])
        guard let id = value["id"]?.filledText, let name = value["name"]?.localizedText,
            let zone = value["time_zone"]?.timeZone
        else { return nil }
        return Partner(id: id, name: name, timeZone: zone)
    }

    private func cooperationProtocol(_ value: YAMLValue) -> CooperationProtocol? {
        let keys = ["id", "name", "partners", "domains", "from", "until"]
        value.expectKeys(keys + ["alert_days"], required: keys)
        guard let id = value["id"]?.filledText, let name = value["name"]?.localizedText,
            let from = value["from"]?.date, let until = value["until"]?.date
        else { return nil }
        if until < from { value["until"]?.report("the term ends before it starts") }
        var read = CooperationProtocol(
            id: id, name: name, partners: value["partners"]?.texts ?? [], domains: value["domains"]?.texts ?? [],
            from: from, until: until)
        if let days = value["alert_days"]?.integer(in: 0...CooperationProtocol.maxAlertDays) { read.alertDays = days }
        return read
    }

    private func domain(_ value: YAMLValue) -> Domain? {
        value.expectKeys(["id", "name", "themes"], required: ["id", "name"])
        guard let id = value["id"]?.filledText, let name = value["name"]?.localizedText else { return nil }
        return Domain(id: id, name: name, themes: value["themes"]?.elements.compactMap(theme) ?? [])
    }

    private func theme(_ value: YAMLValue) -> Theme? {
        value.expectKeys(["id", "name"], required: ["id", "name"])
        guard let id = value["id"]?.filledText, let name = value["name"]?.localizedText else { return nil }
        return Theme(id: id, name: name)
    }

    private func axis(_ value: YAMLValue) -> NamedAxis? {
        value.expectKeys(["id", "name"], required: ["id", "name"])
        guard let axis = value["id"]?.oneOf(Axis.self), let name = value["name"]?.localizedText else { return nil }
        return NamedAxis(axis: axis, name: name)
    }

    /// Its `holidays` are no matter of routing: ``HolidaysSection`` reads them.
    private func audience(_ value: YAMLValue) -> Audience? {
        value.expectKeys(["id", "name", "holidays"], required: ["id", "name"])
        guard let id = value["id"]?.filledText, let name = value["name"]?.localizedText else { return nil }
        return Audience(id: id, name: name)
    }

    private func rule(_ value: YAMLValue) -> Rule? {
        value.expectKeys(["id", "name", "when", "to", "urgent"], required: ["id", "to"])
        guard let id = value["id"]?.filledText else { return nil }
        return Rule(
            id: id, condition: value["when"].map { ConditionReader(value: $0).read() } ?? RuleCondition(),
            audiences: value["to"]?.texts ?? [],
            urgency: value["urgent"].flatMap(urgency), name: value["name"]?.localizedText)
    }

    private func urgency(_ value: YAMLValue) -> Urgency? {
        value.expectKeys(["actions", "within_hours"], required: ["actions", "within_hours"])
        guard let hours = value["within_hours"]?.integer(in: 1...8760) else { return nil }
        return Urgency(actions: value["actions"]?.members(Action.self) ?? [], withinHours: hours)
    }
}
