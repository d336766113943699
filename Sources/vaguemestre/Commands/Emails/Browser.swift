import Foundation

/// Whatever shows a page to the person at this machine: `$BROWSER`, else the desktop's own way.
struct Browser {
    private let programs: [String]

    init() {
        let chosen = ProcessInfo.processInfo.environment["BROWSER"].map { [$0] } ?? []
        programs = chosen.filter { !$0.isEmpty } + ["xdg-open", "open"]
    }

    /// Shows a page; says where the file is, since a browser reads it after this program has ended.
    func open(_ page: String, name: String) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "vaguemestre-previews")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let file = directory.appending(path: name + ".html")
        try Data(page.utf8).write(to: file, options: .atomic)
        for program in programs where try await starts(program, with: file.path) {
            return Console.note("\(file.path) is shown by \(program)")
        }
        throw BadInput(
            "no browser could be started (tried \(programs.joined(separator: ", "))); set BROWSER, or open \(file.path)"
        )
    }

    private func starts(_ program: String, with file: String) async throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program, file]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus == 0) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}
