import Cooperation

/// What was taken: its decision, and the notices that come of it.
extension FuzzJudge {
    func judge(
        _ decision: RoutingDecision, _ event: CooperationEvent, of record: FuzzRecord, _ verdict: inout Verdict
    ) {
        if router.decide(event, recordedAt: Self.recordedAt) != decision {
            verdict.complaints.append("the view and the event are decided otherwise")
        }
        let told = decision.routes.map(\.audience)
        if told.isEmpty || Set(told).count != told.count || !audiences.isSuperset(of: told) {
            verdict.complaints.append("told to \(told)")
        }
        let own = record.headers.filter { !$0.name.hasPrefix("vm-") }
        let schemaID = record.value?.withUnsafeBytes { SchemaFraming.schemaID(of: $0) }
        for route in [decision.routes.first, decision.routes.last].compactMap(\.self) {
            let added = writer.headers(of: route, in: decision, from: Self.position, schemaID: schemaID)
            let result = notices.read(
                key: route.key, value: record.value, headers: own + added, offset: 7, appendedAt: Self.recordedAt)
            switch result {
            case .success(let notice): judge(notice, event, route, decision, &verdict)
            case .failure(let rejection): verdict.complaints.append("the notice is refused: \(rejection)")
            }
            let written = added.last.flatMap {
                $0.name == "vm-schema-id" ? String(decoding: $0.value ?? [], as: UTF8.self) : nil
            }
            if written != schemaID.map(String.init) { verdict.complaints.append("schema \(written ?? "none")") }
        }
    }

    private func judge(
        _ notice: Notice, _ event: CooperationEvent, _ route: Route, _ decision: RoutingDecision,
        _ verdict: inout Verdict
    ) {
        if notice.event != event { verdict.complaints.append("the notice reads back as another event") }
        // Names beyond the bound of the header are left out of it.
        let isWhole = notice.unknown.count == decision.unknown.count
        let unknown = isWhole ? decision.unknown : decision.unknown.filter(notice.unknown.contains)
        if notice.audience != route.audience || notice.rules != route.rules || notice.isUrgent != route.isUrgent
            || notice.unknown != unknown || notice.origin != Self.position || notice.routesVersion != router.version
        {
            verdict.complaints.append("the notice reads back as otherwise decided: \(notice)")
        }
    }
}
