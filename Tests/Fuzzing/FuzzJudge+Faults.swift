import Cooperation

/// What was refused: faults that teach.
extension FuzzJudge {
    func judge(_ rejection: Rejection, _ faults: [Fault], in document: JSONValue?, _ verdict: inout Verdict) {
        if faults.first?.code != rejection.code || Array(faults.prefix(Rejection.maxFaults)) != rejection.faults {
            verdict.complaints.append("validate says \(faults.prefix(16)), the refusal \(rejection)")
        }
        if rejection.faultCount < faults.count || (faults.count < 1_000 && rejection.faultCount != faults.count) {
            verdict.complaints.append("\(faults.count) faults, and \(rejection.faultCount) counted")
        }
        if rejection.summary(maxBytes: 1_024).utf8.count > 1_024 { verdict.complaints.append("a summary too long") }
        // The first ones stand for the others: a megabyte of faults teaches no more than a few.
        for fault in faults.prefix(64) {
            if let complaint = complaint(about: fault, document) { verdict.complaints.append("\(complaint): \(fault)") }
        }
    }

    private func complaint(about fault: Fault, _ document: JSONValue?) -> String? {
        if fault.message.isEmpty || fault.message.utf8.count > 1_000 { return "a message of another length" }
        if fault.message.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "a message with a control character"
        }
        if fault.pointer.utf8.count > 1_000 { return "an endless pointer" }
        if fault.pointer.hasPrefix("header:") {
            let name = String(fault.pointer.dropFirst("header:".count))
            let known = ["content-type", "content-encoding", "ce_content-encoding"]
            return known.contains(name) || ModeTwin.attributes.contains(String(name.dropFirst(3)))
                ? nil : "no header"
        }
        let hasNoPlace = [RejectionCode.tombstone, .empty, .tooLarge, .notUTF8, .notJSON, .tooDeep]
        if hasNoPlace.contains(fault.code) { return fault.pointer.isEmpty ? nil : "a pointer into what is no document" }
        guard let document else { return "a fault of the contract in what is no JSON" }
        return resolves(fault, in: document) ? nil : "the pointer leads nowhere"
    }

    /// What is missing is shown where it should stand, in an object that stands.
    private func resolves(_ fault: Fault, in document: JSONValue) -> Bool {
        guard fault.message.hasPrefix("missing"), let slash = fault.pointer.lastIndex(of: "/") else {
            return document.value(at: fault.pointer) != nil
        }
        guard case .object(let members) = document.value(at: String(fault.pointer[..<slash])) else { return false }
        let name = fault.pointer[fault.pointer.index(after: slash)...]
        return !members.contains { $0.name == String(name) }
    }
}

extension JSONValue {
    /// The value that a JSON Pointer (RFC 6901) leads to; the last one where a name stands twice, which is
    /// the one that the reader judges.
    func value(at pointer: String) -> JSONValue? {
        if pointer.isEmpty { return self }
        guard pointer.hasPrefix("/") else { return nil }
        var value = self
        for token in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let name = CodePoints(String(token).replacing("~1", with: "/").replacing("~0", with: "~"))
            switch value {
            case .object(let members):
                guard let member = members.last(where: { CodePoints($0.name) == name }) else { return nil }
                value = member.value
            case .array(let elements):
                guard let index = Int(token), elements.indices.contains(index) else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }
}
