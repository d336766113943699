import CoreMetrics
import Testing

@testable import Operations

@Suite("The Prometheus registry")
struct PrometheusTests {
    @Test("writes counters and gauges with help, type and labels, families sorted by name")
    func render() {
        let registry = PrometheusRegistry()
        registry.makeCounter(label: "vaguemestre_records_read_total", dimensions: [("stage", "route")]).increment(by: 3)
        registry.makeMeter(label: "vaguemestre_lag_records", dimensions: [("topic", "a"), ("partition", "0")]).set(
            Int64(7))
        #expect(
            registry.render() == """
                # HELP vaguemestre_lag_records Records of a partition that a stage has not dealt with yet.
                # TYPE vaguemestre_lag_records gauge
                vaguemestre_lag_records{topic="a",partition="0"} 7
                # HELP vaguemestre_records_read_total Records a stage has read and dealt with.
                # TYPE vaguemestre_records_read_total counter
                vaguemestre_records_read_total{stage="route"} 3

                """)
    }

    @Test("gives the same series for the same label and dimensions")
    func sameSeries() {
        let registry = PrometheusRegistry()
        for _ in 0..<2 { registry.makeCounter(label: "c_total", dimensions: []).increment(by: 2) }
        #expect(registry.render().contains("c_total 4\n"))
    }

    @Test("writes a timer as count and sum in seconds")
    func timer() {
        let registry = PrometheusRegistry()
        let timer = registry.makeTimer(label: "t_seconds", dimensions: [])
        timer.recordNanoseconds(1_500_000_000)
        timer.recordNanoseconds(500_000_000)
        #expect(registry.render() == "# TYPE t_seconds summary\nt_seconds_sum 2\nt_seconds_count 2\n")
    }

    @Test("escapes label values and keeps names within what Prometheus allows")
    func escapes() {
        let registry = PrometheusRegistry()
        registry.makeMeter(label: "odd name-é", dimensions: [("k", "a\"b\\c\nd")]).set(1.5)
        #expect(registry.render() == "# TYPE odd_name__ gauge\nodd_name__{k=\"a\\\"b\\\\c\\nd\"} 1.5\n")
    }

    @Test("forgets what was destroyed")
    func destroy() {
        let registry = PrometheusRegistry()
        registry.destroyCounter(registry.makeCounter(label: "gone_total", dimensions: []))
        #expect(registry.render().isEmpty)
    }
}
