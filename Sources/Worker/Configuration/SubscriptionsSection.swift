import Cooperation
import DigestEngine
import EmailRendering
import Yams

/// Reads the `subscriptions:` list.
struct SubscriptionsSection {
    let section: YAMLValue
    let routing: RoutingTable
    /// The holidays of each audience that has some.
    let holidays: [String: HolidayCalendar]
    /// What becomes of addresses beyond ASCII.
    var beyondASCII = MailAddress.Beyond.refuse

    func read() -> [Subscription] {
        let subscriptions = section.elements.compactMap(subscription)
        reportDuplicates(subscriptions)
        return subscriptions
    }

    private func subscription(_ value: YAMLValue) -> Subscription? {
        let required = ["id", "audience", "title", "cadence", "time_zone"]
        value.expectKeys(required + ["quiet_hours", "recipients", "filter", "policies"], required: required)
        // Everything is read before anything is given up, so that every problem is told.
        let id = value["id"].flatMap(identifier)
        let audience = value["audience"].flatMap(audience)
        let title = value["title"]?.localizedText
        let zone = value["time_zone"]?.timeZone
        let cadence = value["cadence"].flatMap { CadenceReader(value: $0).read() }
        let quietHours = value["quiet_hours"].map { QuietHoursReader(value: $0).read() } ?? []
        guard let id, let audience, let title, let zone, let cadence else { return nil }
        let subscription = Subscription(
            id: id, audience: audience, title: title, cadence: cadence, timeZone: zone,
            quietHours: quietHours, holidays: holidays[audience] ?? HolidayCalendar(),
            recipients: value["recipients"]?.elements.compactMap(recipient) ?? [],
            filter: value["filter"].map(filter) ?? NoticeFilter(),
            policies: value["policies"].map(policies) ?? DigestPolicies())
        subscription.problems().forEach(value.report)
        return subscription
    }

    /// Identifiers become keys, file names and parts of List-Ids.
    private func identifier(_ value: YAMLValue) -> String? {
        guard let text = value.filledText else { return nil }
        guard text.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) else {
            value.report("expected lower-case letters, digits and hyphens; found `\(text)`")
            return nil
        }
        return text
    }

    private func audience(_ value: YAMLValue) -> String? {
        guard let text = value.filledText else { return nil }
        let known = routing.audiences.map(\.id)
        if !known.contains(text) {
            let hint = NearestName.hint(for: text, among: known)
            value.report(
                "`\(text)` is no audience of this configuration\(hint) Known: \(known.joined(separator: ", "))")
            return nil
        }
        return text
    }

    private func recipient(_ value: YAMLValue) -> Recipient? {
        value.expectKeys(["address", "name", "language", "time_zone"], required: ["address", "language"])
        guard let address = value["address"]?.filledText, let language = value["language"]?.filledText else {
            return nil
        }
        guard MailAddress.isWellFormed(address, beyondASCII: beyondASCII) else {
            value["address"]?.report("expected \(MailAddress.expected); found `\(address)`")
            return nil
        }
        return Recipient(
            address: address, name: value["name"]?.filledText, language: language,
            timeZone: value["time_zone"]?.timeZone)
    }

    private func filter(_ value: YAMLValue) -> NoticeFilter {
        value.expectKeys(ConditionFields.keys + ["urgent_only"])
        let fields = ConditionFields(value)
        var filter = NoticeFilter()
        filter.kinds = fields.kinds
        filter.actions = fields.actions
        filter.domains = fields.domains
        filter.themes = fields.themes
        filter.partners = fields.partners
        filter.directions = fields.directions
        filter.axes = fields.axes
        filter.priorities = fields.priorities
        filter.urgentOnly = value["urgent_only"]?.boolean ?? false
        return filter
    }

    private func policies(_ value: YAMLValue) -> DigestPolicies {
        value.expectKeys(["empty", "catch_up", "max_items", "max_bytes", "look_back_days", "deadline_days"])
        var policies = DigestPolicies()
        if let empty = value["empty"]?.oneOf(DigestPolicies.Empty.self) { policies.empty = empty }
        if let catchUp = value["catch_up"]?.oneOf(DigestPolicies.CatchUp.self) { policies.catchUp = catchUp }
        if let items = value["max_items"]?.integer(in: 1...10_000) { policies.maxItems = items }
        if let bytes = value["max_bytes"]?.integer(in: 10_000...900_000) { policies.maxBytes = bytes }
        if let days = value["look_back_days"]?.integer(in: 0...400) { policies.lookBackDays = days }
        if let days = value["deadline_days"]?.integer(in: 0...400) { policies.deadlineDays = days }
        return policies
    }

    private func reportDuplicates(_ subscriptions: [Subscription]) {
        var seen: Set<String> = []
        for subscription in subscriptions where !seen.insert(subscription.id).inserted {
            section.report("two subscriptions have the id `\(subscription.id)`; each needs its own")
        }
    }
}
