import Cooperation

/// A place in a schema's file, read as what a keyword expects there.
struct SchemaSite {
    let file: SchemaFile
    let pointer: String
    let value: JSONValue

    func child(_ name: String, _ value: JSONValue) -> SchemaSite {
        SchemaSite(file: file, pointer: Pointer.child(name, of: pointer), value: value)
    }

    func problem(_ message: String) -> SchemaProblem {
        file.problem(message, at: pointer)
    }

    private func wrong(_ expected: String) -> SchemaProblem {
        problem("found \(InWords.found(value)), expected \(expected)")
    }

    var text: String {
        get throws {
            guard case .string(let text) = value else { throw wrong("a text") }
            return text
        }
    }

    var number: JSONNumber {
        get throws {
            guard case .number(let number) = value else { throw wrong("a number") }
            return number
        }
    }

    var count: Int {
        get throws {
            guard case .number(let number) = value, let count = Int(number.text), count >= 0 else {
                throw wrong("a whole number, 0 or more")
            }
            return count
        }
    }

    var elements: [SchemaSite] {
        get throws {
            guard case .array(let elements) = value else { throw wrong("an array") }
            return elements.enumerated().map { child(String($0.offset), $0.element) }
        }
    }

    var texts: [String] {
        get throws { try elements.map { try $0.text } }
    }

    var members: [(name: String, site: SchemaSite)] {
        get throws {
            guard case .object(let members) = value else { throw wrong("an object") }
            return members.map { ($0.name, child($0.name, $0.value)) }
        }
    }

    /// One of the names of an enumeration.
    func name<Name: RawRepresentable & CaseIterable>(of: Name.Type) throws -> Name where Name.RawValue == String {
        let text = try text
        guard let name = Name(rawValue: text) else {
            throw wrong("one of " + Name.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return name
    }

    /// A pattern, where it is read.
    func pattern(_ text: String) throws -> ECMAPattern {
        do {
            return try ECMAPattern(text)
        } catch {
            throw problem("\(InWords.quoted(text)) is not a pattern that is read: \(error.description)")
        }
    }
}
