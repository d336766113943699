public import CoreMetrics
import Synchronization

/// A swift-metrics backend that keeps the latest values and writes them in Prometheus' text format.
public final class PrometheusRegistry: MetricsFactory, Sendable {
    private let series = Mutex<[PrometheusSeries.Key: PrometheusSeries]>([:])

    /// An empty registry.
    public init() {}

    /// Every series in the Prometheus text format 0.0.4, families sorted by name.
    public func render() -> String {
        PrometheusText.render(series.withLock { Array($0.values) })
    }

    private func makeSeries(
        _ label: String, _ dimensions: [(String, String)], _ kind: PrometheusSeries.Kind
    ) -> PrometheusSeries {
        let key = PrometheusSeries.Key(label: label, dimensions: dimensions)
        return series.withLock { series in
            if let existing = series[key] { return existing }
            let new = PrometheusSeries(key: key, kind: kind)
            series[key] = new
            return new
        }
    }

    private func remove(_ handler: AnyObject) {
        series.withLock { series in
            guard let gone = handler as? PrometheusSeries else { return }
            series[gone.key] = nil
        }
    }

    // MARK: MetricsFactory

    /// A counter; the same label and dimensions give the same series.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        makeSeries(label, dimensions, .counter)
    }

    /// A counter of fractions.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        makeSeries(label, dimensions, .counter)
    }

    /// A gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        makeSeries(label, dimensions, .gauge)
    }

    /// A gauge, or with `aggregate` a count and sum.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        makeSeries(label, dimensions, aggregate ? .summary : .gauge)
    }

    /// A count and sum, in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        makeSeries(label, dimensions, .summary)
    }

    /// Forgets the series.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    /// Forgets the series.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    /// Forgets the series.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    /// Forgets the series.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    /// Forgets the series.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}
