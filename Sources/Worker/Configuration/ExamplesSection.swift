import Cooperation

/// Reads `cooperation.examples`: events with whoever must be told of them.
struct ExamplesSection {
    let section: YAMLValue

    func read() -> [RoutingExample] {
        section.elements.compactMap(example)
    }

    private func example(_ value: YAMLValue) -> RoutingExample? {
        value.expectKeys(["name", "event", "told", "rules", "urgent", "triage"], required: ["name", "event", "told"])
        guard let name = value["name"]?.filledText,
            let event = value["event"].flatMap({ ExampleEvent(value: $0, title: name).bytes })
        else { return nil }
        return RoutingExample(
            name: name, event: event, told: value["told"]?.texts ?? [], rules: value["rules"]?.texts,
            urgent: value["urgent"]?.texts, isTriage: value["triage"]?.boolean)
    }
}
