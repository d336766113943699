import Cooperation

/// The names of an object's members that `unevaluatedProperties` need not look at: those that the schema or a schema
/// judging the same object has judged already.
struct EvaluatedNames {
    let judge: SchemaJudge

    func of(_ members: [JSONMember], by index: Int) -> Set<CodePoints> {
        let value = JSONValue.object(members)
        return judge.nodes[index].keywords.reduce(into: []) { names, keyword in
            switch keyword {
            case .members(let rules):
                names.formUnion(members.map(\.name).filter { !rules.nodes(for: $0).isEmpty }.map(CodePoints.init))
            case .reference(let node): names.formUnion(of(members, by: node))
            case .allOf(let nodes), .anyOf(let nodes), .oneOf(let nodes):
                for node in nodes where judge.accepts(value, by: node) { names.formUnion(of(members, by: node)) }
            case .conditional(let condition, let then, let otherwise):
                let holds = judge.accepts(value, by: condition)
                if holds { names.formUnion(of(members, by: condition)) }
                if let node = holds ? then : otherwise { names.formUnion(of(members, by: node)) }
            // What it refuses is told by itself.
            case .unevaluatedMembers(let node):
                names.formUnion(members.filter { judge.accepts($0.value, by: node) }.map { CodePoints($0.name) })
            default: return
            }
        }
    }
}
