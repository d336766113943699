import CSimdJSON

/// A cursor over one value of a parsed record. Valid as long as its document is: until the parser's next record.
struct JSONNode {
    private let nodes: UnsafePointer<csj_node>
    /// Its position in document order; the root is 0.
    let index: Int

    init(_ nodes: UnsafePointer<csj_node>, at index: Int) {
        self.nodes = nodes
        self.index = index
    }

    var type: csj_type { nodes[index].type }
    var isString: Bool { type == CSJ_STRING }
    var isObject: Bool { type == CSJ_OBJECT }
    var isArray: Bool { type == CSJ_ARRAY }

    /// The member's name, unescaped; empty for the root and for elements of arrays.
    var key: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: nodes[index].key, count: Int(nodes[index].key_length))
    }

    /// A string's unescaped content; the JSON text of anything else.
    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: nodes[index].value, count: Int(nodes[index].value_length))
    }

    /// A string's content.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// How many members or elements it has.
    var childCount: Int { Int(nodes[index].child_count) }

    /// The index of the first node after it and everything inside it.
    var end: Int { Int(nodes[index].next) }

    /// Its members or elements, in order.
    var children: Children { Children(nodes: nodes, index: index + 1, end: childCount == 0 ? index + 1 : end) }

    /// Another node of the same document.
    func node(at index: Int) -> JSONNode { JSONNode(nodes, at: index) }

    /// Members or elements, one after the other.
    struct Children: Sequence, IteratorProtocol {
        fileprivate let nodes: UnsafePointer<csj_node>
        fileprivate var index: Int
        fileprivate let end: Int

        mutating func next() -> JSONNode? {
            guard index < end else { return nil }
            let child = JSONNode(nodes, at: index)
            index = child.end
            return child
        }
    }
}
