import Cooperation

/// The same event in the other mode.
extension FuzzJudge {
    func judgeOtherMode(of record: FuzzRecord, _ faults: [Fault], _ verdict: inout Verdict) {
        // What is wrong with the headers' own names of format, or with bytes, has no twin.
        guard !faults.contains(where: { $0.pointer.hasPrefix("header:c") && $0.pointer.hasPrefix("header:content") }),
            faults.count < 1_000, let document = record.document, let twin = ModeTwin.of(record, document)
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
