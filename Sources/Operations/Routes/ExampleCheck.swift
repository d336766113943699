public import Cooperation
public import Logging
public import Worker

extension WorkerConfiguration {
    /// Tries the examples that stand beside the rules, as the route stage would read and decide.
    public func tryExamples() -> ExampleReport {
        ExampleTrial(table: routing, limits: settings.route.eventLimits).judge(examples)
    }

    /// Warns of each example that does not hold: the rules do something else than whoever wrote them meant.
    public func warnOfFailingExamples(_ logger: Logger) {
        for failure in tryExamples().failures {
            let what = failure.differences.map { difference in
                "\(difference.claim.rawValue): expected \(difference.expected), found \(difference.found)"
            }
            logger.warning(
                "the rules do not what an example says of them; see `vaguemestre routes test`",
                metadata: [
                    "example": "\(failure.example.name)",
                    "difference": "\(failure.rejection?.description ?? what.joined(separator: "; "))",
                ])
        }
    }
}
