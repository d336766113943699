import Cooperation
import DigestEngine
import Foundation
import Testing

@testable import Operations

@Suite("The windows of some days")
struct OutlookTests {
    private static let weekly = ForecastStage.subscription("weekly", ForecastStage.monday)

    /// News on each of three weeks, none in a fourth, and one piece that waits.
    private static var month: ForecastStage {
        var stage = ForecastStage(weekly)
        for time in ["2019-10-08", "2019-10-09", "2019-10-15", "2019-10-16", "2019-10-17", "2019-10-22"] {
            stage.tell("\(time)T12:00:00Z")
        }
        stage.tell("2019-11-06T12:00:00Z")
        return stage
    }

    @Test("that are over are told as the log has them, the next with what waits, the others with the median")
    func standings() throws {
        var stage = Self.month
        stage.cuts = [Self.cutBefore(6)]
        let windows = try stage.outlook("2019-10-14", "2019-11-25", now: "2019-11-07T12:00:00Z")[0].windows
        #expect(windows.map(\.standing) == [.told, .told, .told, .empty, .pending, .expected, .expected])
        #expect(windows.map(\.notices) == [2, 3, 1, nil, 1, nil, nil])
        #expect(windows.map(\.lines) == [2, 3, 1, nil, 1, 1, 1], "the median of 0, 1, 2 and 3, the lower one")
        #expect(windows.map(\.mail?.htmlBytes) == [200, 300, 100, nil, 100, nil, nil])
        #expect(windows.first?.local == "2019-10-14T08:00:00-04:00")
        #expect(windows.last?.local == "2019-11-25T08:00:00-05:00")
        #expect(windows.compactMap(\.clockChange) == [["-04:00", "-05:00"]])
    }

    /// All before an offset was told in one digest.
    private static func cutBefore(_ offset: Int64) -> Cut {
        Cut(
            subscription: "weekly", audience: "culture", partition: 0, from: offset,
            boundary: ForecastStage.instant("2019-10-28T12:00:00Z"), sequence: 1,
            history: [
                ToldSlice(
                    digest: "d", sequence: 1, from: 0, to: offset,
                    windowEnd: ForecastStage.instant("2019-10-28T12:00:00Z"))
            ])
    }

    @Test("that no worker told yet are due, beside what would have been told")
    func due() throws {
        let windows = try Self.month.outlook("2019-10-14", "2019-11-04", now: "2019-11-07T12:00:00Z")[0].windows
        #expect(windows.filter { $0.standing == .told }.count == 3)
        let due = windows.filter { $0.standing == .due }
        #expect(due.map(\.notices) == [6], "merged, as the subscription wants it")
        #expect(due.map(\.local) == ["2019-10-28T08:00:00-04:00"])
    }

    @Test("are over when their grace is")
    func grace() throws {
        let boundary = try Self.month.outlook("2019-10-14", "2019-10-14", now: "2019-10-14T12:00:30Z")[0].windows
        #expect(boundary.map(\.standing) == [.pending])
        let after = try Self.month.outlook("2019-10-14", "2019-10-14", now: "2019-10-14T12:01:00Z")[0].windows
        #expect(after.first?.standing == .told)
    }

    @Test("have no expectation before the first digest")
    func noPast() throws {
        let stage = ForecastStage(Self.weekly)
        let windows = try stage.outlook("2019-10-14", "2019-10-21", now: "2019-10-10T12:00:00Z")[0].windows
        #expect(windows.map(\.standing) == [.pending, .expected])
        #expect(windows.map(\.lines) == [0, nil])
    }

    @Test("name the holiday that moved them, and those of either side that lie within")
    func holidays() throws {
        func holiday(_ date: String, _ name: String) -> Holiday {
            Holiday(date: ForecastStage.date(date), name: LocalizedText(["en": name]))
        }
        var namur = ForecastStage.subscription("namur", ForecastStage.monday, holidays: [holiday("2025-05-01", "May")])
        namur.audience = "commissariat"
        let stage = ForecastStage(
            ForecastStage.subscription("weekly", ForecastStage.monday, holidays: [holiday("2025-04-21", "Easter")]),
            namur)
        let windows = try stage.outlook("2025-04-20", "2025-05-05", now: "2025-04-01T00:00:00Z")[0].windows
        #expect(windows.map(\.local).first == "2025-04-22T08:00:00-04:00")
        #expect(windows.map(\.moved.first?.from) == ["2025-04-21T08:00:00-04:00", nil, nil])
        #expect(windows.map(\.moved.first?.because) == [["Easter"], nil, nil])
        #expect(windows.map { $0.holidays.map(\.name) } == [["Easter"], [], ["May"]])
        #expect(windows.last?.holidays.first?.audiences == ["commissariat"])
    }

    @Test("of a flush stand where it ended them")
    func flush() throws {
        var stage = ForecastStage(Self.weekly)
        stage.tell("2019-10-08T12:00:00Z")
        stage.order(.flush, "2019-10-09T12:00:00Z")
        let windows = try stage.outlook("2019-10-07", "2019-10-14", now: "2019-10-20T12:00:00Z")[0].windows
        let flushed = windows.filter(\.isFlushed)
        #expect(flushed.map(\.local) == ["2019-10-09T08:00:00-04:00", "2019-10-09T08:00:00-04:00"], "told, and due")
        #expect(windows.filter { $0.standing == .empty }.map(\.local).last == "2019-10-14T08:00:00-04:00")
    }

    @Test("on hold tell what waits, and who keeps it back")
    func hold() throws {
        var stage = ForecastStage(Self.weekly)
        stage.tell("2019-10-08T12:00:00Z")
        stage.order(.hold(until: nil), "2019-10-09T12:00:00Z")
        let outlook = try stage.outlook("2019-10-14", "2019-10-21", now: "2019-10-16T12:00:00Z")[0]
        #expect(outlook.hold?.by == "operator")
        #expect(outlook.windows.map(\.standing) == [.empty, .pending])
        #expect(outlook.windows.map(\.notices) == [nil, 1])
    }

    @Test("of an immediate cadence are those with something in them")
    func immediate() throws {
        var stage = ForecastStage(ForecastStage.subscription("now", .immediate(gapSeconds: 300)))
        stage.tell("2019-10-08T12:00:00Z")
        stage.tell("2019-10-08T12:04:00Z")
        stage.tell("2019-10-09T12:00:00Z")
        let windows = try stage.outlook("2019-10-08", "2019-10-09", now: "2019-10-09T12:01:00Z")[0].windows
        #expect(windows.filter { $0.standing == .told }.map(\.notices) == [2])
        #expect(windows.filter { $0.standing == .pending }.map(\.notices) == [1])
    }
}
