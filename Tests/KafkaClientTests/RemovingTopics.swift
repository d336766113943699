import KafkaClient
import Synchronization
import Testing

/// Removes the topics that a test has made, when it ends; an embedded broker ends with the tests anyway.
struct RemovingTopics: SuiteTrait, TestTrait, TestScoping {
    /// The names of the topics that the running test has made.
    final class Register: Sendable {
        let names = Mutex<[String]>([])
    }

    @TaskLocal static var register: Register?

    let isRecursive = true

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard TestCluster.isReal, testCase != nil else { return try await function() }
        let register = Register()
        do {
            try await Self.$register.withValue(register) { try await function() }
        } catch {
            try? await Self.remove(register)
            throw error
        }
        try await Self.remove(register)
    }

    private static func remove(_ register: Register) async throws {
        let names = register.names.withLock { $0 }
        let admin = try KafkaAdmin(properties: TestCluster.ready().properties, logger: TestCluster.logger)
        _ = try await admin.deleteTopics(names)
        await admin.close()
    }
}

extension Trait where Self == RemovingTopics {
    /// Leaves no topics behind on a cluster that outlives the tests.
    static var removingTopics: Self { Self() }
}
