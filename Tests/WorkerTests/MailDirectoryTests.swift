import Foundation
import Testing

@testable import Worker

@Suite("A mail directory")
struct MailDirectoryTests {
    @Test("writes a mail whole under its name, and a repeat over it")
    func writes() async throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("mails-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        let directory = MailDirectory(path: url.path)
        try await directory.write(Array("one".utf8), name: "a")
        try await directory.write(Array("two".utf8), name: "a")
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
        #expect(names == ["a.eml"])
        #expect(try Data(contentsOf: url.appendingPathComponent("a.eml")) == Data("two".utf8))
    }

    @Test(
        "lets no name leave it",
        arguments: [
            ("../../etc/passwd", "-..-etc-passwd"), ("a/b", "a-b"), ("", "mail"), ("…", "-"), (".hidden", "hidden"),
        ])
    func fileNames(name: String, expected: String) {
        #expect(MailDirectory.fileName(name) == expected)
    }
}
