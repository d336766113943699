/// Schemas that lead to themselves without going down into the document: judging by one would never end.
enum SchemaCircles {
    /// A node on such a circle, or nil where there is none.
    static func first(in nodes: SchemaNodes) -> Int? {
        var isDone = Array(repeating: false, count: nodes.nodes.count)
        for start in nodes.nodes.indices where !isDone[start] {
            // The way down from `start`, each node with those that it still leads to.
            var way = [(node: start, next: nodes[start].inPlace)]
            var onWay: Set = [start]
            while let last = way.last {
                guard let next = last.next.last else {
                    isDone[last.node] = true
                    onWay.remove(last.node)
                    way.removeLast()
                    continue
                }
                way[way.count - 1].next.removeLast()
                if onWay.contains(next) { return next }
                guard !isDone[next] else { continue }
                onWay.insert(next)
                way.append((next, nodes[next].inPlace))
            }
        }
        return nil
    }
}

extension SchemaNode {
    /// The nodes that judge the same value as this one does.
    var inPlace: [Int] {
        keywords.flatMap { keyword -> [Int] in
            switch keyword {
            case .reference(let node), .not(let node): [node]
            case .allOf(let nodes), .anyOf(let nodes), .oneOf(let nodes): nodes
            case .conditional(let condition, let then, let otherwise):
                [condition] + [then, otherwise].compactMap { $0 }
            default: []
            }
        }
    }
}
