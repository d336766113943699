import Testing

@testable import Operations

@Suite("Patterns as ECMAScript reads them")
struct PatternTests {
    @Test(
        "a pattern matches what ECMAScript says",
        arguments: [
            ("", ["", "a"], []),
            ("b", ["abc"], ["ac", "", "B"]),
            ("^a|b$", ["ax", "xb"], ["xa", "bx"]),
            ("^a$", ["a"], ["a\n", "a\r\n", "\na", "aa"]),
            ("^(a|bc)*$", ["", "abca"], ["ab", "c"]),
            ("^(a*)*b?$", ["", "aaab"], ["ba"]),
            ("^a{2}$", ["aa"], ["a", "aaa"]),
            ("^a{2,}$", ["aa", "aaaa"], ["a"]),
            ("^a{0,2}$", ["", "aa"], ["aaa"]),
            ("^(ab){1,2}c+$", ["abc", "ababcc"], ["c", "ab", "abababc"]),
            ("^(?!0000)[0-9]{4}$", ["0001", "2019"], ["0000", "201"]),
            ("^(?=.*b)a", ["ab", "axxb"], ["a", "ba"]),
            ("(?:a|b)c", ["xbc"], ["xb"]),
            (#"^\d+$"#, ["09"], ["٤", "a", ""]),
            (#"^\w\W$"#, ["_é", "a-"], ["éa", "ab"]),
            (#"^\s$"#, [" ", "\t", "\u{B}", "\u{A0}", "\u{2028}", "\u{FEFF}"], ["\u{85}", "\u{200B}", "\u{1C}", "a"]),
            (#"^[\s\S]$"#, ["\n", "𝄞"], ["", "ab"]),
            ("^.$", ["𝄞", "\u{85}", "é"], ["\n", "\r", "\u{2028}", "e\u{301}"]),
            ("^é$", ["\u{E9}"], ["e\u{301}"]),
            ("^[^a-c]$", ["d", "\n", "𝄞"], ["a", "b", ""]),
            (#"^[a\-z]$"#, ["a", "-", "z"], ["b"]),
            ("^[a-]$", ["a", "-"], ["b"]),
            ("^[-a]$", ["a", "-"], ["b"]),
            ("^[&&[.*+?^{|}$]$", ["&", "[", ".", "^", "$", "|"], ["a", "]", "\\"]),
            (#"^[\[\]\\/\]]$"#, ["[", "]", "\\", "/"], ["a"]),
            ("[]", [], ["", "a"]),
            ("^[^]$", ["a", "\n"], [""]),
            (#"^\u00e9\x41\t\/\.$"#, ["éA\t/."], ["éA\t/x"]),
            (#"^[\u0000-\u0020]$"#, ["\0", " "], ["!"]),
        ] as [(String, [String], [String])])
    func language(pattern: String, members: [String], others: [String]) throws {
        let compiled = try ECMAPattern(pattern)
        for text in members { #expect(compiled.matches(text), "\(text.debugDescription)") }
        for text in others { #expect(!compiled.matches(text), "\(text.debugDescription)") }
    }

    @Test(
        "what is not read is refused, with the place",
        arguments: [
            "(", ")", "a)", "[a", "*a", "a**", "a+?", "a{", "a{2", "a{2,1}", "a{x}", "{", "}", "]", "(?<n>a)",
            "(?<=a)b",
            "(?i)a", #"\1"#, #"\b"#, #"\p{L}"#, #"\u12"#, #"\ud834"#, #"\a"#, #"\"#, "[b-a]", #"[\d-z]"#, "^*",
            "(?=a)*", "a{99999}", "((a{999}){999}){999}",
            String(repeating: "(", count: 60) + String(repeating: ")", count: 60),
        ])
    func refused(pattern: String) {
        #expect(throws: PatternProblem.self) { try ECMAPattern(pattern) }
    }

    @Test("repeating nothing very often takes no time")
    func nothingOften() throws {
        #expect(try ECMAPattern("^((((){9999}){9999}){9999})$").matches(""))
    }

    @Test("a long text is judged, however the pattern nests")
    func longTexts() throws {
        let letters = String(repeating: "A", count: 40_000)
        #expect(try ECMAPattern("^([A-Za-z0-9+/]{4})*$").matches(letters))
        #expect(try !ECMAPattern("^([A-Za-z0-9+/]{4})*$").matches(letters + "A"))
        #expect(try !ECMAPattern("^(A*)*$").matches(letters + "!"))
        #expect(try !ECMAPattern("^(A|AA)+$").matches(letters + "!"))
    }
}
