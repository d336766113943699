/// A page of metrics, read as strictly as Prometheus' text format 0.0.4 is written down.
struct Exposition {
    struct Malformed: Error, CustomStringConvertible {
        let line: String
        let reason: String
        var description: String { "\(reason): \(line)" }
    }

    /// Value by series (`name{label="value",…}`).
    private(set) var samples: [String: Double] = [:]
    private var types: [Substring: Substring] = [:]

    init(_ text: String) throws {
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") { try comment(line) } else { try sample(line) }
        }
    }

    private mutating func comment(_ line: Substring) throws {
        if line.wholeMatch(of: /# HELP [a-zA-Z_:][a-zA-Z0-9_:]* (?:[^\\\n]|\\\\|\\n)*/) != nil { return }
        guard
            let match = line.wholeMatch(
                of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)/)
        else { throw Malformed(line: String(line), reason: "neither HELP nor TYPE") }
        guard types.updateValue(match.2, forKey: match.1) == nil else {
            throw Malformed(line: String(line), reason: "a second TYPE of the same family")
        }
    }

    private mutating func sample(_ line: Substring) throws {
        guard
            let match = line.wholeMatch(
                of:
                    /(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*")*\})?) ([^ ]+)/
            ),
            let value = Double(match.3)
        else { throw Malformed(line: String(line), reason: "no sample") }
        let family = ["_sum", "_count", "_bucket"].filter { match.2.hasSuffix($0) }.map { match.2.dropLast($0.count) }
        guard types[match.2] != nil || family.contains(where: { types[$0] != nil }) else {
            throw Malformed(line: String(line), reason: "a sample before the TYPE of its family")
        }
        guard samples.updateValue(value, forKey: String(match.1)) == nil else {
            throw Malformed(line: String(line), reason: "a series stands here twice")
        }
    }
}
