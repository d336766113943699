/// Prometheus' text exposition format, version 0.0.4.
enum PrometheusText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// What each of our families means; others are exposed without a help line.
    private static let help = [
        "vaguemestre_records_read_total": "Records a stage has read and dealt with.",
        "vaguemestre_records_written_total": "Records a stage has written.",
        "vaguemestre_dead_letters_total": "Records a stage has set aside in the dead letters.",
        "vaguemestre_steps_total": "Commits of a stage.",
        "vaguemestre_stage_failures_total": "How often a stage failed and was built anew.",
        "vaguemestre_stage_running": "1 while a stage is at work, 0 while it starts, pauses or has ended.",
        "vaguemestre_stage_partitions": "Partitions a stage owns.",
        "vaguemestre_mails_total": "Attempts to hand a mail on, by what came of them.",
        "vaguemestre_mails_waiting": "Mails that were read and are not handed on yet.",
        "vaguemestre_lag_records": "Records of a partition that a stage has not dealt with yet.",
        "vaguemestre_lag_seconds": "Age of the last record dealt with, while there are more; 0 when caught up.",
        "vaguemestre_protocol_days_left": "Days until the last day of a protocol's term; negative when it is over.",
        "vaguemestre_pending_notices": "Notices waiting for a subscription's next digest.",
        "vaguemestre_intake_requests_total": "Requests to /events by outcome: accepted, or the code of the problem.",
        "vaguemestre_intake_events_total": "Events that the intake accepted: written, or known already.",
        "vaguemestre_intake_request_seconds": "How long requests to /events took.",
        "vaguemestre_preference_requests_total": "Requests to /preferences by what came of them.",
        "vaguemestre_next_digest_timestamp_seconds": "When the next window can close, in seconds since 1970.",
    ]

    static func render(_ series: [PrometheusSeries]) -> String {
        let families = Dictionary(grouping: series) { name($0.key.label) }
        return families.sorted { $0.key < $1.key }.map { family($0.key, $0.value) }.joined()
    }

    private static func family(_ name: String, _ series: [PrometheusSeries]) -> String {
        guard let kind = series.first?.kind else { return "" }
        var lines: [String] = []
        if let help = help[name] { lines.append("# HELP \(name) \(help)") }
        lines.append("# TYPE \(name) \(kind.rawValue)")
        lines += series.map { ($0, labels($0.key.dimensions)) }.sorted { $0.1 < $1.1 }.flatMap { series, labels in
            samples(name, labels, series)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func samples(_ name: String, _ labels: String, _ series: PrometheusSeries) -> [String] {
        let value = series.value
        guard series.kind == .summary else { return ["\(name)\(labels) \(number(value.sum))"] }
        return ["\(name)_sum\(labels) \(number(value.sum))", "\(name)_count\(labels) \(value.count)"]
    }

    private static func labels(_ dimensions: [PrometheusSeries.Dimension]) -> String {
        guard !dimensions.isEmpty else { return "" }
        let pairs = dimensions.map { "\(name($0.name))=\"\(escape($0.value))\"" }
        return "{\(pairs.joined(separator: ","))}"
    }

    /// Letters, digits, underscores and colons; anything else becomes an underscore.
    private static func name(_ label: String) -> String {
        String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") ? $0 : "_" })
    }

    private static func escape(_ value: String) -> String {
        value.flatMap { character -> String in
            switch character {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: String(character)
            }
        }.reduce(into: "") { $0.append($1) }
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
