/// One `import` of a file.
struct ImportStatement: Equatable {
    /// The module, without the submodule or declaration that is imported of it.
    var module: String
    /// The line, from 1.
    var line: Int

    /// The imports of `file`.
    static func all(in file: SourceFile) -> [ImportStatement] {
        file.positions(of: "import").compactMap { position in
            let line = file.tokens[position].line
            let before = file.tokens[..<position].reversed().prefix { $0.line == line }
            var after = file.tokens[(position + 1)...].prefix { $0.line == line }.filter(\.isWord)
            guard before.last.map({ starters.contains($0.text) }) ?? true else { return nil }
            if after.count > 1, kinds.contains(after[0].text) { after.removeFirst() }
            return after.first.map { ImportStatement(module: $0.text, line: line) }
        }
    }

    /// What a line may start with that imports something, besides `import` itself.
    private static let starters: Set<String> = ["@", "public", "package", "internal", "fileprivate", "private"]
    /// What may be imported of a module by itself.
    private static let kinds: Set<String> = [
        "struct", "class", "enum", "protocol", "actor", "typealias", "func", "var", "let",
    ]
}
