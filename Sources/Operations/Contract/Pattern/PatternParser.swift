/// Reads the part of ECMAScript's regular expressions (ECMA-262, with the flag `u`) that a test for membership can use:
/// no captures, no back references, no laziness, no look behind, no Unicode properties. What it does not read, it refuses.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var depth = 0

    private static let maxDepth = 50

    static func parse(_ pattern: String) throws(PatternProblem) -> PatternSyntax {
        var parser = PatternParser(scalars: Array(pattern.unicodeScalars))
        let syntax = try parser.choice()
        guard parser.at == parser.scalars.count else { throw parser.problem("an unmatched `)`") }
        return syntax
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func take(_ text: String) -> Bool {
        guard scalars[at...].starts(with: text.unicodeScalars) else { return false }
        at += text.unicodeScalars.count
        return true
    }

    private func problem(_ what: String) -> PatternProblem {
        PatternProblem(description: "\(what) at character \(at + 1) of the pattern")
    }

    // MARK: - Structure

    private mutating func choice() throws(PatternProblem) -> PatternSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= PatternParser.maxDepth else {
            throw problem("groups over \(PatternParser.maxDepth) levels deep")
        }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternProblem) -> PatternSyntax {
        var parts: [PatternSyntax] = []
        while let next, next != "|", next != ")" { parts.append(try term()) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func term() throws(PatternProblem) -> PatternSyntax {
        if take("^") { return .start }
        if take("$") { return .end }
        if take("(?!") { return .ahead(try group(), isNegative: true) }
        if take("(?=") { return .ahead(try group(), isNegative: false) }
        return try quantified(try atom())
    }

    private mutating func atom() throws(PatternProblem) -> PatternSyntax {
        if take("(?:") { return try group() }
        if take("(?") { throw problem("a group of a form that is not read (only (…), (?:…), (?=…) and (?!…) are)") }
        if take("(") { return try group() }
        if take("[") { return .one(try characterClass()) }
        if take(".") { return .one(CodePointSet.lineTerminators.inverted) }
        if take("\\") { return .one(try escape(inClass: false)) }
        guard let next, !"*+?{}])".unicodeScalars.contains(next) else { throw problem("a sign out of place") }
        at += 1
        return .one(CodePointSet(next.value))
    }

    private mutating func group() throws(PatternProblem) -> PatternSyntax {
        let inner = try choice()
        guard take(")") else { throw problem("a group without its `)`") }
        return inner
    }

    // MARK: - Quantifiers

    private mutating func quantified(_ atom: PatternSyntax) throws(PatternProblem) -> PatternSyntax {
        let counts: (min: Int, max: Int?)
        if take("*") {
            counts = (0, nil)
        } else if take("+") {
            counts = (1, nil)
        } else if take("?") {
            counts = (0, 1)
        } else if take("{") {
            counts = try bounds()
        } else {
            return atom
        }
        if let next, "?*+{".unicodeScalars.contains(next) { throw problem("a second or a lazy quantifier") }
        return .repeated(atom, min: counts.min, max: counts.max)
    }

    private mutating func bounds() throws(PatternProblem) -> (min: Int, max: Int?) {
        let min = try count()
        guard take(",") else {
            guard take("}") else { throw problem("a quantifier without its `}`") }
            return (min, min)
        }
        if take("}") { return (min, nil) }
        let max = try count()
        guard take("}"), min <= max else { throw problem("a quantifier that is not {n}, {n,} or {n,m}") }
        return (min, max)
    }

    private mutating func count() throws(PatternProblem) -> Int {
        let digits = scalars[at...].prefix { ("0"..."9").contains($0) }
        guard let count = Int(String(String.UnicodeScalarView(digits))), count <= 10_000 else {
            throw problem("a count that is not a number up to 10,000")
        }
        at += digits.count
        return count
    }

    // MARK: - Classes and escapes

    private mutating func characterClass() throws(PatternProblem) -> CodePointSet {
        let isNegated = take("^")
        var set = CodePointSet.none
        while !take("]") {
            let first = try classMember()
            guard next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
                set = set.union(first.set)
                continue
            }
            at += 1
            let last = try classMember()
            guard let from = first.scalar, let to = last.scalar, from <= to else {
                throw problem("a range that does not lead from one character to a later one")
            }
            set = set.union(CodePointSet([from...to]))
        }
        return isNegated ? set.inverted : set
    }

    /// A member of a class; a range may start and end with those that are one code point.
    private mutating func classMember() throws(PatternProblem) -> (set: CodePointSet, scalar: UInt32?) {
        guard let next else { throw problem("a class without its `]`") }
        guard next == "\\" else {
            at += 1
            return (CodePointSet(next.value), next.value)
        }
        at += 1
        if let set = classEscape() { return (set, nil) }
        let scalar = try characterEscape(inClass: true)
        return (CodePointSet(scalar), scalar)
    }

    private mutating func escape(inClass: Bool) throws(PatternProblem) -> CodePointSet {
        if let set = classEscape() { return set }
        return CodePointSet(try characterEscape(inClass: inClass))
    }

    private mutating func classEscape() -> CodePointSet? {
        if take("d") { return .digits }
        if take("D") { return CodePointSet.digits.inverted }
        if take("s") { return .spaces }
        if take("S") { return CodePointSet.spaces.inverted }
        if take("w") { return .wordCharacters }
        if take("W") { return CodePointSet.wordCharacters.inverted }
        return nil
    }

    private mutating func characterEscape(inClass: Bool) throws(PatternProblem) -> UInt32 {
        if take("u") { return try hexadecimal(digits: 4) }
        if take("x") { return try hexadecimal(digits: 2) }
        let controls: [Unicode.Scalar: UInt32] = ["t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D]
        guard let next else { throw problem("an escape of nothing") }
        if let control = controls[next] {
            at += 1
            return control
        }
        guard "^$\\.*+?()[]{}|/".unicodeScalars.contains(next) || (inClass && next == "-") else {
            throw problem("an escape that is not read, \\\(next),")
        }
        at += 1
        return next.value
    }

    private mutating func hexadecimal(digits: Int) throws(PatternProblem) -> UInt32 {
        let text = String(String.UnicodeScalarView(scalars[at...].prefix(digits)))
        guard text.count == digits, text.allSatisfy(\.isHexDigit), let value = UInt32(text, radix: 16),
            Unicode.Scalar(value) != nil
        else { throw problem("an escape without its \(digits) hexadecimal digits of a code point") }
        at += digits
        return value
    }
}
