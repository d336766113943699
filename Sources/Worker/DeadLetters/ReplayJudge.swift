public import Cooperation
import DigestEngine
public import KafkaClient

/// Judges records by the readers of the stages themselves, under a given configuration, and writes nothing.
///
/// It reuses its memory, so one owner uses it at a time.
public final class ReplayJudge {
    private let events: EventReader
    private let router: Router
    private let notices: NoticeReader
    private let addressees: CommandAddressees
    private let digests: DigestIntake

    /// A judge for this configuration.
    public init(configuration: WorkerConfiguration) {
        let limits = configuration.settings.route.eventLimits
        events = EventReader(limits: limits)
        router = Router(table: configuration.routing)
        notices = NoticeReader(limits: limits)
        addressees = CommandAddressees(configuration: configuration)
        digests = DigestIntake(subscriptions: configuration.subscriptions)
    }

    /// What `stage` would make of a record with this key, value and these headers of its own, appended at `now`.
    public func judge(
        key: [UInt8]?, value: [UInt8]?, headers: [KafkaHeader], for stage: StageName, at now: Instant
    ) -> ReplayVerdict {
        switch stage {
        case .route: event(value, headers.map { RecordHeader(name: $0.name, value: $0.value) }, now)
        case .digest: entry(key, value, headers, now)
        case .compose: digest(value)
        case .deliver: email(KeptRecord(key: key, value: value, headers: headers))
        }
    }

    private func event(_ value: [UInt8]?, _ headers: [RecordHeader], _ now: Instant) -> ReplayVerdict {
        switch events.decode(value: value, headers: headers) {
        case .failure:
            return .refused(events.validate(value: value, headers: headers).map(LetterFault.init))
        case .success(let event):
            let decision = router.decide(event, recordedAt: now)
            return .taken(
                Prospect(
                    summary: "told to \(decision.routes.map(\.audience).joined(separator: ", "))",
                    told: decision.routes.map {
                        Prospect.Told(audience: $0.audience, rules: $0.rules, urgent: $0.isUrgent)
                    },
                    unknown: decision.unknown.map { "\($0.field.rawValue) \($0.name)" }))
        }
    }

    /// A notice, or a command among the notices.
    private func entry(
        _ key: [UInt8]?, _ value: [UInt8]?, _ headers: [KafkaHeader], _ now: Instant
    ) -> ReplayVerdict {
        let version = headers.last { $0.name == NoticeHeader.command.description }
        if let version {
            return command(key, value, version: String(decoding: version.value ?? [], as: UTF8.self))
        }
        let headers = headers.map { RecordHeader(name: $0.name, value: $0.value) }
        switch notices.read(key: key, value: value, headers: headers, offset: 0, appendedAt: now) {
        case .failure(let rejection): return .refused(rejection.faults.map(LetterFault.init))
        case .success(let notice): return .taken(Prospect(summary: "a notice for \(notice.audience)"))
        }
    }

    private func command(_ key: [UInt8]?, _ value: [UInt8]?, version: String) -> ReplayVerdict {
        switch CommandReader().read(key: key, version: version, value: value) {
        case .failure(let rejection):
            return .refused(
                rejection.faults.map {
                    LetterFault(code: $0.code.rawValue, path: $0.pointer, message: $0.message)
                })
        case .success(let command):
            if let problem = addressees.problem(audience: command.audience, subscription: command.subscription) {
                return .refused([LetterFault(code: "passed-over", path: "", message: problem)])
            }
            let addressee = command.subscription ?? "all of \(command.audience)"
            return .taken(Prospect(summary: "the command \(command.order.name) for \(addressee), in its new place"))
        }
    }

    private func digest(_ value: [UInt8]?) -> ReplayVerdict {
        do throws(ComposeRefusal) {
            let digest = try digests.digest(value)
            let recipients = try digests.subscription(of: digest).recipients.count
            return .taken(Prospect(summary: "the emails of digest \(digest.id), to \(recipients) recipients"))
        } catch {
            return .refused([LetterFault(code: error.code, path: "", message: error.message)])
        }
    }

    private func email(_ record: KeptRecord) -> ReplayVerdict {
        do {
            let mail = try OutgoingMail(record)
            return .taken(Prospect(summary: "an email to \(mail.recipient), unless it was delivered already"))
        } catch {
            return .refused([LetterFault(code: "contract", path: "", message: "\(error)")])
        }
    }
}

extension LetterFault {
    init(_ fault: Fault) {
        self.init(code: fault.code.rawValue, path: fault.pointer, message: fault.message)
    }
}
