/// What a pattern says, as a tree.
indirect enum PatternSyntax: Sendable {
    /// One code point out of a set.
    case one(CodePointSet)
    /// `^`: before the first code point.
    case start
    /// `$`: behind the last one.
    case end
    case sequence([PatternSyntax])
    case choice([PatternSyntax])
    /// So many times; without a `max`, as often as one likes.
    case repeated(PatternSyntax, min: Int, max: Int?)
    /// `(?=…)`, or `(?!…)` where it is negative.
    case ahead(PatternSyntax, isNegative: Bool)
}

/// Why a pattern is not read.
struct PatternProblem: Error, CustomStringConvertible {
    let description: String
}
