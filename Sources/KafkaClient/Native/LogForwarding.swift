import CRdKafka
import Logging

extension Logger {
    /// Passes on one of librdkafka's log lines, with its facility as metadata.
    func forward(_ event: borrowing NativeEvent) {
        var facility: UnsafePointer<CChar>?
        var line: UnsafePointer<CChar>?
        var severity: Int32 = 0
        let isLog = event.withPointer { rd_kafka_event_log($0, &facility, &line, &severity) == 0 }
        guard isLog, let line else { return }
        let message = String(cString: line)
        let name = facility.map { String(cString: $0) } ?? ""
        log(
            level: Self.level(severity: severity, facility: name, message: message), "\(message)",
            metadata: ["facility": "\(name)"])
    }

    // A consumer and a producer that share one set of properties each complain about the other's half.
    private static func level(severity: Int32, facility: String, message: String) -> Level {
        if facility == "CONFWARN" && message.contains("property and will be ignored by") { return .trace }
        switch severity {
        case ...2: return .critical
        case 3: return .error
        case 4: return .warning
        case 5: return .info
        case 6: return .debug
        default: return .trace
        }
    }
}
