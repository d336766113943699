import Cooperation

/// Keywords that hold no schemas: what they ask is read from their value alone.
enum SchemaAssertions {
    /// What the keyword asks; empty for an annotation, nil for a keyword that is none of these.
    static func read(_ name: String, _ site: SchemaSite) throws -> [SchemaKeyword]? {
        if KeywordNames.isAnnotation(name) { return [] }
        switch name {
        case "$schema": return try dialect(site)
        case "$id": return try identifier(site)
        case "type": return [.types(try types(site))]
        case "enum": return [.oneOfValues(try site.elements.map(\.value))]
        case "const": return [.oneOfValues([site.value])]
        case "minimum": return [.minimum(try site.number)]
        case "maximum": return [.maximum(try site.number)]
        case "minLength": return [.minLength(try site.count)]
        case "maxLength": return [.maxLength(try site.count)]
        case "pattern": return [.pattern(try site.pattern(site.text))]
        case "format": return [.format(try site.name(of: StringFormat.self))]
        case "minItems": return [.minItems(try site.count)]
        case "maxItems": return [.maxItems(try site.count)]
        case "uniqueItems": return try flag(site) ? [.uniqueItems] : []
        case "minProperties": return [.minProperties(try site.count)]
        case "maxProperties": return [.maxProperties(try site.count)]
        case "required": return [.required(try site.texts)]
        case "dependentRequired":
            return try site.members.map { .requiredWith(name: $0.name, try $0.site.texts) }
        default: return nil
        }
    }

    private static func dialect(_ site: SchemaSite) throws -> [SchemaKeyword] {
        let known = "https://json-schema.org/draft/2020-12/schema"
        guard try site.text == known else { throw site.problem("found another dialect, expected \(known)") }
        return []
    }

    private static func identifier(_ site: SchemaSite) throws -> [SchemaKeyword] {
        guard site.pointer == "/$id" else {
            throw site.problem("a schema within a schema with an $id of its own is not read; give it a file")
        }
        return []
    }

    private static func types(_ site: SchemaSite) throws -> Set<JSONType> {
        if case .array = site.value {
            return Set(try site.elements.map { try $0.name(of: JSONType.self) })
        }
        return [try site.name(of: JSONType.self)]
    }

    private static func flag(_ site: SchemaSite) throws -> Bool {
        guard case .bool(let value) = site.value else { throw site.problem("expected true or false") }
        return value
    }
}

/// The keywords that are read.
enum KeywordNames {
    /// Those that say nothing about which documents are valid.
    static let annotations: Set<String> = [
        "title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly", "$comment",
        "contentEncoding", "contentMediaType",
    ]

    /// Whether a keyword says nothing about which documents are valid: one that is known to, or whatever begins with
    /// `x-`, the prefix by which AsyncAPI, OpenAPI and JSON Schema's next release mark what is not theirs to judge.
    static func isAnnotation(_ name: String) -> Bool {
        annotations.contains(name) || name.hasPrefix("x-")
    }

    private static let others = [
        "$schema", "$id", "$ref", "$defs", "type", "enum", "const", "minimum", "maximum", "minLength", "maxLength",
        "pattern", "format", "minItems", "maxItems", "uniqueItems", "prefixItems", "items", "contains", "minProperties",
        "maxProperties", "required", "dependentRequired", "properties", "patternProperties", "additionalProperties",
        "propertyNames", "unevaluatedProperties", "allOf", "anyOf", "oneOf", "not", "if", "then", "else",
    ]

    static func unknown(_ name: String, _ site: SchemaSite) -> SchemaProblem {
        let nearest = NearestName.nearest(to: name, among: others + annotations.sorted())
        let hint = nearest.map { "; did you mean `\($0)`?" } ?? ", and nothing may be passed over in silence"
        return site.problem("`\(name)` is not a keyword that is read here\(hint)")
    }
}
