import Cooperation
import Foundation
import TestSupport
import Testing

@testable import Operations

@Suite("A request's attributes and content")
struct RequestReadingTests {
    @Test(
        "attributes are unquoted, then percent-decoded, once",
        arguments: [
            ("plain", "plain"), ("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀"), ("a%2520b", "a%20b"),
            ("%e2%82%ac", "€"), (#""say \"hi\" \\ %41""#, #"say "hi" \ A"#), (#"""#, #"""#), (#""""#, ""),
            ("100%", "100%"), ("%4", "%4"), ("%zz%41", "%zzA"), ("%41%", "A%"), ("", ""),
        ])
    func attributes(_ field: String, _ expected: String) {
        #expect(AttributeValue.decode(field) == Array(expected.utf8))
    }

    @Test("attributes that decode to no UTF-8 are refused", arguments: ["%C0%A0", "%FF", "a%E2%82"])
    func notUTF8(_ field: String) {
        #expect(AttributeValue.decode(field) == nil)
        let drafts = EventDraft.of([], [IntakeHeader("CE-Id", field)], mode: .binary, maxEvents: 1)
        guard case .failure(let problem) = drafts else { return #expect(Bool(false), "taken") }
        #expect(problem.faults.map(\.pointer) == ["header:ce_id"])
    }

    @Test(
        "the content type tells the mode",
        arguments: [
            ("application/cloudevents+json", false, ContentMode.structured),
            ("Application/CloudEvents+JSON ; charset=UTF-8", true, .structured),
            ("application/cloudevents-batch+json", false, .batch), ("application/json", true, .binary),
            ("text/plain", true, .binary), ("", true, .binary),
        ])
    func mode(_ type: String, _ hasAttributes: Bool, _ expected: ContentMode) throws {
        #expect(try ContentMode.of(headers(type, hasAttributes)).get() == expected)
    }

    @Test(
        "what is in no mode is refused before its body is read",
        arguments: [
            ("application/json", false), ("", false), ("application/cloudevents+xml", true),
            ("application/cloudevents", true),
        ])
    func noMode(_ type: String, _ hasAttributes: Bool) {
        let problem = #expect(throws: Problem.self) { try ContentMode.of(headers(type, hasAttributes)).get() }
        #expect(problem?.code == .unsupportedContent)
        #expect(problem?.fields.first { $0.name == "accept-post" }?.value == ContentMode.accepted)
    }

    @Test("any coding of the content but identity is refused")
    func coding() throws {
        let structured = IntakeHeader("content-type", "application/cloudevents+json")
        let problem = #expect(throws: Problem.self) {
            try ContentMode.of([structured, IntakeHeader("Content-Encoding", "gzip")]).get()
        }
        #expect(problem?.code == .unsupportedEncoding)
        #expect(try ContentMode.of([structured, IntakeHeader("content-encoding", "Identity")]).get() == .structured)
    }

    /// An empty type stands for none at all.
    private func headers(_ type: String, _ hasAttributes: Bool) -> [IntakeHeader] {
        (type.isEmpty ? [] : [IntakeHeader("Content-Type", type)])
            + (hasAttributes ? [IntakeHeader("ce-specversion", "1.0")] : [])
    }

    @Test("binary mode becomes the record that the Kafka binding has for it")
    func binary() throws {
        let headers = [
            IntakeHeader("Content-Type", "application/json"), IntakeHeader("Ce-Id", "a%20b"),
            IntakeHeader("authorization", "Bearer secret"), IntakeHeader("ce-traceparent", "00-1-2-01"),
            IntakeHeader("ce-datacontenttype", "text/plain"), IntakeHeader("x-other", "1"),
        ]
        let drafts = try EventDraft.of(Array("{}".utf8), headers, mode: .binary, maxEvents: 1).get()
        #expect(drafts.count == 1)
        #expect(drafts[0].value == Array("{}".utf8))
        #expect(
            drafts[0].headers == [
                RecordHeader("content-type", "application/json"), RecordHeader("ce_id", "a b"),
                RecordHeader("ce_traceparent", "00-1-2-01"),
            ])
    }

    @Test("a batch has each event byte for byte, and no more of them than are allowed")
    func batch() throws {
        let body = Array("\u{FEFF} [ {\"a\": [1, \"],\"]} ,\n{ \"b\\\"\" : {} }\n] \n".utf8)
        let drafts = try EventDraft.of(body, [], mode: .batch, maxEvents: 2).get()
        #expect(drafts.map { String(decoding: $0.value, as: UTF8.self) } == [#"{"a": [1, "],"]}"#, #"{ "b\"" : {} }"#])
        #expect(drafts.map(\.element) == [0, 1])
        #expect(try EventDraft.of(Array("[ ]".utf8), [], mode: .batch, maxEvents: 2).get() == [])
        let problem = #expect(throws: Problem.self) {
            try EventDraft.of(Array("[{},{},{}]".utf8), [], mode: .batch, maxEvents: 2).get()
        }
        #expect(problem?.code == .tooManyEvents)
    }

    @Test(
        "a batch that is no array is refused with the byte where it stops being one",
        arguments: [("{}", 0), ("", 0), ("[{}", 3), ("[{}] x", 5), ("[}]", 1), (#"["a]"#, 4), (#"["\"#, 3)])
    func brokenBatch(_ text: String, _ offset: Int) {
        let broken = #expect(throws: BatchSlices.Broken.self) { try BatchSlices.of(Array(text.utf8)) }
        #expect(broken?.offset == offset)
    }

    /// The slices of random texts against the reader of events, which knows JSON to the letter. Foundation's does not:
    /// it takes a comma too many.
    @Test("slices are right where the whole is JSON, and one of them is none where it is not", arguments: 0..<10)
    func slicesAgainstReader(_ round: Int) throws {
        let seed = SeededGenerator.freshSeed &+ UInt64(round)
        var random = SeededGenerator(seed: seed)
        let alphabet = [
            "[", "]", "{", "}", ",", ":", "\"", "\\", " ", "1", "null", #""k":"#, #"{"a":[]}"#, "[{}]", ",",
        ]
        let reader = EventReader()
        var good = 0
        for _ in 0..<1_500 {
            let text = "[" + (0..<random.below(9)).map { _ in random.pick(alphabet) }.joined() + "]"
            let bytes = Array(text.utf8)
            let slices = try? BatchSlices.of(bytes).map { Array(bytes[$0]) }
            let areGood = slices.map { $0.allSatisfy { isJSON($0, reader) } } ?? false
            #expect(isJSON(bytes, reader) == areGood, "seed \(seed): \(text)")
            guard areGood, let slices else { continue }
            good += 1
            let whole = try JSONSerialization.jsonObject(with: Data(bytes)) as? [Any] ?? []
            let parts = try slices.map { try JSONSerialization.jsonObject(with: Data($0), options: .fragmentsAllowed) }
            #expect(NSArray(array: whole) == NSArray(array: parts), "seed \(seed): \(text)")
        }
        #expect(good > 0, "seed \(seed)")
    }

    private func isJSON(_ bytes: [UInt8], _ reader: EventReader) -> Bool {
        reader.validate(value: bytes).allSatisfy { $0.code != .notJSON && $0.code != .empty }
    }
}
