import Cooperation

/// A subscription ready to run: what is worked out once, not per notice.
struct SubscriptionPlan: Sendable {
    /// What its digests are made with.
    let recipe: DigestRecipe
    /// Its regular windows; nil for an immediate cadence.
    let calendar: WindowCalendar?
    /// Its immediate windows; nil for a regular cadence.
    let immediate: ImmediateCalendar?
    /// The length of an immediate window; nil for a regular cadence.
    let gapSeconds: Int64?
    /// What does not belong to one subscription.
    let settings: DigestEngine.Settings

    /// The plan of a recipe. Precondition: its subscription has no problems.
    init(recipe: DigestRecipe, settings: DigestEngine.Settings) {
        let problems = recipe.subscription.problems()
        guard problems.isEmpty else {
            preconditionFailure("subscription \(recipe.subscription.id): \(problems.joined(separator: "; "))")
        }
        self.recipe = recipe
        self.settings = settings
        calendar = WindowCalendar(recipe.subscription)
        immediate = ImmediateCalendar(recipe.subscription)
        gapSeconds = immediate?.gapSeconds
    }

    /// The subscription.
    var subscription: Subscription { recipe.subscription }

    /// Whether a window holds one notice, which is a digest of its own.
    func isOneByOne(_ window: OpenWindow) -> Bool {
        gapSeconds == 0 && window.to.milliseconds - window.from.milliseconds == 1
    }

    /// Whether an empty regular window is told too.
    var sendsHeartbeats: Bool { subscription.policies.empty == .heartbeat && calendar != nil }

    /// Whether a cut is this subscription's: a subscription that changed its audience starts afresh.
    func owns(_ cut: Cut) -> Bool {
        cut.subscription == subscription.id && cut.audience == subscription.audience
    }

    /// The window that contains an instant and does not begin before `boundary`, the end of the window before it.
    func window(containing instant: Instant, after boundary: Instant?) -> OpenWindow {
        let start = max(instant, boundary ?? instant)
        let span = calendar?.window(containing: start)
        let end = span?.to ?? immediate?.end(from: start) ?? Cadence.immediateEnd(from: start, gapSeconds: 0)
        return OpenWindow(from: max(span?.from ?? start, boundary ?? span?.from ?? start), to: end)
    }
}

/// The window that the next digest will close, once its end has come.
struct OpenWindow: Hashable, Sendable {
    /// Its first instant.
    let from: Instant
    /// One past its last: the boundary.
    let to: Instant
}

extension Cut {
    /// Where the look-back of the next digest begins; `from` when there is none.
    public var contextFrom: Int64 { history.first?.from ?? from }
}
