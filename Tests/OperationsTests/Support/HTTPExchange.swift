import Foundation
import FoundationNetworking

/// One request to a server under test, and what it was answered with.
struct HTTPExchange {
    let status: Int
    /// By name in lower case.
    let headers: [String: String]
    let body: Data

    init(_ request: URLRequest) async throws {
        let (data, response) = try await URLSession.shared.data(for: request)
        guard let http = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
        status = http.statusCode
        headers = Dictionary(http.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }) { $1 }
        body = data
    }
}
