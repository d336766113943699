import Cooperation

/// Names that stand twice in one object, anywhere in a document.
enum RepeatedNames {
    static func find(in value: JSONValue, at pointer: String, into log: inout SchemaFaultLog) {
        switch value {
        case .array(let elements):
            for (index, element) in elements.enumerated() where element.isContainer {
                find(in: element, at: Pointer.child(index, of: pointer), into: &log)
            }
        case .object(let members):
            var seen: Set<CodePoints> = []
            for member in members {
                let place = Pointer.shown(member.name, of: pointer)
                if !seen.insert(CodePoints(member.name)).inserted {
                    log.add(SchemaFault(pointer: place, found: "the name a second time", expected: "each name once"))
                }
                find(in: member.value, at: place, into: &log)
            }
        default:
            return
        }
    }
}

extension JSONValue {
    var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
