import Testing
import Worker

@Suite("A topic plan")
struct TopicPlanTests {
    private var settings: TopicSettings {
        var settings = TopicSettings()
        settings.partitions = 6
        return settings
    }

    private func step(_ name: String, found: (partitions: Int, config: [String: String])?) -> TopicPlan.Step? {
        let plan = TopicPlan(settings)
        let steps = plan.steps(found: found.map { [name: $0] } ?? [:])
        return zip(plan.desired, steps).first { $0.0.name == name }?.1
    }

    @Test("creates what is missing")
    func creates() {
        guard case .create(let topic)? = step("partner.notices", found: nil) else {
            Issue.record("expected a step that creates the topic")
            return
        }
        #expect(topic.partitions == 6)
        #expect(topic.config["message.timestamp.type"] == "LogAppendTime")
    }

    @Test("compacts the cuts, the deliveries and the preferences, and nothing else")
    func compaction() {
        let compacted = TopicPlan(settings).desired.filter { $0.config["cleanup.policy"] == "compact" }.map(\.name)
        #expect(compacted == ["partner.cuts", "partner.deliveries", "partner.preferences"])
    }

    @Test("never grows a topic by itself: keys would move")
    func neverGrows() {
        guard case .tooFewPartitions(_, let found)? = step("partner.digests", found: (3, [:])) else {
            Issue.record("expected the shortage to be told")
            return
        }
        #expect(found == 3)
    }

    @Test("names each difference in a topic's configuration")
    func differences() {
        guard case .alter(_, let changes)? = step("partner.cuts", found: (6, ["cleanup.policy": "delete"])) else {
            Issue.record("expected a step that alters the topic")
            return
        }
        #expect(changes == [TopicPlan.ConfigChange(key: "cleanup.policy", found: "delete", wanted: "compact")])
    }

    @Test("leaves alone what is in order")
    func inOrder() {
        guard case .inOrder? = step("partner.cuts", found: (6, ["cleanup.policy": "compact"])) else {
            Issue.record("expected nothing to do")
            return
        }
    }
}
