import Foundation
import Synchronization

/// A directory that mails are written to, one `.eml` file each, complete or not at all.
///
/// File calls block, so they run on a queue of their own.
final class MailDirectory: Sendable {
    private let directory: URL
    private let queue = DispatchQueue(label: "vaguemestre.mail-directory")

    /// A directory at `path`, made when it is not there.
    init(path: String) {
        directory = URL(fileURLWithPath: path, isDirectory: true)
    }

    /// Writes one mail under its name; the same name again replaces it, so a repeat leaves one file.
    func write(_ bytes: [UInt8], name: String) async throws {
        let url = directory.appendingPathComponent(Self.fileName(name) + ".eml")
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async { [directory] in
                continuation.resume(
                    with: Result {
                        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
                        try Data(bytes).write(to: url, options: .atomic)
                    })
            }
        }
    }

    /// The name of a mail's file: the digest, the language, and enough of the id to tell recipients apart.
    static func fileName(messageID: String, digest: String, language: String) -> String {
        fileName("\(digest)--\(language)--\(messageID.prefix(8))")
    }

    /// Letters, digits, dots and hyphens stay; anything else becomes a hyphen, so that no name leaves the directory.
    static func fileName(_ name: String) -> String {
        let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) ? $0 : "-" }
        let trimmed = String(safe.drop { $0 == "." }.prefix(200))
        return trimmed.isEmpty ? "mail" : trimmed
    }
}
