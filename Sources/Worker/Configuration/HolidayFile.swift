import Cooperation
import DigestEngine
import Yams

/// Reads a file of holidays: under `holidays` a list of dates, each with its name in one language or more.
struct HolidayFile {
    let text: String
    let problems: ProblemCollector

    func read() -> [Holiday] {
        guard let root = root() else { return [] }
        let value = YAMLValue(node: root, path: "", problems: problems)
        value.expectKeys(["holidays"], required: ["holidays"])
        let holidays = value["holidays"]?.elements.compactMap(holiday) ?? []
        reportDuplicates(holidays)
        return holidays.map(\.holiday)
    }

    private func root() -> Node? {
        do {
            if let node = try compose(yaml: text) { return node }
            problems.report(line: nil, path: "", "the file is empty; expected a list of dates under `holidays`")
        } catch {
            problems.report(line: nil, path: "", "is not YAML: \(error)")
        }
        return nil
    }

    private typealias Entry = (holiday: Holiday, date: YAMLValue)

    private func holiday(_ value: YAMLValue) -> Entry? {
        value.expectKeys(["date", "name"], required: ["date", "name"])
        let name = value["name"]?.localizedText
        guard let dateValue = value["date"], let date = dateValue.date, let name else { return nil }
        return (Holiday(date: date, name: name), dateValue)
    }

    private func reportDuplicates(_ entries: [Entry]) {
        var lines: [CalendarDate: Int?] = [:]
        for (holiday, date) in entries {
            if let line = lines[holiday.date] {
                date.report("the same date stands here twice\(line.map { ", first on line \($0)" } ?? ""); keep one")
            } else {
                lines[holiday.date] = date.line
            }
        }
    }
}
