import Cooperation
import Foundation

/// Turns schema files into nodes. Every part is compiled, whether something refers to it or not.
struct SchemaCompiler {
    private var library = SchemaLibrary()
    private var nodes = SchemaNodes()
    /// Nodes by file and pointer; what stands here may still be under way.
    private var known: [String: Int] = [:]

    /// Compiles a schema and all that it refers to; its own node is `SchemaNodes.root`. Throws `SchemaProblem`.
    mutating func compile(_ url: URL) throws -> SchemaNodes {
        let file = try library.open(url)
        let root = try node(whole(file))
        precondition(root == SchemaNodes.root, "the root is compiled first")
        if let circle = SchemaCircles.first(in: nodes) {
            let place = known.first { $0.value == circle }?.key ?? ""
            throw file.problem("refers to itself in a circle, at \(place), without going down into the document")
        }
        return nodes
    }

    private func whole(_ file: SchemaFile) -> SchemaSite {
        SchemaSite(file: file, pointer: "", value: file.root)
    }

    private mutating func node(_ site: SchemaSite) throws -> Int {
        let key = "\(site.file.id.absoluteString)#\(site.pointer)"
        if let index = known[key] { return index }
        let index = nodes.reserve()
        known[key] = index
        nodes[index] = try compile(site)
        return index
    }

    private mutating func compile(_ site: SchemaSite) throws -> SchemaNode {
        if case .bool(let allows) = site.value { return SchemaNode(keywords: allows ? [] : [.never]) }
        var node = SchemaNode()
        let members = try site.members
        for (name, place) in members {
            node.keywords += try keywords(name, place, beside: site)
        }
        if let title = site.value["title"] { node.title = try site.child("title", title).text }
        if case .array(let examples)? = site.value["examples"] { node.example = examples.first }
        return node
    }

    /// What a keyword says; nothing for an annotation and for one that is read together with another.
    private mutating func keywords(
        _ name: String, _ place: SchemaSite, beside site: SchemaSite
    ) throws -> [SchemaKeyword] {
        if let assertions = try SchemaAssertions.read(name, place) { return assertions }
        switch name {
        case "$ref": return [.reference(try reference(place))]
        case "$defs":
            for (_, part) in try place.members { _ = try node(part) }
            return []
        case "allOf": return [.allOf(try branches(place))]
        case "anyOf": return [.anyOf(try branches(place))]
        case "oneOf": return [.oneOf(try branches(place))]
        case "not": return [.not(try node(place))]
        case "contains": return [.contains(try node(place))]
        case "propertyNames": return [.memberNames(try node(place))]
        case "unevaluatedProperties": return [.unevaluatedMembers(try node(place))]
        default: return try groups(name, place, beside: site)
        }
    }

    /// Keywords that are read together, at the first of them.
    private mutating func groups(
        _ name: String, _ place: SchemaSite, beside site: SchemaSite
    ) throws -> [SchemaKeyword] {
        let groups = [
            ["properties", "patternProperties", "additionalProperties"], ["prefixItems", "items"],
            ["if", "then", "else"],
        ]
        guard let group = groups.first(where: { $0.contains(name) }) else {
            throw KeywordNames.unknown(name, place)
        }
        guard case .object(let members) = site.value, members.first(where: { group.contains($0.name) })?.name == name
        else { return [] }
        switch group[0] {
        case "properties": return [.members(try memberRules(site))]
        case "prefixItems": return [try elementRules(site)]
        default: return try conditional(site)
        }
    }

    // MARK: - Applicators

    private mutating func reference(_ place: SchemaSite) throws -> Int {
        let (file, pointer) = try library.resolve(place.text, in: place.file, at: place.pointer)
        _ = try node(whole(file))
        guard let value = file.root.value(at: pointer) else {
            throw place.problem("\(InWords.quoted(try place.text)) leads nowhere")
        }
        return try node(SchemaSite(file: file, pointer: pointer, value: value))
    }

    private mutating func branches(_ place: SchemaSite) throws -> [Int] {
        let sites = try place.elements
        guard !sites.isEmpty else { throw place.problem("found an empty array, expected at least one schema") }
        return try indexes(sites)
    }

    private mutating func indexes(_ sites: [SchemaSite]) throws -> [Int] {
        var indexes: [Int] = []
        for site in sites { indexes.append(try node(site)) }
        return indexes
    }

    private mutating func optional(_ name: String, of site: SchemaSite) throws -> Int? {
        guard let value = site.value[name] else { return nil }
        return try node(site.child(name, value))
    }

    private mutating func memberRules(_ site: SchemaSite) throws -> MemberRules {
        var rules = MemberRules()
        if let named = site.value["properties"] {
            for (name, part) in try site.child("properties", named).members {
                rules.named[CodePoints(name)] = try node(part)
            }
        }
        if let patterned = site.value["patternProperties"] {
            for (pattern, part) in try site.child("patternProperties", patterned).members {
                rules.patterned.append((try part.pattern(pattern), try node(part)))
            }
        }
        rules.others = try optional("additionalProperties", of: site)
        return rules
    }

    private mutating func elementRules(_ site: SchemaSite) throws -> SchemaKeyword {
        let first = try site.value["prefixItems"].map { try branches(site.child("prefixItems", $0)) } ?? []
        return .elements(first: first, others: try optional("items", of: site))
    }

    private mutating func conditional(_ site: SchemaSite) throws -> [SchemaKeyword] {
        let (then, otherwise) = (try optional("then", of: site), try optional("else", of: site))
        guard let condition = try optional("if", of: site) else {
            throw site.problem("found `then` or `else` without `if`, which asks for nothing")
        }
        return [.conditional(if: condition, then: then, else: otherwise)]
    }
}
