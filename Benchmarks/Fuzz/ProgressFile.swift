import Foundation

/// Which record a process is at, where it can be read when the process is no more.
struct ProgressFile: ~Copyable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: Int32

    init(_ file: URL) throws {
        descriptor = open(file.path, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(description: "\(file.path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Notes the record that comes next. The kernel keeps it, whatever becomes of the process.
    func note(_ number: Int) {
        withUnsafeBytes(of: Int64(number)) { _ = pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// The record that was noted last.
    static func number(in file: URL) throws -> Int {
        let bytes = try Data(contentsOf: file)
        guard bytes.count == 8 else { throw Failure(description: "\(file.path) holds no number of a record") }
        return Int(bytes.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) })
    }
}
