import Cooperation

/// The same event in the other mode.
extension FuzzJudge {
    func judgeOtherMode(
        of record: FuzzRecord, _ document: JSONValue, _ faults: [Fault], _ verdict: inout Verdict
    ) {
        // What is wrong with the headers' own names of format, or with bytes, has no twin.
        let formats = ["header:content-type", "header:content-encoding", "header:ce_content-encoding"]
        guard !faults.contains(where: { formats.contains($0.pointer) }), faults.count < 1_000,
            let twin = ModeTwin.of(record, document)
        else { return }
        let others = reader.validate(value: twin.value, headers: twin.headers)
        let bounds = [RejectionCode.tooDeep, .tooLarge]
        guard !faults.contains(where: { bounds.contains($0.code) }),
            !others.contains(where: { bounds.contains($0.code) })
        else { return }
        let (structured, binary) = record.isBinary ? (others, faults) : (faults, others)
        let expected = structured.map { "\($0.code.rawValue) at \(ModeTwin.binaryPointer($0.pointer))" }.sorted()
        let found = binary.map { "\($0.code.rawValue) at \($0.pointer)" }.sorted()
        if expected != found {
            verdict.complaints.append("structured says \(expected), binary \(found)")
        }
    }
}
