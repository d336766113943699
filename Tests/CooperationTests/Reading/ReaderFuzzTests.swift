import Foundation
import Testing

@testable import Cooperation

@Suite("Reading what was damaged")
struct ReaderFuzzTests {
    /// Every example in both modes.
    private static let records: [(headers: [RecordHeader], value: [UInt8])] = ExampleEvents.all.flatMap { example in
        let (attributes, data) = ExampleEvents.binary(example)
        return [([], example.bytes), (attributes.map { RecordHeader($0.0, $0.1) }, data.bytes)]
    }

    @Test("no damage crashes the reader, and all its readings agree")
    func readingsAgree() {
        let seed = SeededGenerator.runSeed
        var mutator = ByteMutator(generator: SeededGenerator(seed: seed))
        let reader = EventReader()
        let router = Router(table: ExampleTable.standard)
        let recordedAt = Instant(milliseconds: 1_570_000_000_000)
        var taken = 0
        for iteration in 0..<2_500 {
            let (headers, whole) = Self.records[iteration % Self.records.count]
            let bytes = mutator.mutate(whole)
            let decoded = reader.decode(value: bytes, headers: headers)
            let faults = reader.validate(value: bytes, headers: headers)
            let hot = headers.withViews { headers in
                bytes.withUnsafeBytes { bytes in
                    reader.read(value: bytes, headers: headers) { router.decide($0, recordedAt: recordedAt) }
                }
            }
            var agree = verdict(of: decoded) == verdict(of: hot) && verdict(of: decoded) == faults.first?.code
            if case .success(let event) = decoded, case .success(let decision) = hot {
                taken += 1
                agree = agree && router.decide(event, recordedAt: recordedAt) == decision && !decision.routes.isEmpty
            }
            if !agree { Issue.record(Self.report(seed, iteration, bytes)) }
        }
        #expect(
            (200...2_200).contains(taken), "seed \(seed): the damage no longer leaves some records whole (\(taken))")
    }

    @Test("the parser takes exactly what Foundation takes, where both speak of the same JSON")
    func parserAgreesWithFoundation() {
        let seed = SeededGenerator.runSeed
        var mutator = ByteMutator(generator: SeededGenerator(seed: seed))
        let parser = JSONParser()
        for iteration in 0..<1_500 {
            let bytes = mutator.mutate(Self.records[iteration % Self.records.count].value)
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
