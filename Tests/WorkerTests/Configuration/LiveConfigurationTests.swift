import Cooperation
import Synchronization
import Testing

@testable import Worker

@Suite("The configuration in force")
struct LiveConfigurationTests {
    private let started: WorkerConfiguration
    private let live: LiveConfiguration

    init() throws {
        started = try SmallConfiguration.load()
        live = LiveConfiguration(started)
    }

    private func changed() -> WorkerConfiguration {
        var changed = started
        changed.routing.rules[0].audiences = ["culture", "bureau"]
        return changed
    }

    @Test("a change of who is told of what makes a new edition; the settings stay those of the start")
    func replaced() throws {
        var changed = changed()
        changed.settings.http.port = 9_999
        let edition = try #require(live.replace(with: changed))
        #expect(edition.number == 1)
        #expect(edition.configuration.routing == changed.routing)
        #expect(edition.configuration.settings == started.settings)
        #expect(live.newest.number == 1)
        #expect(live.edition(after: 0)?.number == 1)
        #expect(live.edition(after: 1) == nil)
    }

    @Test("settings alone make no new edition")
    func unchanged() {
        var changed = started
        changed.settings.http.port = 9_999
        #expect(live.replace(with: changed) == nil)
        #expect(live.newest.number == 0)
    }

    @Test("who watches hears of each edition, also of one that came before it began, and of none afterwards")
    func watching() async {
        let first = live.newest
        _ = live.replace(with: changed())
        let heard = Mutex<[Int]>([])
        await live.whileWatching(from: first) { edition in
            heard.withLock { $0.append(edition.number) }
        } _: {
            _ = live.replace(with: started)
        }
        _ = live.replace(with: changed())
        #expect(heard.withLock { $0 } == [1, 2])
    }
}
