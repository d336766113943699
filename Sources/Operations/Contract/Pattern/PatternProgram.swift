/// A pattern as the steps of an automaton.
struct PatternProgram: Sendable {
    enum Step: Sendable {
        /// Takes one code point of the set and goes to the next step.
        case one(CodePointSet)
        case start
        case end
        case ahead(PatternProgram, isNegative: Bool)
        /// Goes on at both.
        case split(Int, Int)
        case jump(Int)
        case match
    }

    private(set) var steps: [Step] = []

    /// Bounds what counted repetitions such as `(a{1000}){1000}` unfold to.
    private static let maxSteps = 20_000

    init(_ syntax: PatternSyntax) throws(PatternProblem) {
        try emit(syntax)
        try append(.match)
    }

    private mutating func append(_ step: Step) throws(PatternProblem) {
        guard steps.count < PatternProgram.maxSteps else {
            throw PatternProblem(description: "the pattern repeats too much: over \(PatternProgram.maxSteps) steps")
        }
        steps.append(step)
    }

    private mutating func emit(_ syntax: PatternSyntax) throws(PatternProblem) {
        switch syntax {
        case .one(let set): try append(.one(set))
        case .start: try append(.start)
        case .end: try append(.end)
        case .ahead(let inner, let isNegative): try append(.ahead(PatternProgram(inner), isNegative: isNegative))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let branches): try emitChoice(branches[...])
        case .repeated(let inner, let min, let max):
            try emitCopies(inner, count: min)
            if let max { try emitOptional(inner, times: max - min) } else { try emitLoop(inner) }
        }
    }

    private mutating func emitCopies(_ inner: PatternSyntax, count: Int) throws(PatternProblem) {
        for _ in 0..<count {
            let before = steps.count
            try emit(inner)
            // Nothing, however often, is nothing: the bound on steps would never end `((){9999}){9999}`.
            if steps.count == before { return }
        }
    }

    private mutating func emitChoice(_ branches: ArraySlice<PatternSyntax>) throws(PatternProblem) {
        var exits: [Int] = []
        for branch in branches.dropLast() {
            let fork = steps.count
            try append(.split(fork + 1, fork + 1))
            try emit(branch)
            exits.append(steps.count)
            try append(.jump(0))
            steps[fork] = .split(fork + 1, steps.count)
        }
        if let last = branches.last { try emit(last) }
        for exit in exits { steps[exit] = .jump(steps.count) }
    }

    private mutating func emitOptional(_ inner: PatternSyntax, times: Int) throws(PatternProblem) {
        var forks: [Int] = []
        for _ in 0..<times {
            forks.append(steps.count)
            try append(.jump(0))
            try emit(inner)
        }
        for fork in forks { steps[fork] = .split(fork + 1, steps.count) }
    }

    private mutating func emitLoop(_ inner: PatternSyntax) throws(PatternProblem) {
        let fork = steps.count
        try append(.jump(0))
        try emit(inner)
        try append(.jump(fork))
        steps[fork] = .split(fork + 1, steps.count)
    }
}
