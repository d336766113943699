import Cooperation
import KafkaClient
import Testing

@testable import Worker

@Suite("A JSON text as it was written")
struct JSONTextTests {
    private func indented(_ text: String) -> String? {
        JSONText(Array(text.utf8)).map { String(decoding: $0.indented, as: UTF8.self) }
    }

    private func member(_ name: String, of text: String) -> String? {
        JSONText(Array(text.utf8))?.member(name).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("is laid out with its numbers, escapes, order and repeated names as they are")
    func layout() {
        let text = #" {"b":1.0e+2 ,"a":"\u00e9 {,:\"} \\","b":[],"c":{ },"d":[1,{"x":null}]} "#
        #expect(
            indented(text) == #"""
                {
                  "b": 1.0e+2,
                  "a": "\u00e9 {,:\"} \\",
                  "b": [],
                  "c": {},
                  "d": [
                    1,
                    {
                      "x": null
                    }
                  ]
                }
                """#)
        #expect(indented("12") == "12")
        #expect(indented("\u{FEFF}[]") == "[]")
    }

    @Test("laid out again is the same text")
    func stable() throws {
        let once = try #require(indented(#"{"a":[{"b":[[]]},"x",true],"c":-0.10}"#))
        #expect(indented(once) == once)
    }

    @Test("is no text where it is no JSON")
    func noJSON() {
        for text in ["", "{", "[1,]", "nul", "{\"a\" 1}", String(repeating: "[", count: 100)] {
            #expect(indented(text) == nil)
        }
    }

    @Test("gives a member of the outermost object byte for byte, the last of a name")
    func members() {
        let text = #"{"record": "r", "value" : {"value": 1.00, "b": [ 1 ]} , "v\u0061lue": [ "," , "}" ], "z": 2}"#
        #expect(member("value", of: text) == #"[ "," , "}" ]"#)
        #expect(member("record", of: text) == #""r""#)
        #expect(member("z", of: text) == "2")
        #expect(member("b", of: text) == nil)
        #expect(member("a", of: #"{"a":{}}"#) == "{}")
        #expect(member("a", of: #"["a", 1]"#) == nil)
        #expect(member("a", of: "{}") == nil)
    }
}

@Suite("Values to replay instead")
struct ReplayEditsTests {
    private func edits(_ lines: String...) throws -> [String: String] {
        var edits = ReplayEdits()
        for line in lines { try edits.add(line: Array(line.utf8)) }
        return Dictionary(
            uniqueKeysWithValues: edits.edits.map { ($0.description, String(decoding: $1.value ?? [], as: UTF8.self)) })
    }

    @Test("are taken byte for byte as JSON, as text or as base64")
    func forms() throws {
        #expect(
            try edits(
                #"{"record": "t/0@1", "value": {"n": 1.00,  "n": "é"}}"#, #"{"text": "{\"a\"", "record": "t/0@2"}"#,
                #"{"record": "t/1@0", "base64": "AAE=", "note": "what else stands there is passed over"}"#)
                == ["t/0@1": #"{"n": 1.00,  "n": "é"}"#, "t/0@2": #"{"a""#, "t/1@0": "\u{0}\u{1}"])
    }

    @Test(
        "are refused with what is wrong",
        arguments: [
            ("[]", "expected an object"), (#"{"value": {}}"#, "missing record"),
            (#"{"record": "t/0", "value": {}}"#, "expected topic/partition@offset"),
            (#"{"record": "t/0@1"}"#, "found none"), (#"{"record": "t/0@1", "value": {}, "text": ""}"#, "found 2"),
            (#"{"record": "t/0@1", "value": "e30="}"#, "no object"),
            (#"{"record": "t/0@1", "value": null}"#, "no object"),
            (#"{"record": "t/0@1", "base64": "?"}"#, "base64"), (#"{"record": "t/0@1", "text": 1}"#, "no string"),
            (#"{"record": "t/0@1", "headers": []}"#, "no object"),
            (#"{"record": "t/0@1", "headers": {}}"#, "found none"),
            (#"{"record": "t/0@1", "headers": {"a": 1}}"#, "neither a text nor null"),
            (#"{"record": "t/0@1", "headers": {"dlq.code": "x"}}"#, "not the record's own"),
            ("{", "ends before"),
        ])
    func refused(line: String, says: String) throws {
        let problem = try #require(throws: ReplayEdits.Problem.self) { try edits(line) }
        #expect(problem.description.contains(says), "\(problem)")
    }

    @Test("headers are replaced with all their repeats, or taken away; the others stay in their order")
    func headers() throws {
        var edits = ReplayEdits()
        let line = #"{"record": "t/0@1", "headers": {"content-type": "application/json", "ce_type": null}}"#
        try edits.add(line: Array(line.utf8))
        let edit = try #require(edits.edits.values.first)
        let own = ["a=1", "content-type=x", "ce_type=y", "content-type=z", "b=2"].map { text in
            let parts = text.split(separator: "=").map(String.init)
            return KafkaHeader(name: parts[0], text: parts[1])
        }
        #expect(edit.value == nil)
        #expect(
            edit.applied(to: own) == [
                KafkaHeader(name: "a", text: "1"), KafkaHeader(name: "b", text: "2"),
                KafkaHeader(name: "content-type", text: "application/json"),
            ])
    }

    @Test("are refused twice for one letter")
    func twice() {
        #expect(throws: ReplayEdits.Problem.self) {
            try edits(#"{"record": "t/0@1", "text": "a"}"#, #"{"record": "t/0@1", "text": "a"}"#)
        }
    }
}
