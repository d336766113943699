import Cooperation

/// Makes record after record out of a corpus: each by its number alone, so that any of them can be had again.
public struct RecordMutator: Sendable {
    private let corpus: Corpus
    private let seed: UInt64

    /// A maker of records for one seed.
    public init(corpus: Corpus, seed: UInt64) {
        self.corpus = corpus
        self.seed = seed
    }

    /// Record number so and so.
    public func record(_ number: Int) -> FuzzRecord {
        var random = SeededRandom(seed: seed, record: number)
        let entry = random.pick(corpus.taken.isEmpty || random.once(in: 4) ? corpus.entries : corpus.taken)
        var record = entry.record
        if var document = entry.document, !random.once(in: 8) {
            if random.once(in: 20_000) { document = inflated(document, &random) }
            for _ in 0..<random.pick([0, 1, 1, 1, 2, 2, 4]) {
                var mutator = TreeMutator(random: random)
                document = mutator.change(document)
                random = mutator.random
            }
            if random.once(in: 3), let twin = FuzzRecord.binary(document) {
                record = twin
            } else {
                record.value = text(of: document, &random)
            }
        }
        if random.once(in: 4), var value = record.value {
            for _ in 0...random.below(3) { ByteDamage.apply(to: &value, &random) }
            record.value = value
        }
        if random.once(in: 6) { changeHeaders(&record, &random) }
        if random.once(in: 20), let value = record.value { record.value = random.pick(Self.prefixes) + value }
        return record
    }

    private static let prefixes: [[UInt8]] = [
        [0xEF, 0xBB, 0xBF], [0, 0, 1, 0x86, 0xCA], [0, 0, 0, 0, 1, 0xEF, 0xBB, 0xBF], [0], [0xFF, 0xFE],
    ]

    private func text(of document: JSONValue, _ random: inout SeededRandom) -> [UInt8] {
        guard random.once(in: 3) else { return JSONText.short(document) }
        var text = JSONText(random: random)
        text.write(document)
        return text.bytes
    }

    /// A document of up to a megabyte, and sometimes more: what costs time when anything is looked at twice.
    private func inflated(_ document: JSONValue, _ random: inout SeededRandom) -> JSONValue {
        let count = random.pick([2_000, 10_000, 30_000, 80_000])
        let filler = random.pick(WordPool.anything.filter { JSONText.short($0).count < 16 })
        let name = random.pick(WordPool.names)
        let isObject = random.once(in: 2)
        let bulk: JSONValue =
            isObject
            ? .object((0..<count).map { JSONMember(name: $0 % 3 == 0 ? name : "n\($0)", value: filler) })
            : .array(Array(repeating: filler, count: count))
        guard case .object(var members) = document else { return bulk }
        let place = random.below(members.count + 1)
        if place < members.count, case .object(let inner) = members[place].value {
            members[place].value = .object([JSONMember(name: name, value: bulk)] + inner)
        } else {
            members.insert(JSONMember(name: name, value: bulk), at: place)
        }
        return .object(members)
    }

    private static let headers: [RecordHeader] = [
        RecordHeader("content-type", "application/cloudevents+json"), RecordHeader("Content-Type", "application/json"),
        RecordHeader("content-type", "application/cloudevents+json; charset=UTF-8"),
        RecordHeader("content-type", "text/xml"),
        RecordHeader("content-type", "application/cloudevents-batch+json"), RecordHeader("content-encoding", "gzip"),
        RecordHeader("content-encoding", "identity"), RecordHeader("CE_Content-Encoding", "br"),
        RecordHeader("ce_id", "7"), RecordHeader("ce-id", "7"),
        RecordHeader("ce_type", "a.event.updated.v1"), RecordHeader("ce_specversion", "1.0"), RecordHeader("ce_", ""),
        RecordHeader("ce_extension", "é"), RecordHeader(name: "ce_subject", value: [0xC3]),
        RecordHeader(name: "ce_source", value: nil), RecordHeader("", ""), RecordHeader("vm-rules", "forged"),
        RecordHeader("vm-origin", "a/0@0"), RecordHeader("vm-schema-id", "x"), RecordHeader("vm-unknown", "domain=%zz"),
        RecordHeader(name: "__value_schema_id", value: [1] + Array(repeating: 0xAB, count: 16)),
        RecordHeader("dlq.attempts", "3"), RecordHeader("x", String(repeating: "y", count: 5_000)),
    ]

    private func changeHeaders(_ record: inout FuzzRecord, _ random: inout SeededRandom) {
        switch random.below(4) {
        case 0 where !record.headers.isEmpty: record.headers.remove(at: random.below(record.headers.count))
        case 1 where !record.headers.isEmpty: record.headers.append(random.pick(record.headers))
        case 2 where !record.headers.isEmpty:
            let place = random.below(record.headers.count)
            guard var value = record.headers[place].value else { return }
            ByteDamage.apply(to: &value, &random)
            record.headers[place].value = value
        default: record.headers.insert(random.pick(Self.headers), at: random.below(record.headers.count + 1))
        }
    }
}
