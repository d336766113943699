import Foundation

/// The Python that runs the independent judges.
enum Python {
    /// `VAGUEMESTRE_PYTHON` where set, else the one `make test` sets up.
    static func url() throws -> URL {
        let named = ProcessInfo.processInfo.environment["VAGUEMESTRE_PYTHON"].map { URL(filePath: $0) }
        let url = named ?? Binary.packageRoot.appending(path: ".venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: url.path) else {
            throw Binary.Missing(
                description: "there is no Python at \(url.path): run `make setup-test`, or set VAGUEMESTRE_PYTHON")
        }
        return url
    }
}
