import Operations
import Testing

@Suite("What a schema says of a faulty document")
struct FaultTests {
    @Test(
        "a message names what was found, what was expected and the nearest allowed value",
        arguments: [
            (
                #"{"enum": ["monday", "tuesday"]}"#, #""Tusday""#,
                #"found "Tusday", expected one of monday, tuesday; did you mean "tuesday"?"#
            ),
            (#"{"const": "1.0"}"#, "1.0", "found the number 1.0, expected 1.0"),
            (#"{"type": "integer", "title": "A port"}"#, #""80""#, #"found "80", expected a whole number: A port"#),
            (
                #"{"properties": {"themes": true}, "additionalProperties": false}"#, #"{"theme": 1}"#,
                #"found the member "theme", expected one of themes; did you mean "themes"?"#
            ),
            (
                ##"{"$ref": "#/$defs/a", "unevaluatedProperties": false, "$defs": {"a": {"properties": {"kinds": true}}}}"##,
                #"{"kind": 1}"#, #"found the member "kind", expected one of kinds; did you mean "kinds"?"#
            ),
            (
                #"{"required": ["id"], "properties": {"id": {"title": "A name"}}}"#, "{}",
                "found nothing, expected A name (the member is required)"
            ),
            (
                #"{"title": "A tag", "pattern": "^[a-z]+$", "examples": ["fr"]}"#, #""FR""#,
                #"found "FR", expected A tag, such as fr"#
            ),
            (#"{"pattern": "^[a-z]+$"}"#, #""\u0007""#, ##"found "\u{07}", expected a text that matches ^[a-z]+$"##),
            (
                #"{"anyOf": [{"title": "A day", "format": "date"}, {"enum": ["never"]}]}"#, #""nevr""#,
                #"found "nevr", expected A day; or never; did you mean "never"?"#
            ),
            (
                #"{"anyOf": [{"const": "first-working-day"}, {"type": "integer", "maximum": 31}]}"#, "32",
                "found the number 32, expected at most 31"
            ),
            (
                #"{"title": "A day", "format": "date", "pattern": "^[0-9-]+$", "examples": ["2019-11-04"]}"#, #""x""#,
                #"found "x", expected A day, such as 2019-11-04"#
            ),
            (
                #"{"anyOf": [{"type": "object", "not": {"required": ["a"]}}, {"required": ["b", "c"]}]}"#, #"{"a": 1}"#,
                "found an object, expected anything but an object with a"
            ),
            (
                #"{"not": {"required": ["text", "value"]}}"#, #"{"text": 1, "value": 2}"#,
                "found an object, expected anything but an object with text and value"
            ),
            (
                #"{"propertyNames": {"enum": ["vm-urgent"]}}"#, #"{"vm-urgnt": ""}"#,
                #"found the name "vm-urgnt", expected vm-urgent; did you mean "vm-urgent"?"#
            ),
            (#"{"maxLength": 2}"#, #""𝄞𝄞𝄞""#, "found a text of 3 characters, expected at most 2"),
            (#"{"minItems": 2}"#, "[1]", "found 1 element, expected at least 2 elements"),
            (
                #"{"uniqueItems": true}"#, "[1, 1.0]",
                "found the number 1.0 a second time (as at /0), expected each element once"
            ),
        ])
    func message(schema: String, document: String, message: String) throws {
        #expect(try JSONSchema.of(schema).faults(in: document).map(\.message) == [message])
    }

    @Test("every fault is told, in one run")
    func everyFault() throws {
        let schema = try JSONSchema.of(
            #"""
            {"required": ["a", "b"], "properties": {"c": {"items": {"type": "string", "maxLength": 1}}},
            "additionalProperties": false}
            """#)
        let faults = schema.faults(in: #"{"c": [1, "ab", "a"], "d": 1, "e/f": 2}"#)
        #expect(faults.map(\.pointer) == ["/a", "/b", "/c/0", "/c/1", "/d", "/e~1f"])
    }

    @Test("what a schema and its reference both ask is told once")
    func toldOnce() throws {
        let schema = try JSONSchema.of(
            ##"{"$ref": "#/$defs/a", "type": "string", "$defs": {"a": {"type": "string"}}}"##)
        #expect(schema.faults(in: "1").count == 1)
    }

    @Test("a name that stands twice is a fault, wherever it stands")
    func repeatedNames() throws {
        let faults = try JSONSchema.of("true").faults(in: #"{"a": [{"b": 1, "\u0062": 1}], "a": 2}"#)
        #expect(faults.map(\.pointer) == ["/a/0/b", "/a"])
    }

    @Test(
        "what is no JSON is one fault that says where",
        arguments: [
            ("", "empty"), ("{", "byte offset 1"), (#"{"a": 01}"#, "byte offset 6"), ("[1] 2", "byte offset 4"),
            (#""\ud800""#, "surrogate"),
        ])
    func noJSON(document: String, hint: String) throws {
        let faults = try JSONSchema.of("true").faults(in: document)
        #expect(faults.count == 1)
        #expect(faults.first?.message.contains(hint) == true, "\(faults)")
    }

    @Test("bytes that are no UTF-8 are one fault")
    func noUTF8() throws {
        let faults = try JSONSchema.of("true").faults(in: [0x22, 0xFF, 0x22])
        #expect(faults.map { $0.message.contains("not-utf8") } == [true])
    }

    @Test("200 levels are judged, and one more is told as too deep")
    func depth() throws {
        let schema = try JSONSchema.of(##"{"type": "array", "uniqueItems": true, "items": {"$ref": "#"}}"##)
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(schema.faults(in: nested(200)) == [])
        let faults = schema.faults(in: nested(201))
        #expect(faults.map { $0.message.contains("at most 200 levels deep") } == [true], "\(faults)")
        #expect(schema.faults(in: nested(1_000_000)).count == 1)
    }

    @Test("a document of many faults is told of the first thousand")
    func manyFaults() throws {
        let document = "[" + Array(repeating: "1", count: 5_000).joined(separator: ",") + "]"
        #expect(try JSONSchema.of(#"{"items": {"type": "string"}}"#).faults(in: document).count == JSONSchema.maxFaults)
    }

    @Test("a long name or value is cut in a message")
    func longNames() throws {
        let long = String(repeating: "x", count: 10_000)
        let faults = try JSONSchema.of(#"{"additionalProperties": {"type": "null"}}"#).faults(
            in: #"{"\#(long)": "\#(long)"}"#)
        #expect(faults.count == 1)
        #expect(faults.allSatisfy { $0.pointer.count < 200 && $0.message.count < 200 })
    }
}
