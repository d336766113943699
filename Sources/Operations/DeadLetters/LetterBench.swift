import Cooperation
import KafkaClient
public import Worker

/// Where dead letters are looked at: under one configuration, by the readers of its stages.
public final class LetterBench {
    private let topics: TopicSettings
    private let judge: ReplayJudge
    private let clock: any WorkerClock

    /// A bench for this configuration.
    public init(configuration: WorkerConfiguration, clock: any WorkerClock = SystemClock()) {
        topics = configuration.settings.topics
        judge = ReplayJudge(configuration: configuration)
        self.clock = clock
    }

    /// What can be said of a case: the stage it would go back to, and what that would make of it.
    public func candidate(_ known: LetterCase) -> DispositionPlan.Candidate {
        let stage = topics.stage(reading: known.letter.letter.origin.topic)
        return DispositionPlan.Candidate(
            letter: known.letter, stage: stage,
            verdict: stage.map { stage in
                judge.judge(
                    key: known.record.key, value: known.value, headers: known.ownHeaders, for: stage, at: clock.now())
            })
    }
}
