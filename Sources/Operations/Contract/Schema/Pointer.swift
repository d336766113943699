import Foundation

/// JSON Pointers (RFC 6901).
enum Pointer {
    /// The pointer to a member.
    static func child(_ name: String, of pointer: String) -> String {
        "\(pointer)/\(escaped(name))"
    }

    /// The pointer to a member of a document, for a message: a name that is too long for one is cut.
    static func shown(_ name: String, of pointer: String) -> String {
        child(InWords.cut(name, to: 100), of: pointer)
    }

    /// The pointer to an element.
    static func child(_ index: Int, of pointer: String) -> String {
        "\(pointer)/\(index)"
    }

    /// The names and indexes that a pointer leads through, or nil where it is none.
    static func steps(of pointer: String) -> [String]? {
        if pointer.isEmpty { return [] }
        guard pointer.hasPrefix("/") else { return nil }
        return pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            $0.replacingOccurrences(of: "~1", with: "/").replacingOccurrences(of: "~0", with: "~")
        }
    }

    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
    }
}
