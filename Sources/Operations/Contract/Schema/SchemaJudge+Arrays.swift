import Cooperation

extension SchemaJudge {
    func judge(
        _ elements: [JSONValue], by keyword: SchemaKeyword, at pointer: String, into log: inout SchemaFaultLog
    ) {
        switch keyword {
        case .minItems(let least) where elements.count < least:
            log.add(countFault(elements.count, "at least " + InWords.count(least, "element", "elements"), at: pointer))
        case .maxItems(let most) where elements.count > most:
            log.add(countFault(elements.count, "at most \(most)", at: pointer))
        case .uniqueItems: judgeUnique(elements, at: pointer, into: &log)
        case .elements(let first, let others):
            for (position, element) in elements.enumerated() where !log.isFull {
                guard let node = first.indices.contains(position) ? first[position] : others else { break }
                judge(element, by: node, at: Pointer.child(position, of: pointer), into: &log)
            }
        case .contains(let node) where !elements.contains { accepts($0, by: node) }:
            let expected = "at least one that is \(Expectation(nodes: nodes).of(node))"
            log.add(countFault(elements.count, expected, at: pointer))
        default: return
        }
    }

    private func judgeUnique(_ elements: [JSONValue], at pointer: String, into log: inout SchemaFaultLog) {
        var positions: [JSONValue: Int] = [:]
        for (position, element) in elements.enumerated() {
            guard let earlier = positions[element] else {
                positions[element] = position
                continue
            }
            let found = "\(InWords.found(element)) a second time (as at \(Pointer.child(earlier, of: pointer)))"
            let place = Pointer.child(position, of: pointer)
            log.add(SchemaFault(pointer: place, found: found, expected: "each element once"))
        }
    }

    private func countFault(_ count: Int, _ expected: String, at pointer: String) -> SchemaFault {
        let found = count == 0 ? "an empty array" : InWords.count(count, "element", "elements")
        return SchemaFault(pointer: pointer, found: found, expected: expected)
    }
}
