import Testing

/// A rule about how the code is written that can be checked on its words.
struct TidyRule: Sendable, CustomTestStringConvertible {
    /// A line that breaks a rule, from 1, and what to do about it.
    typealias Finding = (line: Int, message: String)

    /// What it is about, in a few words.
    let name: String
    /// The places of a file that break it.
    let check: @Sendable (SourceFile) -> [Finding]

    var testDescription: String { name }

    /// The places in `file` that break the rule.
    func violations(in file: SourceFile) -> [Violation] {
        check(file).map { Violation(path: file.path, line: $0.line, message: $0.message) }
    }

    /// Holds everywhere, in tests too.
    static let everywhere = [fileLength, functionLength, threadSleep]
    /// Holds for what is shipped.
    static let inSources = [
        forcedTry, forcedUnwrap, fatalError, uncheckedSendability, taskSleep, printing, pureRoom,
    ]
}

// MARK: - Small rooms

extension TidyRule {
    static let fileLength = TidyRule(name: "no file is over 400 lines") { file in
        guard file.lines.count > 400 else { return [] }
        let advice = "split it along meaning, one noun a file"
        return [(401, "the file has \(file.lines.count) lines, and 400 is the most: \(advice)")]
    }

    static let functionLength = TidyRule(name: "no function is over 70 lines") { file in
        FunctionBodies.all(in: file).filter { $0.lineCount > 70 }.map { body in
            (body.line, "\(body.name) has \(body.lineCount) lines, and 70 is the most: name its parts")
        }
    }
}

// MARK: - What input could reach

extension TidyRule {
    static let forcedTry = TidyRule(name: "no forced try or cast") { file in
        ["try!", "as!"].flatMap(file.positions).map {
            (file.tokens[$0].line, "input could crash the process here: throw, or handle the error")
        }
    }

    /// `!` attached to an operand. What looks alike is told apart by what follows: `a!=b` compares.
    static let forcedUnwrap = TidyRule(name: "no forced unwrap") { file in
        file.positions(of: "!").filter { position in
            guard position > 0, file.tokens[position].isAttached else { return false }
            let operand = file.tokens[position - 1]
            let next = position + 1 < file.tokens.count ? file.tokens[position + 1] : nil
            let compares = next.map { $0.text == "=" && $0.isAttached } ?? false
            let isOperand = operand.isWord ? !["try", "as"].contains(operand.text) : ")]}\"?>`".contains(operand.text)
            return isOperand && !compares
        }.map { (file.tokens[$0].line, "a nil would crash the process here: use guard let, if let or ??") }
    }

    static let fatalError = TidyRule(name: "no fatalError") { file in
        calls(of: ["fatalError"], in: file).map {
            ($0, "use precondition for a bug of ours; what input can reach throws")
        }
    }
}

// MARK: - Concurrency

extension TidyRule {
    /// Where unchecked sendability may stand: in the files that wrap C.
    static let wrappers = ["Sources/KafkaClient/", "Sources/SMTPClient/"]

    static let uncheckedSendability = TidyRule(name: "unchecked sendability wraps C and is proven") { file in
        ["@unchecked Sendable", "nonisolated(unsafe)"].flatMap(file.positions).compactMap { position in
            let line = file.tokens[position].line
            guard wrappers.contains(where: file.path.hasPrefix) else {
                return (line, "only files that wrap C may promise this: use a Mutex or an actor")
            }
            let isProven = commentAbove(line, in: file).contains { !$0.hasPrefix("///") && !$0.hasPrefix("// MARK") }
            return isProven ? nil : (line, "say in a // comment directly above why this is safe")
        }
    }

    /// The lines of comments and attributes directly above `line`.
    private static func commentAbove(_ line: Int, in file: SourceFile) -> [Substring] {
        file.lines[..<(line - 1)].reversed().map { $0.drop { $0 == " " } }
            .prefix { $0.hasPrefix("//") || $0.hasPrefix("@") }.filter { $0.hasPrefix("//") }
    }

    static let threadSleep = TidyRule(name: "no thread sleeps") { file in
        let methods = file.positions(of: "Thread.sleep").map { file.tokens[$0].line }
        return (calls(of: ["sleep", "usleep", "nanosleep"], in: file) + methods).map {
            ($0, "a sleeping thread is a blocked thread: wait for an event, under a deadline")
        }
    }

    /// Where a task may sleep: where time itself is what is waited for.
    static let sleepers = [
        "Sources/KafkaClient/Threads/OneAnswer.swift", "Sources/Operations/DeadLetters/ReplayPace.swift",
        "Sources/Operations/Intake/BodyReading.swift", "Sources/Operations/Lag/LagMonitor.swift",
        "Sources/Operations/Rehearsal/Rehearsal.swift", "Sources/Operations/Terms/ProtocolWatch.swift",
        "Sources/Worker/Stages/StopSignal.swift",
        "Sources/Worker/Time/SystemClock.swift",
    ]

    static let taskSleep = TidyRule(name: "no polling sleep") { file in
        guard !sleepers.contains(file.path) else { return [] }
        return file.positions(of: ".sleep(").filter { $0 > 0 && file.tokens[$0 - 1].text != "Thread" }.map {
            (file.tokens[$0].line, "await the event instead; a timer belongs to the files listed in TidyRule.sleepers")
        }
    }
}

// MARK: - Edges

extension TidyRule {
    static let printing = TidyRule(name: "only the command line prints") { file in
        guard file.module != "vaguemestre" else { return [] }
        return calls(of: ["print", "debugPrint", "dump"], in: file).map {
            ($0, "standard output belongs to the command line: log, or return a value")
        }
    }

    /// Rooms in which the same input gives the same output: time, chance and the machine are passed in.
    static let pureRooms: Set<String> = ["Cooperation", "DigestEngine", "EmailRendering"]

    static let pureRoom = TidyRule(name: "the core is pure") { file in
        guard pureRooms.contains(file.module) else { return [] }
        return impurities.flatMap { impurity in
            file.positions(of: impurity).map {
                let advice = "take time, chance, zone and files as arguments, from whoever calls"
                return (file.tokens[$0].line, "\(impurity) has no place in \(file.module), which is pure: \(advice)")
            }
        }
    }

    private static let impurities = [
        "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "SystemClock", "FileManager", "FileHandle",
        "ProcessInfo", "Process", "URLSession", "TimeZone.current", "Locale.current", "Calendar.current",
        "TimeZone.autoupdatingCurrent", "Locale.autoupdatingCurrent", "Calendar.autoupdatingCurrent", "UUID()",
        ".random(", ".randomElement(", ".shuffled()", ".shuffle()", "SystemRandomNumberGenerator", "Task", "Thread",
    ]

    /// The lines on which one of `functions` is called, other than as a method.
    private static func calls(of functions: [String], in file: SourceFile) -> [Int] {
        functions.flatMap { function in
            file.positions(of: "\(function)(")
                .filter { $0 == 0 || ![".", "func"].contains(file.tokens[$0 - 1].text) }
                .map { file.tokens[$0].line }
        }
    }
}
