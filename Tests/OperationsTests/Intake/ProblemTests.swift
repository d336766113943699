import Cooperation
import Foundation
import Testing

@testable import Operations

@Suite("Problem documents")
struct ProblemTests {
    private func json(_ problem: Problem) throws -> [String: Any] {
        let data = try JSONEncoder().encode(ProblemDocument(problem, instance: "urn:uuid:1"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("have the members of RFC 9457, and faults only where events were read")
    func members() throws {
        let plain = try json(Problem(.rateLimited, "slowly", retryAfterSeconds: 3))
        #expect(Set(plain.keys) == ["type", "title", "status", "detail", "instance"])
        #expect(plain["type"] as? String == "https://vaguemestre.example.org/problems/rate-limited")
        #expect(plain["status"] as? Int == 429)
        let faulty = try json(
            Problem(faults: [IntakeFault(.contract, pointer: "/2/id", "missing", element: 2)], of: 3))
        let faults = try #require(faulty["faults"] as? [[String: Any]])
        #expect(faults.count == 1)
        #expect(faults[0]["code"] as? String == "contract")
        #expect(faults[0]["pointer"] as? String == "/2/id")
        #expect(faults[0]["element"] as? Int == 2)
    }

    @Test("every code of the reader has a problem, with a status that says whose fault it is")
    func readerCodes() {
        for code in RejectionCode.allCases { #expect((400..<500).contains(ProblemCode(code).status)) }
        #expect(Set(ProblemCode.allCases.map(\.type)).count == ProblemCode.allCases.count)
    }

    @Test("every code stands in docs/intake.md with its status")
    func documented() throws {
        let page = try String(contentsOf: PackageFiles.root.appending(path: "docs/intake.md"), encoding: .utf8)
        for code in ProblemCode.allCases where code != .tombstone {
            #expect(page.contains("| `\(code.rawValue)` | \(code.status) |"), "\(code.rawValue)")
        }
    }

    @Test("the schema knows the same codes and statuses")
    func schema() throws {
        let url = PackageFiles.schema("problem.v1")
        let root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
        let properties = try #require(root?["properties"] as? [String: [String: Any]])
        let codes = ProblemCode.allCases.filter { $0 != .tombstone }
        #expect(Set(properties["type"]?["enum"] as? [String] ?? []) == Set(codes.map(\.type)))
        #expect(Set(properties["status"]?["enum"] as? [Int] ?? []) == Set(codes.map(\.status)))
    }

    @Test("a text that is no event counts for more than one that breaks the contract")
    func gravest() {
        let faults = [
            IntakeFault(.contract, pointer: "/0/id", "missing", element: 0),
            IntakeFault(.notJSON, pointer: "/1", "no JSON", element: 1),
        ]
        let problem = Problem(faults: faults, of: 5)
        #expect(problem.code == .notJSON)
        #expect(problem.faults == faults)
        #expect(problem.detail.hasPrefix("2 of the 5 events of the batch cannot be taken, so none was; 2 faults; "))
    }

    @Test("list so many faults and count the others")
    func many() {
        let faults = (0..<1_500).map { IntakeFault(.contract, pointer: "/\($0)", "wrong") }
        let problem = Problem(faults: faults, of: 1)
        #expect(problem.faults.count == 1_000)
        #expect(problem.detail.contains("1500 faults; the first 1000 are listed"))
    }

    @Test("say in how many seconds to try again")
    func retry() {
        let fields = Problem(.unavailable, "no brokers", retryAfterSeconds: 5).fields
        #expect(fields.contains { $0.name == "retry-after" && $0.value == "5" })
    }
}
