import KafkaClient

/// What `--version` says.
enum VersionText {
    static let number = "0.1.0"

    static var current: String { "vaguemestre \(number) (librdkafka \(librdkafkaVersion.text))" }
}
