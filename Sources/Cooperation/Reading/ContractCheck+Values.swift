import CSimdJSON

/// The forms that values take. Lengths count code points, as JSON Schema does.
extension ContractCheck {
    static var maxTitle: Int { 500 }
    static var maxText: Int { 5_000 }
    static var maxName: Int { 100 }

    func checkObject(_ node: JSONNode) -> Bool {
        if node.isObject { return true }
        fault(node, "found \(Found.described(node)), expected an object")
        return false
    }

    /// Whether it is an array. One of the wrong length is a fault, and its entries are judged all the same.
    func checkArray(_ node: JSONNode, count: ClosedRange<Int>) -> Bool {
        guard node.isArray else {
            fault(node, "found \(Found.described(node)), expected an array")
            return false
        }
        if count.contains(node.childCount) { return true }
        let expected =
            count.upperBound == Int.max ? "at least \(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
        fault(node, "found \(node.childCount) entries, expected \(expected)")
        return true
    }

    @discardableResult
    func checkString(_ node: JSONNode, _ length: ClosedRange<Int>) -> Bool {
        guard node.isString else {
            fault(node, "found \(Found.described(node)), expected a string")
            return false
        }
        guard node.bytes.count >= length.lowerBound else {
            fault(node, "found an empty string, expected some text")
            return false
        }
        guard node.bytes.hasMoreCodePoints(than: length.upperBound) else { return true }
        fault(node, "found \(node.bytes.codePointCount) characters, expected at most \(length.upperBound)")
        return false
    }

    /// The number of one of the index's names.
    func checkChoice(_ node: JSONNode, _ index: NameIndex) -> Int? {
        guard node.isString else {
            let expected = index.names.joined(separator: ", ")
            fault(node, "found \(Found.described(node)), expected one of \(expected)")
            return nil
        }
        if let number = index.number(of: node.bytes) { return number }
        fault(node, Found.choice(node.string, of: index.names))
        return nil
    }

    func checkMoment(_ node: JSONNode) -> Moment? {
        if node.isString, let moment = Moment(utf8: node.bytes) { return moment }
        fault(
            node,
            "found \(Found.described(node)), expected a day that exists (2019-11-04) or a date and time with its offset (2019-11-04T08:00:00-05:00)"
        )
        return nil
    }

    func checkAddress(_ node: JSONNode) {
        if node.isString, node.bytes.starts(with: "http://") || node.bytes.starts(with: "https://") { return }
        fault(node, "found \(Found.described(node)), expected an address that starts with http:// or https://")
    }

    /// A whole number from 0; as in JSON Schema, `1.0` and `1e2` are whole.
    func checkCount(_ node: JSONNode) {
        if node.type == CSJ_NUMBER, WholeNumber(json: node.bytes) != nil { return }
        fault(node, "found \(Found.described(node)), expected a whole number, 0 or more")
    }

    /// Different names, as many as `count` says.
    func checkNameList(_ list: JSONNode, count: ClosedRange<Int>) {
        guard checkArray(list, count: count) else { return }
        for child in list.children { checkString(child, 1...Self.maxName) }
        forEachRepeat(in: list.children, count: list.childCount, of: { $0.isString ? $0.bytes : nil }) { child in
            fault(child, "found \(Found.described(child)) a second time, expected each name once")
        }
    }

    /// `Area/City` or `UTC`; whether the zone exists is not asked, since the data base changes with the machine.
    func checkTimeZone(_ node: JSONNode) {
        if node.isString, TimeZoneName.isWellFormed(node.bytes) { return }
        fault(node, "found \(Found.described(node)), expected an IANA time zone such as Europe/Brussels, or UTC")
    }

    func checkLocalizedText(_ node: JSONNode, max: Int) {
        guard node.isObject, node.childCount > 0 else {
            fault(
                node,
                "found \(Found.described(node)), expected an object of language tag to text, such as {\"fr\": \"…\"}")
            return
        }
        for child in node.children {
            if !LanguageTag.isWellFormed(child.key) {
                fault(
                    child,
                    "found \(Found.quoted(child.key)) as a language, expected a BCP 47 tag such as fr, en or fr-CA")
            }
            checkString(child, 1...max)
        }
        // The same language twice would leave it to each reader which text counts.
        forEachRepeat(in: node.children, count: node.childCount, of: \.key) { child in
            fault(child, "given twice in the same object; expected once")
        }
    }

    /// Hands on each node whose text an earlier one has. Pairs for the few that there usually are; a set beyond, so
    /// that a hostile record cannot cost a quadratic time.
    @inline(__always)
    private func forEachRepeat(
        in nodes: JSONNode.Children, count: Int, of textOf: (JSONNode) -> UnsafeRawBufferPointer?,
        _ body: (JSONNode) -> Void
    ) {
        guard count <= 50 else {
            var seen: Set<CodePoints> = []
            for node in nodes {
                guard let text = textOf(node) else { continue }
                if !seen.insert(CodePoints(String(decoding: text, as: UTF8.self))).inserted { body(node) }
            }
            return
        }
        for node in nodes {
            guard let text = textOf(node) else { continue }
            for earlier in nodes {
                if earlier.index == node.index { break }
                guard let other = textOf(earlier), other.matches(text) else { continue }
                body(node)
                break
            }
        }
    }
}
