import Cooperation

extension SchemaJudge {
    func judge(
        _ members: [JSONMember], by keyword: SchemaKeyword, of index: Int, at pointer: String,
        into log: inout SchemaFaultLog
    ) {
        switch keyword {
        case .minProperties(let least):
            judgeCount(
                members, isRight: { $0 >= least }, "at least " + InWords.count(least, "member", "members"), pointer,
                &log)
        case .maxProperties(let most): judgeCount(members, isRight: { $0 <= most }, "at most \(most)", pointer, &log)
        case .required(let names): judgeRequired(names, members, of: index, at: pointer, into: &log)
        case .requiredWith(let name, let others)
        where members.contains(where: { CodePoints($0.name) == CodePoints(name) }):
            judgeRequired(others, members, of: index, at: pointer, into: &log)
        case .members(let rules):
            for member in members where !log.isFull {
                for node in rules.nodes(for: member.name) {
                    judge(member, by: node, ofObject: index, at: pointer, into: &log)
                }
            }
        case .memberNames(let node):
            for member in members where !log.isFull { judgeName(member.name, by: node, at: pointer, into: &log) }
        case .unevaluatedMembers(let node):
            let evaluated = EvaluatedNames(judge: self).of(members, by: index)
            for member in members where !evaluated.contains(CodePoints(member.name)) {
                judge(member, by: node, ofObject: index, at: pointer, into: &log)
            }
        default: return
        }
    }

    /// A member judged by `false` is one that should not be there: told with the names that may.
    private func judge(
        _ member: JSONMember, by node: Int, ofObject object: Int, at pointer: String, into log: inout SchemaFaultLog
    ) {
        let place = Pointer.shown(member.name, of: pointer)
        guard case .never? = nodes[node].keywords.first else {
            return judge(member.value, by: node, at: place, into: &log)
        }
        var known = Expectation(nodes: nodes).memberNames(of: object)
        // A name that is there only to be refused does not belong to those that may stand, nor do its neighbours.
        if known.contains(where: { CodePoints($0) == CodePoints(member.name) }) { known = [] }
        let expected = known.isEmpty ? "no such member here" : "one of \(known.joined(separator: ", "))"
        let suggestion = NearestName.nearest(to: member.name, among: known)
        log.add(
            SchemaFault(
                pointer: place, found: "the member \(InWords.quoted(member.name))", expected: expected,
                suggestion: suggestion))
    }

    private func judgeRequired(
        _ names: [String], _ members: [JSONMember], of index: Int, at pointer: String, into log: inout SchemaFaultLog
    ) {
        let present = Set(members.map { CodePoints($0.name) })
        for name in names where !present.contains(CodePoints(name)) {
            let expectation = Expectation(nodes: nodes)
            let expected = expectation.memberNode(name, of: index).map(expectation.of) ?? "a value"
            log.add(
                SchemaFault(
                    pointer: Pointer.child(name, of: pointer), found: "nothing",
                    expected: "\(expected) (the member is required)"))
        }
    }

    private func judgeName(_ name: String, by node: Int, at pointer: String, into log: inout SchemaFaultLog) {
        var faults = SchemaFaultLog(limit: JSONSchema.maxFaults)
        judge(.string(name), by: node, at: Pointer.shown(name, of: pointer), into: &faults)
        log.add(
            faults.faults.map { fault in
                var fault = fault
                fault.found = "the name \(InWords.quoted(name))"
                return fault
            })
    }

    private func judgeCount(
        _ members: [JSONMember], isRight: (Int) -> Bool, _ expected: String, _ pointer: String,
        _ log: inout SchemaFaultLog
    ) {
        guard !isRight(members.count) else { return }
        let found =
            members.isEmpty ? "an empty object" : "an object of \(InWords.count(members.count, "member", "members"))"
        log.add(SchemaFault(pointer: pointer, found: found, expected: expected))
    }
}
