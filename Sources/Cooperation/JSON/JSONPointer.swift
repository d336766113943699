/// JSON Pointers (RFC 6901) to nodes. They are built only for a fault, by walking down from the root, so that a valid
/// record pays nothing for them.
enum JSONPointer {
    /// The pointer to a node.
    static func pointer(to target: Int, from root: JSONNode) -> String {
        var pointer = ""
        var node = root
        while node.index != target, let (child, position) = child(of: node, containing: target) {
            pointer += "/" + (node.isArray ? String(position) : escaped(child.keyText))
            node = child
        }
        return pointer
    }

    /// The pointer to a member that a node lacks.
    static func pointer(toMember name: String, of target: Int, from root: JSONNode) -> String {
        pointer(to: target, from: root) + "/" + escaped(name)
    }

    private static func child(of node: JSONNode, containing target: Int) -> (JSONNode, Int)? {
        for (position, child) in node.children.enumerated() where target < child.end {
            return (child, position)
        }
        return nil
    }

    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}

extension JSONNode {
    /// The member's name as text, cut to a length that a message can bear.
    fileprivate var keyText: String {
        String(String(decoding: key.prefix(400), as: UTF8.self).prefix(100))
    }
}
