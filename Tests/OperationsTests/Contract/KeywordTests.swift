import Operations
import Testing

@Suite("Keywords of JSON Schema")
struct KeywordTests {
    @Test(
        "a keyword takes what it allows and points at what it does not",
        arguments: values + texts + arrays + objects + combinations)
    func keyword(_ example: KeywordCase) throws {
        let schema = try JSONSchema.of(example.schema)
        for document in example.valid {
            #expect(schema.faults(in: document) == [], "\(document)")
        }
        for (document, pointers) in example.invalid {
            #expect(schema.faults(in: document).map(\.pointer) == pointers, "\(document)")
        }
    }

    static let values = [
        KeywordCase("true allows everything", "true", valid: ["null", "[1]"], refused: []),
        KeywordCase("false allows nothing", "false", valid: [], refused: ["null", "{}"]),
        KeywordCase(
            "type tells the types apart", #"{"type": ["string", "boolean"]}"#, valid: [#""""#, "true"],
            refused: ["null", "0", "[]", "{}"]),
        KeywordCase(
            "an integer is any number without a fraction", #"{"type": "integer"}"#,
            valid: ["0", "-0", "12.0", "1e3", "120e-1", "9223372036854775808", String(repeating: "9", count: 400)],
            refused: ["1.5", "1e-1", "1e400", #""1""#]),
        KeywordCase(
            "a number is whole or not", #"{"type": "number"}"#, valid: ["1", "1.5", "1e400"], refused: ["true"]),
        KeywordCase(
            "enum compares as JSON does", #"{"enum": ["é", 1, {"a": [1, 2], "b": null}, false]}"#,
            valid: [#""\u00e9""#, "1.0", #"{"b": null, "a": [1.0, 2e0]}"#, "false"],
            refused: [#""e\u0301""#, "true", "0", #"{"a": [2, 1], "b": null}"#, #"{"a": [1, 2]}"#]),
        KeywordCase("const is one value", #"{"const": 12}"#, valid: ["12", "12.0"], refused: ["13", #""12""#]),
        KeywordCase(
            "minimum and maximum count their own value in", #"{"minimum": -1, "maximum": 1e2}"#,
            valid: ["-1", "100", "100.0", #""1000""#], refused: ["-1.5", "101", "1e400", "-9223372036854775809"]),
        KeywordCase(
            "large whole numbers are compared to the last digit", #"{"maximum": 9223372036854775807}"#,
            valid: ["9223372036854775807"], refused: ["9223372036854775808"]),
    ]

    static let texts = [
        KeywordCase(
            "lengths count code points", #"{"minLength": 2, "maxLength": 3}"#,
            valid: [#""𝄞𝄞""#, #""e\u0301""#, #""abc""#, "1"], refused: [#""𝄞""#, #""e\u0301e\u0301""#, #""""#]),
        KeywordCase("a pattern is not anchored", #"{"pattern": "b+"}"#, valid: [#""abc""#, "[]"], refused: [#""ac""#]),
        KeywordCase(
            "format date is a day that exists", #"{"format": "date"}"#, valid: [#""2020-02-29""#, "1"],
            refused: [#""2019-02-29""#, #""2019-2-1""#, #""0000-01-01""#, #""2019-11-04T00:00:00Z""#, #""٢٠١٩-١١-٠٤""#]),
        KeywordCase(
            "format date-time has an offset", #"{"format": "date-time"}"#,
            valid: [#""2019-11-04T08:00:00-05:00""#, #""2019-11-04T08:00:00.25Z""#],
            refused: [#""2019-11-04T08:00:00""#, #""2019-11-04T24:00:00Z""#, #""2019-11-31T08:00:00Z""#]),
    ]

    static let arrays = [
        KeywordCase(
            "minItems and maxItems bound the elements", #"{"minItems": 1, "maxItems": 2}"#,
            valid: ["[1]", "[1, 2]", "{}"], refused: ["[]", "[1, 2, 3]"]),
        KeywordCase(
            "uniqueItems points at each repeat", #"{"uniqueItems": true}"#, valid: ["[1, true, \"1\", [1]]", "[]"],
            invalid: [("[1, 2, 1.0, 1]", ["/2", "/3"]), (#"[{"a": 1, "b": 2}, {"b": 2, "a": 1}]"#, ["/1"])]),
        KeywordCase(
            "items judges every element", #"{"items": {"type": "string"}}"#, valid: ["[]", #"["a"]"#],
            invalid: [(#"[1, "a", 2]"#, ["/0", "/2"])]),
        KeywordCase(
            "prefixItems judges by position, items the others",
            #"{"prefixItems": [{"type": "string"}, {"type": "null"}], "items": {"type": "integer"}}"#,
            valid: ["[]", #"["a"]"#, #"["a", null, 3]"#], invalid: [(#"[1, 2, "a"]"#, ["/0", "/1", "/2"])]),
        KeywordCase(
            "contains wants one element", #"{"contains": {"const": 1}}"#, valid: ["[2, 1]"], refused: ["[]", "[2]"]),
    ]

    static let objects = [
        KeywordCase(
            "required points at what is missing", #"{"required": ["a", "b/c"]}"#,
            valid: [#"{"a": null, "b/c": 1}"#, "[]"],
            invalid: [("{}", ["/a", "/b~1c"])]),
        KeywordCase(
            "a name counts by its code points", #"{"required": ["é"], "properties": {"é": {"type": "null"}}}"#,
            valid: [#"{"\u00e9": null}"#], invalid: [(#"{"e\u0301": 1}"#, ["/é"])]),
        KeywordCase(
            "dependentRequired asks only where the name stands", #"{"dependentRequired": {"a": ["b"]}}"#,
            valid: ["{}", #"{"b": 1}"#, #"{"a": 1, "b": 1}"#], invalid: [(#"{"a": 1}"#, ["/b"])]),
        KeywordCase(
            "minProperties and maxProperties count members", #"{"minProperties": 1, "maxProperties": 1}"#,
            valid: [#"{"a": 1}"#], refused: ["{}", #"{"a": 1, "b": 2}"#]),
        KeywordCase(
            "additionalProperties judges what no other names",
            #"""
            {"properties": {"a": true}, "patternProperties": {"^x-": {"type": "string"}},
            "additionalProperties": {"type": "null"}}
            """#,
            valid: [#"{"a": 1, "x-b": "", "c": null}"#], invalid: [(#"{"a": 1, "x-b": 1, "c": 1}"#, ["/x-b", "/c"])]),
        KeywordCase(
            "a member may be judged by its name and by a pattern",
            #"{"properties": {"ab": {"minimum": 2}}, "patternProperties": {"a": {"type": "number"}, "b$": {"maximum": 3}}}"#,
            valid: [#"{"ab": 3}"#], invalid: [(#"{"ab": 4}"#, ["/ab"]), (#"{"ab": "", "cb": 9}"#, ["/ab", "/cb"])]),
        KeywordCase(
            "propertyNames judges names", #"{"propertyNames": {"maxLength": 1}}"#, valid: [#"{"a": 1}"#],
            invalid: [(#"{"ab": 1, "c": 1, "~d": 2}"#, ["/ab", "/~0d"])]),
        KeywordCase(
            "unevaluatedProperties sees through references and branches",
            #"""
            {"$ref": "#/$defs/a", "properties": {"b": true}, "anyOf": [{"properties": {"c": {"const": 1}}, "required":
            ["c"]}, {"properties": {"d": true}}], "if": {"properties": {"b": {"const": 2}}, "required": ["b"]}, "then":
            {"properties": {"e": true}}, "unevaluatedProperties": false, "$defs": {"a": {"properties": {"a": true}}}}
            """#,
            valid: [#"{"a": 1, "b": 1, "d": 1}"#, #"{"a": 1, "c": 1}"#, #"{"b": 2, "e": 1}"#],
            invalid: [
                (#"{"x": 1}"#, ["/x"]), (#"{"c": 2}"#, ["/c"]), (#"{"b": 1, "e": 1}"#, ["/e"]),
            ]),
    ]

    static let combinations = [
        KeywordCase(
            "allOf tells the faults of all", #"{"allOf": [{"required": ["a"]}, {"required": ["b"]}]}"#,
            valid: [#"{"a": 1, "b": 2}"#], invalid: [("{}", ["/a", "/b"])]),
        KeywordCase(
            "anyOf wants one", #"{"anyOf": [{"type": "string"}, {"minimum": 2, "type": "integer"}]}"#,
            valid: [#""""#, "2"], refused: ["1", "null"]),
        KeywordCase(
            "anyOf tells what is wrong by the nearest form",
            #"""
            {"anyOf": [{"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}}},
            {"type": "object", "required": ["c", "d", "e"]}]}
            """#,
            valid: [#"{"a": "", "b": 1}"#], invalid: [(#"{"a": 1, "b": 1}"#, ["/a"]), (#"{"a": ""}"#, ["/b"])]),
        KeywordCase(
            "oneOf wants exactly one", #"{"oneOf": [{"minimum": 2}, {"maximum": 3}]}"#, valid: ["1", "4"],
            refused: ["2", "null"]),
        KeywordCase(
            "not turns a verdict round", #"{"not": {"required": ["a", "b"]}}"#, valid: ["{}", #"{"a": 1}"#],
            refused: [#"{"a": 1, "b": 1}"#]),
        KeywordCase(
            "if decides between then and else",
            #"{"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"type": "null"}}"#,
            valid: [#""a""#, "null"], refused: [#""""#, "1"]),
        KeywordCase(
            "a circular schema judges to the bottom",
            ##"{"type": "object", "additionalProperties": {"$ref": "#"}}"##,
            valid: ["{}", #"{"a": {"b": {}}}"#], invalid: [(#"{"a": {"b": {"c": 1}}}"#, ["/a/b/c"])]),
    ]
}
