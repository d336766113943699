import Foundation
import Testing

extension AcceptanceTests {
    @Suite("broker")
    struct BrokerTests {
        @Test("a broker prints its address list and nothing else, serves foreign clients, and ends on SIGTERM")
        func broker() async throws {
            try await withBroker { broker in
                let bootstrapServers = try await firstLine(of: broker)
                #expect(bootstrapServers.wholeMatch(of: /127\.0\.0\.1:\d+/) != nil)

                let cluster = Cluster(bootstrapServers: bootstrapServers, isEmbedded: true, prefix: "partner")
                let listing = try await Kcat(cluster: cluster).list()
                #expect(listing.contains("1 brokers"))
                #expect(listing.contains(#"topic "partner.notices" with 4 partitions"#))

                broker.send(SIGTERM)
                #expect(try await broker.ended(within: .seconds(30)) == .exit(0))
                try await broker.output.wait(within: .seconds(5), awaiting: "the end of stdout") { $0.isEnded }
                #expect(broker.output.value.text == bootstrapServers + "\n")
            }
        }
    }
}
