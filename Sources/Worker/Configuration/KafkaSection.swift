import Foundation

/// The raw librdkafka properties: from the file's `kafka:`, from `VAGUEMESTRE_KAFKA_…` (dots as underscores; with
/// `_FILE` at the end the value is a file to read it from, for secrets), and the broker list from
/// `KAFKA_BOOTSTRAP_SERVERS` or the command line.
struct KafkaSection {
    var file: YAMLValue?
    var environment: [String: String]
    var commandLine: [String: String]
    let problems: ProblemCollector

    func read() -> [String: String] {
        var properties = Settings().kafka
        for (name, value) in file?.entries ?? [] {
            if let text = value.text { properties[name] = text }
        }
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) {
            guard variable.hasPrefix(Self.prefix) else { continue }
            overlay(variable, value, on: &properties)
        }
        if let servers = environment["KAFKA_BOOTSTRAP_SERVERS"], !servers.isEmpty {
            properties["bootstrap.servers"] = servers
        }
        for (path, value) in commandLine where path.hasPrefix("kafka.") {
            properties[String(path.dropFirst("kafka.".count))] = value
        }
        return properties
    }

    private static let prefix = "VAGUEMESTRE_KAFKA_"

    private func overlay(_ variable: String, _ value: String, on properties: inout [String: String]) {
        let name = variable.dropFirst(Self.prefix.count).lowercased().replacingOccurrences(of: "_", with: ".")
        guard name.hasSuffix(".file") else {
            properties[name] = value
            return
        }
        do {
            let secret = try String(contentsOfFile: value, encoding: .utf8)
            properties[String(name.dropLast(".file".count))] = secret.trimmingCharacters(in: .newlines)
        } catch {
            problems.report(line: nil, path: "kafka", "\(variable) names `\(value)`, which cannot be read: \(error)")
        }
    }
}
