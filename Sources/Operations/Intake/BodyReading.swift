import Hummingbird

/// Reads a request's body within a size and a time.
enum BodyReading {
    /// The whole body.
    ///
    /// - Returns: a problem as soon as more than `maxBytes` were announced or have come, or when the body is not
    ///   complete within `seconds`. What comes after is thrown away unread.
    static func read(_ request: Request, maxBytes: Int, seconds: Int) async -> Result<[UInt8], Problem> {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > maxBytes {
            return .failure(tooLarge("announced \(announced) bytes", maxBytes))
        }
        return await withTaskGroup(of: Result<[UInt8], Problem>?.self) { group in
            group.addTask { await collect(request.body, maxBytes: maxBytes) }
            group.addTask {
                try? await Task.sleep(for: .seconds(seconds))
                return nil
            }
            defer { group.cancelAll() }
            let first = await group.next() ?? nil
            return first ?? .failure(incomplete(seconds))
        }
    }

    private static func collect(_ body: RequestBody, maxBytes: Int) async -> Result<[UInt8], Problem>? {
        var bytes: [UInt8] = []
        do {
            for try await chunk in body {
                guard bytes.count + chunk.readableBytes <= maxBytes else {
                    return .failure(tooLarge("more bytes came", maxBytes))
                }
                bytes += chunk.readableBytesView
            }
        } catch {
            return nil
        }
        // A reading that was cut short ends like one that is done.
        return Task.isCancelled ? nil : .success(bytes)
    }

    private static func tooLarge(_ found: String, _ maxBytes: Int) -> Problem {
        Problem(.tooLarge, "\(found), expected at most \(maxBytes) in one request")
    }

    private static func incomplete(_ seconds: Int) -> Problem {
        Problem(.bodyTimeout, "the body did not arrive whole within \(seconds) seconds")
    }
}
