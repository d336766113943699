import Testing

@Suite("Code is told from text")
struct CodeMaskTests {
    @Test(
        "comments and literals are blank, and code stays where it is",
        arguments: [
            ("a // b", "a     "),
            ("a /* b /* c */ d */ e", "a                   e"),
            (#"a "b" c"#, #"a " " c"#),
            (#"a "b\"c" d"#, #"a "    " d"#),
            (#"a "b \(c) d" e"#, #"a "   (c)  " e"#),
            (#"a "\(f("x", (1)))" b"#, #"a " (f(" ", (1)))" b"#),
            (##"a #"b "c" \d"# e"##, ##"a  "        "  e"##),
            (##"a #"b \#(c)"# d"##, ##"a  "    (c)"  d"##),
            ("let r = /a\"b/ + c", "let r =       + c"),
            ("let r = #/a\"b/# + c", "let r =         + c"),
            ("a / b / c", "a / b / c"),
            ("a \"b\nc", "a \" \nc"),
        ])
    func masks(text: String, code: String) {
        #expect(CodeMask.mask(text) == code)
    }

    @Test("a literal of several lines keeps its lines")
    func multiline() {
        let text = "a \"\"\"\n  b \"c\" \\(d)\n  \"\"\" e\nf"
        #expect(CodeMask.mask(text) == "a \"\"\"\n         (d)\n  \"\"\" e\nf")
    }

    @Test("bodies are found with their names and lengths, and requirements have none")
    func bodies() {
        let file = SourceFile(
            path: "Sources/Worker/A.swift",
            text: """
                protocol P {
                    func required(_ a: Int) -> Int
                    var value: Int { get }
                    init(a: Int)
                }
                struct S: P {
                    let closure = { 1 }
                    var stored = [1].map { $0 }
                    init(a: Int) {
                        self.init(b: { "}" })
                    }
                    func long<T>(
                        _ a: T = { 1 }()
                    ) async throws -> [T] where T: P {
                        // }
                        func inner() {}
                    }
                    subscript(i: Int) -> Int { i }
                }
                """)
        let expected = [
            FunctionBodies.Body(name: "var value", line: 3, lineCount: 1),
            FunctionBodies.Body(name: "init", line: 9, lineCount: 3),
            FunctionBodies.Body(name: "func long", line: 14, lineCount: 4),
            FunctionBodies.Body(name: "func inner", line: 16, lineCount: 1),
            FunctionBodies.Body(name: "subscript", line: 18, lineCount: 1),
        ]
        #expect(FunctionBodies.all(in: file) == expected)
    }
}
