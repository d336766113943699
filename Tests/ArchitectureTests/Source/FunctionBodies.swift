/// Finds functions, initialisers, subscripts and computed properties with their bodies.
struct FunctionBodies {
    /// One body.
    struct Body: Equatable {
        /// What it belongs to, such as `func route`.
        var name: String
        /// The line of the opening brace, from 1.
        var line: Int
        /// How many lines there are from the opening brace to the closing one, both counted.
        var lineCount: Int
    }

    private let tokens: [CodeToken]

    private init(_ file: SourceFile) {
        tokens = file.tokens
    }

    /// The bodies in `file`, in the order in which they start.
    static func all(in file: SourceFile) -> [Body] {
        let bodies = FunctionBodies(file)
        return bodies.tokens.indices.compactMap { bodies.body(declaredAt: $0) }
    }

    private func body(declaredAt index: Int) -> Body? {
        let keyword = tokens[index].text
        guard Self.openers.contains(keyword), isDeclaration(index) else { return nil }
        guard let open = keyword == "var" ? braceOnSameLine(after: index) : brace(after: index) else { return nil }
        guard let close = matching(open) else { return nil }
        let hasName = keyword == "func" || keyword == "var"
        let name = hasName && index + 1 < tokens.count ? "\(keyword) \(tokens[index + 1].text)" : keyword
        let lineCount = tokens[close].line - tokens[open].line + 1
        return Body(name: name, line: tokens[open].line, lineCount: lineCount)
    }

    private static let openers: Set<String> = ["func", "init", "deinit", "subscript", "var"]

    /// Words that cannot stand between a signature and its body: where one does, there is no body.
    private static let followers: Set<String> = [
        "actor", "associatedtype", "case", "class", "deinit", "enum", "extension", "fileprivate", "final", "func",
        "import", "init", "internal", "let", "mutating", "nonmutating", "open", "override", "package", "private",
        "protocol", "public", "static", "struct", "subscript", "typealias", "var",
    ]

    /// `.init(…)` and `subscript` after a dot are uses.
    private func isDeclaration(_ index: Int) -> Bool {
        index == 0 || tokens[index - 1].text != "."
    }

    private func brace(after index: Int) -> Int? {
        var depth = 0
        for next in tokens.indices.dropFirst(index + 1) {
            switch tokens[next].text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return next
            case "}" where depth == 0, "#" where depth == 0: return nil
            case let word where depth == 0 && Self.followers.contains(word): return nil
            default: break
            }
        }
        return nil
    }

    /// A computed property's brace stands on the line of its `var`, and no `=` before it.
    private func braceOnSameLine(after index: Int) -> Int? {
        for next in tokens.indices.dropFirst(index + 1) {
            guard tokens[next].line == tokens[index].line, tokens[next].text != "=" else { return nil }
            if tokens[next].text == "{" { return next }
        }
        return nil
    }

    private func matching(_ open: Int) -> Int? {
        var depth = 0
        for next in tokens.indices[open...] {
            if tokens[next].text == "{" { depth += 1 }
            if tokens[next].text == "}" { depth -= 1 }
            if depth == 0 { return next }
        }
        return nil
    }
}
