import Cooperation

/// One event of a request as the record it would become: not judged yet.
struct EventDraft: Hashable, Sendable {
    /// Its place in the batch; nil where the request is no batch.
    var element: Int?
    /// The record's value: the bytes as they were sent.
    var value: [UInt8]
    /// The record's headers, as the CloudEvents Kafka binding has them.
    var headers: [RecordHeader]

    /// The events of a request's body.
    ///
    /// - Parameter maxEvents: how many a batch may hold.
    static func of(
        _ body: [UInt8], _ headers: [IntakeHeader], mode: ContentMode, maxEvents: Int
    ) -> Result<[EventDraft], Problem> {
        switch mode {
        case .structured: .success([EventDraft(element: nil, value: body, headers: [structuredType])])
        case .binary: binary(body, headers).map { [$0] }
        case .batch: batch(body, maxEvents: maxEvents)
        }
    }

    private static let structuredType = RecordHeader("content-type", "application/cloudevents+json")

    private static func batch(_ body: [UInt8], maxEvents: Int) -> Result<[EventDraft], Problem> {
        do throws(BatchSlices.Broken) {
            let slices = try BatchSlices.of(body)
            guard slices.count <= maxEvents else {
                return .failure(
                    Problem(.tooManyEvents, "found \(slices.count) events in the batch, expected at most \(maxEvents)"))
            }
            return .success(
                slices.enumerated().map { index, slice in
                    EventDraft(element: index, value: Array(body[slice]), headers: [structuredType])
                })
        } catch {
            let message = "\(error.message), at byte offset \(error.offset)"
            return .failure(Problem(faults: [IntakeFault(.notJSON, pointer: "", message)], of: 1))
        }
    }

    /// `ce-*` headers become `ce_*` headers, whatever attribute they bear. The content type has a header of its own,
    /// so that `ce-datacontenttype` must not be there (section 3.1.1) and is passed over.
    private static func binary(_ body: [UInt8], _ fields: [IntakeHeader]) -> Result<EventDraft, Problem> {
        var headers = fields.values("content-type").map { RecordHeader("content-type", $0) }
        var faults: [IntakeFault] = []
        for field in fields where field.name.hasPrefix("ce-") && field.name != "ce-datacontenttype" {
            let name = "ce_" + field.name.dropFirst(3)
            if let value = AttributeValue.decode(field.value) {
                headers.append(RecordHeader(name: name, value: value))
            } else {
                faults.append(IntakeFault(.contract, pointer: "header:\(name)", "found bytes that are not UTF-8"))
            }
        }
        guard faults.isEmpty else { return .failure(Problem(faults: faults, of: 1)) }
        return .success(EventDraft(element: nil, value: body, headers: headers))
    }
}
