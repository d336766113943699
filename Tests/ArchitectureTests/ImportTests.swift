import Testing

@Suite("Imports")
struct ImportTests {
    @Test("every import is on the map")
    func everyImportIsOnTheMap() throws {
        let files = try PackageRoot.sources.get()
        try #require(!files.isEmpty, "there are no sources at \(PackageRoot.path)")
        for violation in files.flatMap(ImportMap.project.violations) { violation.record() }
    }

    @Test("the map shows the modules that there are")
    func mapShowsEveryModule() throws {
        let wrappersOfC: Set = ["CCurl", "CRdKafka", "CSimdJSON"]
        let modules = Set(try PackageRoot.folders(in: "Sources"))
        #expect(modules == wrappersOfC.union(ImportMap.project.rooms.keys))
    }

    @Test("the map has no way round in a circle")
    func mapHasNoCircle() {
        var known: Set = ["CCurl", "CRdKafka", "CSimdJSON"]
        var waiting = ImportMap.project.rooms
        while let next = waiting.first(where: { known.isSuperset(of: $0.value.ours) }) {
            known.insert(next.key)
            waiting[next.key] = nil
        }
        #expect(waiting.isEmpty, "these import one another: \(waiting.keys.sorted().joined(separator: ", "))")
    }

    @Test("the C modules stay behind the one module that wraps each, in tests too")
    func wrappedModulesStayHidden() throws {
        let owners = ["CCurl": "SMTPClient", "CRdKafka": "KafkaClient", "CSimdJSON": "Cooperation"]
        for file in try PackageRoot.sources.get() + PackageRoot.tests.get() {
            for statement in ImportStatement.all(in: file) {
                guard let owner = owners[statement.module], file.module != owner else { continue }
                let message = "only \(owner) imports \(statement.module): test through what \(owner) offers"
                Violation(path: file.path, line: statement.line, message: message).record()
            }
        }
    }

    @Test("an import is read in all its forms")
    func importsAreRead() {
        let file = SourceFile(
            path: "Sources/Worker/A.swift",
            text: """
                import Yams
                public import struct Foundation.URL
                @testable import Worker
                @_spi(Testing) private import KafkaClient
                // import Hummingbird
                let text = "import Mustache"
                #if canImport(Glibc)
                    import Glibc
                #endif
                """)
        let expected = [("Yams", 1), ("Foundation", 2), ("Worker", 3), ("KafkaClient", 4), ("Glibc", 8)]
        #expect(ImportStatement.all(in: file) == expected.map { ImportStatement(module: $0, line: $1) })
    }

    @Test(
        "an import against the arrows is refused, with the way out",
        arguments: [
            ("Cooperation", "KafkaClient", "Pass what is needed as a value"),
            ("KafkaClient", "Cooperation", "Pass what is needed as a value"),
            ("Worker", "CRdKafka", "That stays behind KafkaClient"),
            ("Worker", "Hummingbird", "That stays behind Operations"),
            ("DigestEngine", "Synchronization", "That stays behind"),
            ("Operations", "Alamofire", "add it to Package.swift"),
            ("Postman", "Foundation", "draw it on the map"),
        ])
    func importAgainstTheArrows(module: String, imported: String, advice: String) throws {
        let file = SourceFile(path: "Sources/\(module)/A.swift", text: "\nimport \(imported)\n")
        let violations = ImportMap.project.violations(in: file)
        let violation = try #require(violations.first)
        #expect(violations.count == 1)
        #expect(violation.message.contains(advice), "\(violation.message)")
    }
}
