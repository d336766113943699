/// One Swift file, as written and as code alone.
struct SourceFile: Sendable {
    /// The path from the package's root, with slashes.
    let path: String
    /// The lines as written.
    let lines: [String]
    /// The code, without comments and the text of string literals.
    let tokens: [CodeToken]

    init(path: String, text: String) {
        self.path = path
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        self.lines = lines
        tokens = CodeToken.tokens(of: CodeMask.mask(text))
    }

    /// The target that the file belongs to: the folder under `Sources` or `Tests`.
    var module: String {
        path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    }

    /// Where `code`, such as `Thread.sleep`, stands in the file, whatever the space between its tokens: the position
    /// of its first token.
    func positions(of code: String) -> [Int] {
        let wanted = CodeToken.tokens(of: code).map(\.text)
        guard let first = wanted.first else { return [] }
        return tokens.indices.filter { start in
            tokens[start].text == first && start + wanted.count <= tokens.count
                && wanted.indices.allSatisfy { tokens[start + $0].text == wanted[$0] }
        }
    }
}
