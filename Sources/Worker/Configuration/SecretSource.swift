import Foundation

/// Where secrets are kept: never in the configuration itself, which is shown and mailed about.
public struct SecretSource: Hashable, Sendable {
    /// The file that holds them; empty when not given.
    public var file = ""
    /// The environment variable that holds them; empty when not given.
    public var variable = ""

    /// A source that names no place yet.
    public init() {}

    /// Whether it names a place.
    public var isNamed: Bool { !file.isEmpty || !variable.isEmpty }

    /// Makes the file's name one that is relative to nothing.
    mutating func resolve(relativeTo directory: URL) {
        if !file.isEmpty { file = URL(fileURLWithPath: file, relativeTo: directory).path }
    }

    /// The one secret that it holds. White space in it is part of it, but not the end of the line that most editors
    /// leave in a file.
    ///
    /// - Parameter key: what the configuration calls it: `password` where the keys are `password_file` and
    ///   `password_env`.
    /// - Throws: ``SecretRefusal`` for a file that cannot be read, a variable that is not set, or when there is nothing.
    public func line(_ key: String, _ environment: [String: String]) throws(SecretRefusal) -> String {
        let line = try text(key, environment).trimmingCharacters(in: .newlines)
        if line.isEmpty { throw nothing(key) }
        return line
    }

    /// The secrets that it holds, of both places, where several may stand with white space between them.
    ///
    /// - Parameter key: what the configuration calls them: `token` where the keys are `token_file` and `token_env`.
    /// - Throws: ``SecretRefusal`` for a file that cannot be read, a variable that is not set, or when there are none.
    public func words(_ key: String, _ environment: [String: String]) throws(SecretRefusal) -> [String] {
        let words = try text(key, environment).split(whereSeparator: \.isWhitespace).map(String.init)
        if words.isEmpty { throw nothing(key) }
        return words
    }

    private func text(_ key: String, _ environment: [String: String]) throws(SecretRefusal) -> String {
        var texts: [String] = []
        if !file.isEmpty {
            do {
                texts.append(try String(contentsOfFile: file, encoding: .utf8))
            } catch {
                throw SecretRefusal("\(fileWords(key)), which cannot be read: \(error.localizedDescription)")
            }
        }
        if !variable.isEmpty {
            guard let text = environment[variable] else {
                throw SecretRefusal("\(variableWords(key)), which is not set")
            }
            texts.append(text)
        }
        return texts.joined(separator: "\n")
    }

    private func nothing(_ key: String) -> SecretRefusal {
        let places = (file.isEmpty ? [] : [fileWords(key)]) + (variable.isEmpty ? [] : [variableWords(key)])
        return SecretRefusal("\(places.joined(separator: " and ")), but nothing stands there")
    }

    private func fileWords(_ key: String) -> String { "\(key)_file names \(file)" }

    private func variableWords(_ key: String) -> String { "\(key)_env names the environment variable \(variable)" }
}

/// Secrets that cannot be had or used: where they were looked for, and what to do. It shows none.
public struct SecretRefusal: Error, CustomStringConvertible {
    /// Where they were looked for, and what to do.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}
