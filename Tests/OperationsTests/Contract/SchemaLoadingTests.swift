import Operations
import Testing

@Suite("Loading a schema")
struct SchemaLoadingTests {
    @Test("references lead to definitions, to files beside, by $id, and through pointers with escapes")
    func references() throws {
        let folder = try SchemaFolder([
            "a.json": ##"""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.org/s/a.json",
            "properties": {"own": {"$ref": "#/$defs/a~1b%25"}, "other": {"$ref": "b.json"},
            "part": {"$ref": "https://example.org/s/b.json#/properties/x"}}, "$defs": {"a/b%": {"type": "null"}}}
            """##,
            "b.json": ##"""
            {"$id": "https://example.org/s/b.json", "type": "object",
            "properties": {"x": {"type": "integer"}, "back": {"$ref": "a.json#/$defs/a~1b%25"}}}
            """##,
        ])
        let schema = try folder.load("a.json")
        #expect(schema.faults(in: #"{"own": null, "other": {"x": 1, "back": null}, "part": 2}"#) == [])
        let faults = schema.faults(in: #"{"own": 1, "other": {"x": "", "back": 1}, "part": ""}"#)
        #expect(faults.map(\.pointer) == ["/own", "/other/x", "/other/back", "/part"])
    }

    @Test("schemas without $id refer to one another by file")
    func byFile() throws {
        let folder = try SchemaFolder(["a.json": #"{"items": {"$ref": "b.json"}}"#, "b.json": #"{"type": "null"}"#])
        #expect(try folder.load("a.json").faults(in: "[null, 1]").map(\.pointer) == ["/1"])
    }

    @Test("an annotation that begins with x- is passed over, whatever it holds")
    func extensions() throws {
        let schema = try JSONSchema.of(
            #"""
            {"x-fr": {"title": "Une étiquette", "minLenght": 1}, "type": "object",
            "properties": {"tag": {"pattern": "^[a-z]+$", "x-fr": null}, "x-fr": {"type": "null"}}}
            """#)
        #expect(schema.faults(in: #"{"tag": "fr", "x-fr": null}"#) == [])
        #expect(schema.faults(in: #"{"tag": "FR", "x-fr": 1}"#).map(\.pointer) == ["/tag", "/x-fr"])
    }

    @Test(
        "what is not read is refused, with the place",
        arguments: [
            (#"{"properties": {"a": {"minLenght": 1}}}"#, "/properties/a/minLenght", "did you mean `minLength`?"),
            (#"{"x": "fr"}"#, "/x", "not a keyword"),
            (#"{"X-fr": {}}"#, "/X-fr", "not a keyword"),
            (##"{"$defs": {"unused": {"$dynamicRef": "#a"}}}"##, "/$defs/unused/$dynamicRef", "not a keyword"),
            (#"{"$schema": "http://json-schema.org/draft-07/schema#"}"#, "/$schema", "another dialect"),
            (#"{"items": {"$id": "https://example.org/x"}}"#, "/items/$id", "give it a file"),
            (#"{"format": "idn-email"}"#, "/format", "one of date, date-time"),
            (#"{"type": "float"}"#, "/type", "one of null, boolean"),
            (#"{"minLength": -1}"#, "/minLength", "0 or more"),
            (#"{"required": "id"}"#, "/required", "an array"),
            (#"{"anyOf": []}"#, "/anyOf", "at least one schema"),
            (#"{"then": true}"#, "", "without `if`"),
            (#"{"pattern": "(?<=a)b"}"#, "/pattern", "not a pattern that is read"),
            (#"{"items": 1}"#, "/items", "an object"),
            (##"{"$ref": "#/$defs/a"}"##, "/$ref", "leads nowhere"),
            (##"{"$ref": "#anchor"}"##, "/$ref", "expected a JSON Pointer"),
            (#"{"$ref": "missing.json"}"#, "/$ref", "expected it beside this file"),
            (##"{"anyOf": [{"$ref": "#"}]}"##, "", "in a circle"),
            (#"{"type": "null", "type": "string"}"#, "/type", "each name once"),
            ("[", "", "is no JSON"),
            ("1", "", "expected an object"),
        ])
    func refused(text: String, pointer: String, hint: String) throws {
        let problem = #expect(throws: SchemaProblem.self) { _ = try JSONSchema.of(text) }
        #expect(problem?.pointer == pointer)
        #expect(problem?.message.contains(hint) == true, "\(problem?.description ?? "")")
        #expect(problem?.file.hasSuffix("schema.json") == true)
    }

    @Test("a fault in a file that is referred to is told in that file")
    func refusedNeighbour() throws {
        let folder = try SchemaFolder([
            "a.json": #"{"$ref": "b.json#/$defs/x"}"#, "b.json": #"{"$defs": {"x": {}, "y": {"typ": 1}}}"#,
        ])
        let problem = #expect(throws: SchemaProblem.self) { _ = try folder.load("a.json") }
        #expect(problem?.file.hasSuffix("b.json") == true)
        #expect(problem?.pointer == "/$defs/y/typ")
    }

    @Test("a file that says it is another is refused")
    func wrongIdentifier() throws {
        let folder = try SchemaFolder([
            "a.json": #"{"$id": "https://example.org/a.json", "$ref": "b.json"}"#,
            "b.json": #"{"$id": "https://example.org/c.json"}"#,
        ])
        let problem = #expect(throws: SchemaProblem.self) { _ = try folder.load("a.json") }
        #expect(problem?.message.contains("has the $id https://example.org/c.json") == true)
    }

    @Test("a file that is not there is told")
    func missingFile() throws {
        let folder = try SchemaFolder([:])
        let problem = #expect(throws: SchemaProblem.self) { _ = try folder.load("a.json") }
        #expect(problem?.message.contains("cannot be read") == true)
    }
}
