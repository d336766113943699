/// One thing wrong with a configuration: where it stands, what was expected, what to do.
public struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
    /// Where it comes from: the file's path, `environment` or `command line`.
    public var source: String
    /// The line in the file, 1-based, where it is known.
    public var line: Int?
    /// The key's path: `cooperation.rules[3].to[0]`.
    public var path: String
    /// What was found, what was expected, and what to do.
    public var message: String

    /// A problem from its parts.
    public init(source: String, line: Int?, path: String, message: String) {
        self.source = source
        self.line = line
        self.path = path
        self.message = message
    }

    /// `file:line: path: message`.
    public var description: String {
        let place = line.map { "\(source):\($0)" } ?? source
        return path.isEmpty ? "\(place): \(message)" : "\(place): \(path): \(message)"
    }
}

/// A configuration that is refused, with everything that is wrong with it.
public struct InvalidConfiguration: Error, CustomStringConvertible {
    /// What is wrong, in the order of the file.
    public var problems: [ConfigurationProblem]

    /// A refusal for these problems.
    public init(_ problems: [ConfigurationProblem]) {
        self.problems = problems
    }

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Gathers problems while a configuration is read, so that all are told at once.
final class ProblemCollector {
    let source: String
    private(set) var problems: [ConfigurationProblem] = []

    init(source: String) {
        self.source = source
    }

    func report(line: Int?, path: String, _ message: String) {
        problems.append(ConfigurationProblem(source: source, line: line, path: path, message: message))
    }

    /// Takes over the problems of another file that this one names.
    func report(_ others: [ConfigurationProblem]) {
        problems += others
    }
}
