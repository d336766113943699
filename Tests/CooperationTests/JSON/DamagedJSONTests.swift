import Foundation
import TestSupport
import Testing

@testable import Cooperation

@Suite("Parsing what was damaged")
struct DamagedJSONTests {
    private static let documents = ExampleEvents.all.map(\.bytes)

    @Test("the parser takes exactly what Foundation takes, where both speak of the same JSON")
    func parserAgreesWithFoundation() {
        let seed = SeededGenerator.freshSeed
        var mutator = ByteMutator(generator: SeededGenerator(seed: seed))
        let parser = JSONParser()
        for iteration in 0..<1_500 {
            let bytes = mutator.mutate(Self.documents[iteration % Self.documents.count])
            guard !Self.isReadOtherwise(bytes) else { continue }
            let ours = bytes.withUnsafeBytes { (try? parser.parse($0, maxDepth: 500).get()) != nil }
            let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
            if ours != theirs { Issue.record(Self.report(seed, iteration, bytes)) }
        }
    }

    private static func report(_ seed: UInt64, _ iteration: Int, _ bytes: [UInt8]) -> Comment {
        "VAGUEMESTRE_SEED=\(seed), iteration \(iteration): \(String(decoding: bytes, as: UTF8.self))"
    }

    /// What Foundation is known to read otherwise than RFC 8259 says: zero bytes (it guesses UTF-16 or UTF-32), marks,
    /// escaped halves of pairs, numbers that it cannot hold, and commas before a closing bracket, which it lets pass.
    private static func isReadOtherwise(_ bytes: [UInt8]) -> Bool {
        let bare = bytes.filter { !" \n\r\t".utf8.contains($0) }
        let differences = ["\u{0}", "\u{FEFF}", "\\ud", "\\uD", "\\ue", "e9", "E9", ",]", ",}"]
        return differences.contains { bare.firstRange(of: Array($0.utf8)) != nil }
    }
}
