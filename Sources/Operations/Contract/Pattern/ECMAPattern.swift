// The pattern runs as an automaton that stands at all its steps at once (K. Thompson, "Regular expression search
// algorithm", CACM 11:6, 1968): time grows with the text times the pattern, whatever either looks like. A backtracking
// engine is faster on short texts, but a hostile one can make it work for ever, and Foundation's gives up on a base64
// text of a megabyte and calls it no match. That would be a wrong verdict, so this is not done by Foundation.

/// A regular expression as the keyword `pattern` of JSON Schema means it: ECMAScript's, over code points, and not
/// anchored unless it says so.
struct ECMAPattern: Sendable {
    /// As it stands in the schema.
    let text: String
    private let program: PatternProgram

    /// Throws `PatternProblem` for what ECMAScript does not know or this reader does not read.
    init(_ text: String) throws(PatternProblem) {
        self.text = text
        program = try PatternProgram(PatternParser.parse(text))
    }

    /// Whether it matches anywhere in the text.
    func matches(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.map(\.value)
        return PatternRun(program, scalars).matches(anywhereFrom: 0)
    }
}

/// The automaton at work on one text.
private struct PatternRun {
    private let program: PatternProgram
    private let scalars: [UInt32]
    /// The steps that wait for a code point, and those seen at this place: `seen[step] == place` + 1.
    private var waiting: [Int] = []
    private var seen: [Int]
    private var stack: [Int] = []

    init(_ program: PatternProgram, _ scalars: [UInt32]) {
        self.program = program
        self.scalars = scalars
        seen = Array(repeating: 0, count: program.steps.count)
    }

    func matches(anywhereFrom start: Int) -> Bool {
        var run = self
        return run.run(from: start, isSearch: true)
    }

    private mutating func run(from start: Int, isSearch: Bool) -> Bool {
        var place = start
        if enter(0, at: place) { return true }
        while place < scalars.count {
            let scalar = scalars[place]
            let before = waiting
            waiting.removeAll(keepingCapacity: true)
            place += 1
            for step in before {
                guard case .one(let set) = program.steps[step], set.contains(scalar) else { continue }
                if enter(step + 1, at: place) { return true }
            }
            if isSearch, enter(0, at: place) { return true }
            if !isSearch, waiting.isEmpty { return false }
        }
        return false
    }

    /// Follows every way that takes no code point; true when one of them ends in a match.
    private mutating func enter(_ first: Int, at place: Int) -> Bool {
        stack.append(first)
        while let step = stack.popLast() {
            guard seen[step] != place + 1 else { continue }
            seen[step] = place + 1
            switch program.steps[step] {
            case .one: waiting.append(step)
            case .start: if place == 0 { stack.append(step + 1) }
            case .end: if place == scalars.count { stack.append(step + 1) }
            case .ahead(let inner, let isNegative):
                if PatternRun(inner, scalars).matches(at: place) != isNegative { stack.append(step + 1) }
            case .split(let one, let other): stack += [other, one]
            case .jump(let target): stack.append(target)
            case .match:
                stack.removeAll()
                return true
            }
        }
        return false
    }

    private func matches(at place: Int) -> Bool {
        var run = self
        return run.run(from: place, isSearch: false)
    }
}
