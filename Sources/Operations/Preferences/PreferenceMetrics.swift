import EmailRendering
import Metrics

/// What the door of the recipients' preferences counts.
enum PreferenceMetrics {
    static func answered(_ outcome: PreferenceService.Outcome) {
        Counter(label: "vaguemestre_preference_requests_total", dimensions: [("outcome", name(of: outcome))])
            .increment()
    }

    private static func name(of outcome: PreferenceService.Outcome) -> String {
        switch outcome {
        case .standing(_, _, let isSaved): isSaved ? "saved" : "shown"
        case .trouble(.expired, _): "expired"
        case .trouble(.unknown, _): "unknown"
        case .trouble(.unclear, _): "unclear"
        case .trouble(.later, _): "unavailable"
        }
    }
}
