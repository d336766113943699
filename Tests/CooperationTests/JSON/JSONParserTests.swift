import Foundation
import Testing

@testable import Cooperation

@Suite("Parsing JSON")
struct JSONParserTests {
    static let valid = [
        "{}", "[]", " [ ] ", "null", "true", "-0", "0.5e-10", "1E+2", "\"\"", "[1,2,{\"a\":[]}]", "{\"\":{}}",
        "\"\\u00e9\\ud83c\\udfb5\"",
        "[\"a\" , \"b\"]", "\u{FEFF}{}", "\"a\\\\\"", "[\"\\\"\",\"\\\\\\\"\"]", "\n{\"a\"\n:\t1\r}\n",
    ]
    static let invalid = [
        "{", "[", "]", "}", "{]", "[}", "[1 2]", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\":1,}",
        "{a:1}", "{1:2}",
        "{\"a\":1 \"b\":2}", "{} {}", "{}x", "1 2", "[1]]", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "1_0",
        "NaN", "tru", "truex",
        "nulll", "True", "'a'", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"",
        "\"a\tb\"", "\"a\nb\"",
        "[1\u{0C}]", "\u{0C}[]", "[1\u{1A}2]", "\"a\"b", "\"a\"\"b\"", "[\"a\"é]", "[1,\u{1}2]", "1\u{0}",
        "{\"a\":1}\u{0}", "/**/1", "\\", "\"\\",
    ]

    @Test("takes", arguments: valid)
    func takes(_ text: String) {
        #expect(throws: Never.self) { try JSONParser().parse(text).get() }
    }

    @Test("refuses", arguments: invalid)
    func refuses(_ text: String) {
        #expect(throws: JSONFault.self) { try JSONParser().parse(text).get() }
    }

    @Test("no byte past the end of the record is read")
    func guardPage() throws {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let memory = try #require(mmap(nil, page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        defer { munmap(memory, page * 2) }
        #expect(mprotect(memory + page, page, PROT_NONE) == 0)
        let parser = JSONParser()
        for text in Self.valid + Self.invalid + [
            "[\"\(String(repeating: "\\n", count: 300))\"]", String(repeating: "a", count: 64),
        ] {
            let bytes = Array(text.utf8)
            let start = memory + page - bytes.count
            start.copyMemory(from: bytes, byteCount: bytes.count)
            let expected = (try? parser.parse(text).get()) != nil
            let found =
                (try? parser.parse(UnsafeRawBufferPointer(start: start, count: bytes.count), maxDepth: 64).get()) != nil
            #expect(found == expected, "\(text)")
        }
    }

    @Test("nodes give keys, texts, counts and siblings")
    func nodes() throws {
        let bytes = Array(#"{"a":[1,"x\ty"],"b\n":{"c":true},"d":-1.50}"#.utf8)
        try bytes.withUnsafeBytes { bytes in
            let parser = JSONParser()
            let root = try parser.parse(bytes, maxDepth: 64).get()
            #expect(root.childCount == 3)
            #expect(root.children.map { String(decoding: $0.key, as: UTF8.self) } == ["a", "b\n", "d"])
            #expect(root.children.map(\.string) == [#"[1,"x\ty"]"#, #"{"c":true}"#, "-1.50"])
            #expect(root.children.first { $0.isArray }?.children.map(\.string) == ["1", "x\ty"])
            #expect(JSONPointer.pointer(to: 3, from: root) == "/a/1")
        }
    }

    @Test(
        "an invalid byte is placed where the text breaks",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]])
    func notUTF8(_ bytes: [UInt8]) {
        let whole = Array("[\"".utf8) + bytes + Array("\"]".utf8)
        let result = whole.withUnsafeBytes { JSONParser().parse($0, maxDepth: 64).map(\.childCount) }
        #expect(throws: JSONFault.self) { try result.get() }
    }
}

extension JSONParser {
    /// Parses a text only to see whether it parses.
    fileprivate func parse(_ text: String) -> Result<Int, JSONFault> {
        text.withRawUTF8 { parse($0, maxDepth: 64).map(\.childCount) }
    }
}
