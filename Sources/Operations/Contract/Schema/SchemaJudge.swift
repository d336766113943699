import Cooperation

/// Judges values by compiled schemas.
///
/// Recursive: the document's depth is bounded when it is parsed, and a schema that would go in circles is refused when
/// it is compiled.
struct SchemaJudge {
    let nodes: SchemaNodes

    /// Notes every fault of `value`, which stands at `pointer`.
    func judge(_ value: JSONValue, by index: Int, at pointer: String, into log: inout SchemaFaultLog) {
        for keyword in nodes[index].keywords where !log.isFull {
            switch value {
            case .number(let number): judge(number, by: keyword, of: index, at: pointer, into: &log)
            case .string(let text): judge(text, by: keyword, of: index, at: pointer, into: &log)
            case .array(let elements): judge(elements, by: keyword, at: pointer, into: &log)
            case .object(let members): judge(members, by: keyword, of: index, at: pointer, into: &log)
            case .null, .bool: break
            }
            judgeAnyType(value, by: keyword, of: index, at: pointer, into: &log)
        }
    }

    /// Whether the node has nothing against the value.
    func accepts(_ value: JSONValue, by index: Int) -> Bool {
        var log = SchemaFaultLog(limit: 1)
        judge(value, by: index, at: "", into: &log)
        return log.isEmpty
    }

    // MARK: - Any type

    private func judgeAnyType(
        _ value: JSONValue, by keyword: SchemaKeyword, of index: Int, at pointer: String,
        into log: inout SchemaFaultLog
    ) {
        switch keyword {
        case .never: log.add(fault(value, pointer, "nothing here"))
        case .types(let types):
            if !value.isOne(of: types) {
                let title = nodes[index].title.map { ": \($0)" } ?? ""
                log.add(fault(value, pointer, InWords.types(types) + title))
            }
        case .oneOfValues(let values):
            if !values.contains(value) { log.add(choiceFault(value, among: values, at: pointer)) }
        case .reference, .allOf, .anyOf, .oneOf, .not, .conditional:
            judgeInPlace(value, by: keyword, at: pointer, into: &log)
        default: return
        }
    }

    private func choiceFault(_ value: JSONValue, among values: [JSONValue], at pointer: String) -> SchemaFault {
        var suggestion: String?
        if case .string(let text) = value {
            suggestion = NearestName.nearest(to: text, among: values.compactMap(\.text))
        }
        let expected = Expectation.oneOf(values)
        return SchemaFault(
            pointer: pointer, found: InWords.found(value), expected: expected, suggestion: suggestion)
    }

    // MARK: - Numbers and texts

    private func judge(
        _ number: JSONNumber, by keyword: SchemaKeyword, of index: Int, at pointer: String,
        into log: inout SchemaFaultLog
    ) {
        switch keyword {
        case .minimum(let least) where number < least:
            log.add(fault(.number(number), pointer, "at least \(least.text)"))
        case .maximum(let most) where number > most:
            log.add(fault(.number(number), pointer, "at most \(most.text)"))
        default: return
        }
    }

    private func judge(
        _ text: String, by keyword: SchemaKeyword, of index: Int, at pointer: String, into log: inout SchemaFaultLog
    ) {
        switch keyword {
        case .minLength(let least):
            let count = text.unicodeScalars.count
            guard count < least else { return }
            let found = count == 0 ? "an empty text" : "a text of " + InWords.count(count, "character", "characters")
            let expected = "at least " + InWords.count(least, "character", "characters")
            log.add(SchemaFault(pointer: pointer, found: found, expected: expected))
        case .maxLength(let most):
            let count = text.unicodeScalars.count
            guard count > most else { return }
            let found = "a text of " + InWords.count(count, "character", "characters")
            log.add(SchemaFault(pointer: pointer, found: found, expected: "at most \(most)"))
        case .pattern(let pattern) where !pattern.matches(text):
            log.add(fault(.string(text), pointer, Expectation.pattern(pattern, of: nodes[index])))
        case .format(let format) where !format.accepts(text):
            let expected = nodes[index].title == nil ? format.expectation : Expectation(nodes: nodes).of(index)
            log.add(fault(.string(text), pointer, expected))
        default: return
        }
    }

    func fault(_ value: JSONValue, _ pointer: String, _ expected: String) -> SchemaFault {
        SchemaFault(pointer: pointer, found: InWords.found(value), expected: expected)
    }
}

extension JSONValue {
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    func isOne(of types: Set<JSONType>) -> Bool {
        switch self {
        case .null: types.contains(.null)
        case .bool: types.contains(.boolean)
        case .number(let number): types.contains(.number) || (number.isWhole && types.contains(.integer))
        case .string: types.contains(.string)
        case .array: types.contains(.array)
        case .object: types.contains(.object)
        }
    }
}
