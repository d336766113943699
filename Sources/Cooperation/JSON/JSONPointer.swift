/// JSON Pointers (RFC 6901) to nodes. They are built only for faults, by one walk down from the root that enters nothing
/// but what leads to them, so that a valid record pays nothing, and one with a thousand faults no thousand walks.
enum JSONPointer {
    /// The longest name in a pointer, in code points. What lies under a longer one is shown by what holds it, so that
    /// a pointer always resolves and stays short.
    static let maxName = 100

    /// The pointers to nodes, by their indices.
    static func pointers(to targets: [Int], from root: JSONNode) -> [Int: String] {
        var walk = PointerWalk(targets: Set(targets).sorted()[...])
        walk.visit(root, pointer: "", isExact: true)
        return walk.pointers
    }

    /// The pointer to a node.
    static func pointer(to target: Int, from root: JSONNode) -> String {
        pointers(to: [target], from: root)[target] ?? ""
    }
}

private struct PointerWalk {
    /// Those not reached yet, in the order of the document.
    var targets: ArraySlice<Int>
    var pointers: [Int: String] = [:]

    /// Recursive: faults lie no deeper than the contract's own fields.
    mutating func visit(_ node: JSONNode, pointer: String, isExact: Bool) {
        if targets.first == node.index {
            targets.removeFirst()
            pointers[node.index] = pointer
        }
        for (position, child) in node.children.enumerated() {
            guard let next = targets.first, next < node.end else { return }
            guard next < child.end else { continue }
            let isShort = isExact && !child.key.hasMoreCodePoints(than: JSONPointer.maxName)
            let token = node.isArray ? String(position) : Self.escaped(child.key)
            visit(child, pointer: isShort ? pointer + "/" + token : pointer, isExact: isShort)
        }
    }

    private static func escaped(_ name: UnsafeRawBufferPointer) -> String {
        let name = String(decoding: name, as: UTF8.self)
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
