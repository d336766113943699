import Crypto

extension RoutingTable {
    /// The table's content hash: the first 12 hex digits of SHA-256 over a canonical form. The same content gives the
    /// same version in every run and on every machine; any change to a name, a rule or their order gives another.
    public var version: String {
        var form = CanonicalForm()
        form.add("routing-table", "1")
        form.add("triage", triageAudience)
        form.add("partners", partners) { form, partner in
            form.add("id", partner.id)
            form.add("name", partner.name)
            form.add("time-zone", partner.timeZone)
        }
        form.add("protocols", protocols) { $0.add($1) }
        form.add("domains", domains) { form, domain in
            form.add("id", domain.id)
            form.add("name", domain.name)
            form.add("themes", domain.themes) { form, theme in
                form.add("id", theme.id)
                form.add("name", theme.name)
            }
        }
        form.add("audiences", audiences) { form, audience in
            form.add("id", audience.id)
            form.add("name", audience.name)
        }
        form.add("rules", rules) { $0.add($1) }
        return form.digest
    }
}

/// The bytes that a table's version is the hash of: every text with its length before it and every list with its count,
/// so that no two tables share one form; sets in the order of their UTF-8.
private struct CanonicalForm {
    private var hash = SHA256()

    /// The first 12 hex digits.
    var digest: String { ContentHash(hash.finalize()).digits(12) }

    mutating func add(_ label: String, _ text: String) {
        for part in [label, text] {
            withUnsafeBytes(of: UInt64(part.utf8.count).bigEndian) { hash.update(bufferPointer: $0) }
            part.withRawUTF8 { hash.update(bufferPointer: $0) }
        }
    }

    mutating func add<Element>(
        _ label: String, _ list: [Element], _ body: (inout CanonicalForm, Element) -> Void
    ) {
        add(label, String(list.count))
        for element in list { body(&self, element) }
    }

    mutating func addSet(_ label: String, _ set: some Sequence<String>) {
        let sorted = set.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        add(label, sorted) { $0.add("member", $1) }
    }

    mutating func add(_ label: String, _ text: LocalizedText) {
        let sorted = text.texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        add(label, sorted) { $0.add($1.key, $1.value) }
    }

    mutating func add(_ each: CooperationProtocol) {
        add("id", each.id)
        add("name", each.name)
        addSet("partners", each.partners)
        addSet("domains", each.domains)
        add("from", each.from.description)
        add("until", each.until.description)
    }

    mutating func add(_ rule: Rule) {
        add("id", rule.id)
        // Rules had no names from the beginning on: a table without keeps its version.
        if let name = rule.name { add("name", name) }
        add("audiences", rule.audiences) { $0.add("audience", $1) }
        add(rule.condition)
        guard let urgency = rule.urgency else { return }
        addSet("urgent-actions", urgency.actions.map(\.rawValue))
        add("within-hours", String(urgency.withinHours))
    }

    /// What conditions could not ask from the beginning on is added only where they do, so that a table that does not
    /// keeps its version.
    private mutating func add(_ condition: RuleCondition) {
        addSet("kinds", condition.kinds.map(\.rawValue))
        addSet("actions", condition.actions.map(\.rawValue))
        addSet("domains", condition.domains)
        addSet("themes", condition.themes)
        addSet("partners", condition.partners)
        addSet("directions", condition.directions.map(\.rawValue))
        addSet("axes", condition.axes.map(\.rawValue))
        addSet("priorities", condition.priorities.map(\.rawValue))
        for field in DateField.allCases {
            guard let days = condition.days(field) else { continue }
            add("\(field.rawValue)-from", days.from?.description ?? "")
            add("\(field.rawValue)-until", days.until?.description ?? "")
        }
        if let all = condition.all { add("all", all) { $0.add($1) } }
        if let any = condition.any { add("any", any) { $0.add($1) } }
        if let not = condition.not { add("not", [not]) { $0.add($1) } }
    }
}
