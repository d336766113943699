public import Foundation

/// A certificate for `localhost` and 127.0.0.1, made by openssl and good for a day.
public struct TestCertificate: Sendable {
    /// The certificate, which is its own authority.
    public let certificate: String
    /// Its key.
    public let key: String

    /// Makes one in a folder.
    public init(in folder: URL) async throws {
        certificate = folder.appending(path: "certificate.pem").path
        key = folder.appending(path: "key.pem").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out",
            certificate,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard try await process.runToEnd() == 0 else {
            throw PythonTool.Failure(description: "openssl made no certificate: is it installed (make setup-test)?")
        }
    }
}
