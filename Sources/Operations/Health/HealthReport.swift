public import Worker

/// Whether the process is fit to do its work, and if not, why.
public struct HealthReport: Hashable, Codable, Sendable {
    /// One stage's part.
    public struct Stage: Hashable, Codable, Sendable {
        /// Its name.
        public var stage: String
        /// `starting`, `running`, `paused` or `stopped`.
        public var state: String
        /// Why it is paused.
        public var reason: String?
        /// The partitions it owns.
        public var partitions: Int
        /// What else there is to say: how many mails wait, and until when.
        public var note: String?
    }

    /// `ready` or `not ready`.
    public var status: String
    /// Each stage of this process.
    public var stages: [Stage]

    /// Whether every stage is at work.
    public var isReady: Bool { status == "ready" }

    /// The report of what the board shows, for the stages that should run.
    public init(_ snapshot: ProgressBoard.Snapshot, expected: [StageName]) {
        stages = expected.map { name in
            Self.stage(name, snapshot.stages[name] ?? StageProgress())
        }
        status = stages.allSatisfy { $0.state == "running" } ? "ready" : "not ready"
    }

    private static func stage(_ name: StageName, _ progress: StageProgress) -> Stage {
        let (state, reason): (String, String?) =
            switch progress.state {
            case .starting: ("starting", nil)
            case .running: ("running", nil)
            case .paused(let reason): ("paused", reason)
            case .stopped: ("stopped", nil)
            }
        return Stage(
            stage: name.rawValue, state: state, reason: reason, partitions: progress.partitions.count,
            note: progress.note)
    }
}
