import Testing

@Suite("Tidiness")
struct TidyTests {
    @Test("sources and tests keep to the rules for all code", arguments: TidyRule.everywhere)
    func allCode(keepsTo rule: TidyRule) throws {
        try report(rule, in: PackageRoot.sources.get() + PackageRoot.tests.get())
    }

    @Test("sources keep to the rules for what is shipped", arguments: TidyRule.inSources)
    func shippedCode(keepsTo rule: TidyRule) throws {
        try report(rule, in: PackageRoot.sources.get())
    }

    private func report(_ rule: TidyRule, in files: [SourceFile]) throws {
        try #require(!files.isEmpty, "there is no code at \(PackageRoot.path)")
        for violation in files.flatMap(rule.violations) { violation.record() }
    }
}

@Suite("The rules of tidiness find what they are for")
struct TidyRuleTests {
    @Test(
        "a force unwrap is found after any operand", arguments: ["a!", "a!.b", "f()!", "a[0]!", "a?.b!", "let a: B!"])
    func forceUnwraps(code: String) {
        #expect(lines(breaking: .forcedUnwrap, code) == [1])
    }

    @Test(
        "what only looks like a force unwrap is left alone",
        arguments: [
            "!a", "a != b", "a!=b", "if !f() {", "\"Bravo!\"", "// really!", "try! f()", "a && !b", "#if !os(Linux)",
        ])
    func notForceUnwraps(code: String) {
        #expect(lines(breaking: .forcedUnwrap, code) == [])
    }

    @Test("a force unwrap inside an interpolation is code")
    func forceUnwrapInInterpolation() {
        #expect(lines(breaking: .forcedUnwrap, #"let a = "b! \(c!) d!""#) == [1])
        #expect(lines(breaking: .forcedUnwrap, #"let a = "b! \(c) d!""#) == [])
    }

    @Test("a forced try or cast is found", arguments: ["try! f()", "x as! Y", "let a = try! b()"])
    func forcedTries(code: String) {
        #expect(lines(breaking: .forcedTry, code) == [1])
    }

    @Test("fatalError is found when it is called, not when a property has its name")
    func fatalErrors() {
        #expect(lines(breaking: .fatalError, "fatalError(\"no\")\nclient.fatalError ?? x\nvar fatalError: E?") == [1])
    }

    @Test("a blocking sleep is found, a clock's own is not")
    func threadSleeps() {
        let code =
            "usleep(50)\nsleep(1)\nThread.sleep(forTimeInterval: 1)\nawait clock.sleep(until: x)\nfunc sleep() {}"
        #expect(lines(breaking: .threadSleep, code) == [1, 2, 3])
    }

    @Test("a task's sleep is found outside the files that wait for time itself")
    func taskSleeps() {
        let code = "try await Task.sleep(for: .seconds(1))"
        #expect(lines(breaking: .taskSleep, code) == [1])
        #expect(lines(breaking: .taskSleep, code, in: "Sources/Worker/Stages/StopSignal.swift") == [])
    }

    @Test("unchecked sendability needs the right place and a proof")
    func uncheckedSendability() {
        let bare = "/// What it is.\nfinal class A: @unchecked Sendable {}"
        let proven = "// Unchecked: written once.\nfinal class A: @unchecked Sendable {}"
        let wrapper = "Sources/KafkaClient/Native/A.swift"
        #expect(lines(breaking: .uncheckedSendability, bare, in: wrapper) == [2])
        #expect(lines(breaking: .uncheckedSendability, proven, in: wrapper) == [])
        #expect(lines(breaking: .uncheckedSendability, "// Why.\n" + bare, in: wrapper) == [])
        #expect(lines(breaking: .uncheckedSendability, "// Other.\n\n" + bare, in: wrapper) == [4])
        #expect(lines(breaking: .uncheckedSendability, proven) == [2])
    }

    @Test(
        "the pure rooms may not ask for the time", arguments: ["Date()", "Date.now", "ContinuousClock.now", "Task { }"])
    func impurity(code: String) {
        #expect(lines(breaking: .pureRoom, code, in: "Sources/DigestEngine/A.swift") == [1])
        #expect(lines(breaking: .pureRoom, code, in: "Sources/Worker/A.swift") == [])
        #expect(
            lines(breaking: .pureRoom, "DateComponents(); a.task; CivilDate.now", in: "Sources/DigestEngine/A.swift")
                == [])
    }

    @Test("only the command line prints")
    func printing() {
        #expect(lines(breaking: .printing, "print(a)\nfingerprint(a)\nout.print(a)") == [1])
        #expect(lines(breaking: .printing, "print(a)", in: "Sources/vaguemestre/A.swift") == [])
    }

    @Test("a file of 400 lines is accepted and one of 401 is not")
    func fileLengths() {
        #expect(lines(breaking: .fileLength, String(repeating: "\n", count: 400)) == [])
        #expect(lines(breaking: .fileLength, String(repeating: "\n", count: 401)) == [401])
    }

    @Test("a function of 70 lines is accepted and one of 71 is not")
    func functionLengths() {
        func function(_ lineCount: Int) -> String {
            "func a() {\n" + String(repeating: "x\n", count: lineCount - 2) + "}\n"
        }
        #expect(lines(breaking: .functionLength, function(70)) == [])
        #expect(lines(breaking: .functionLength, "\n" + function(71)) == [2])
    }

    private func lines(
        breaking rule: TidyRule, _ code: String, in path: String = "Sources/Worker/A.swift"
    ) -> [Int] {
        rule.violations(in: SourceFile(path: path, text: code)).map(\.line).sorted()
    }
}
