public import Foundation

extension Process {
    /// Runs it to its end, and returns its status. Blocks no thread of the pool, as `waitUntilExit` would.
    ///
    /// - Throws: what kept it from starting.
    public func runToEnd() async throws -> Int32 {
        try await withCheckedThrowingContinuation { (end: CheckedContinuation<Int32, any Error>) in
            terminationHandler = { end.resume(returning: $0.terminationStatus) }
            do {
                try run()
            } catch {
                terminationHandler = nil
                end.resume(throwing: error)
            }
        }
    }
}
