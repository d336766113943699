import Cooperation
import Testing

@testable import Operations

@Suite("The judge of requests")
struct EventJudgeTests {
    private static let examples = (try? ExampleFile.all().filter(\.isEvent)) ?? []

    @Test("finds in each example what the worker's reader finds, alone and in a batch", arguments: examples)
    func agreement(_ file: ExampleFile) async throws {
        let bytes = try PackageFiles.bytes(of: file.url)
        let expected = EventReader().validate(value: bytes)
        let judge = EventJudge(limits: EventLimits())
        let alone = await judge.judge(try EventDraft.of(bytes, [], mode: .structured, maxEvents: 1).get())
        #expect(faults(alone) == expected.map { IntakeFault($0, element: nil) })

        let batch = Array("[{},".utf8) + bytes + Array("]".utf8)
        let together = await judge.judge(try EventDraft.of(batch, [], mode: .batch, maxEvents: 2).get())
        let ofSecond = faults(together).filter { $0.element == 1 }
        #expect(ofSecond.map(\.message) == expected.map(\.message))
        #expect(ofSecond.map(\.pointer) == expected.map { "/1" + $0.pointer })
    }

    @Test("there are examples to judge")
    func examplesExist() {
        #expect(Self.examples.contains { $0.isValid })
        #expect(Self.examples.contains { !$0.isValid })
    }

    private func faults(_ verdict: Result<[CheckedDraft], Problem>) -> [IntakeFault] {
        guard case .failure(let problem) = verdict else { return [] }
        return problem.faults
    }
}
