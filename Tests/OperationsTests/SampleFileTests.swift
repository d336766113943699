import Cooperation
import Foundation
import KafkaClient
import Testing
import Worker

@testable import Operations

@Suite("A sample file")
struct SampleFileTests {
    private func read(_ text: String) throws -> [SampleRecord] {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString).jsonl")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try SampleFile(contentsOf: url).records
    }

    @Test("holds values as objects, as raw text, as bytes, and tombstones")
    func values() throws {
        let records = try read(
            """
            {"topic":"events","publishedAt":"2019-10-07T12:00:00Z","value":{"b":1,"a":"é/"}}
            {"topic":"delegations","publishedAt":"2019-10-07T12:00:01Z","text":"{not json"}
            {"topic":"exchanges","publishedAt":"2019-10-07T12:00:02Z","base64":"/w=="}

            {"topic":"events","publishedAt":"2019-10-07T12:00:03Z","tombstone":true,"key":"k","headers":{"h":"v"}}
            """)
        #expect(records.map(\.value) == [Array(#"{"a":"é/","b":1}"#.utf8), Array("{not json".utf8), [0xFF], nil])
        #expect(records[3].key == "k")
        #expect(records[3].headers == ["h": "v"])
        #expect(records[0].publishedAt.description == "2019-10-07T12:00:00Z")
    }

    @Test("names the line of a record that cannot be read")
    func fault() throws {
        let fault = try #require(throws: SampleFault.self) {
            try read(
                "{\"topic\":\"events\",\"publishedAt\":\"2019-10-07T12:00:00Z\",\"text\":\"x\"}\n{\"topic\":\"events\"}"
            )
        }
        #expect(fault.line == 2)
    }

    @Test("goes to the topic of its kind, stamped with its time of publication")
    func record() throws {
        let sample = try read(#"{"topic":"exchanges","publishedAt":"2019-10-07T12:00:00Z","text":"x"}"#)
        let record = sample[0].record(TopicSettings())
        #expect(record.topic == "partner.exchanges")
        #expect(record.timestampMilliseconds == 1_570_449_600_000)
    }
}
