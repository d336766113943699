import Cooperation
import DigestEngine
import Foundation
import Yams

/// Reads the files of holidays that the audiences name, and says which holidays each audience has.
struct HolidaysSection {
    /// The `cooperation.audiences` list.
    let audiences: YAMLValue
    /// What the names of files are relative to.
    let directory: URL

    func read() -> [String: HolidayCalendar] {
        var files: [String: [Holiday]] = [:]
        var calendars: [String: HolidayCalendar] = [:]
        for audience in audiences.node.sequence == nil ? [] : audiences.elements {
            guard let id = audience["id"]?.node.scalar?.string, let names = audience["holidays"] else { continue }
            var holidays: [Holiday] = []
            for name in names.elementsOrOne {
                guard let path = name.filledText else { continue }
                let read = files[path] ?? file(path, named: name)
                files[path] = read
                holidays += read
            }
            calendars[id] = HolidayCalendar(holidays)
        }
        return calendars
    }

    /// The holidays of one file. What is wrong in it is told with its own name and lines.
    private func file(_ path: String, named name: YAMLValue) -> [Holiday] {
        let url = URL(fileURLWithPath: path, relativeTo: directory)
        let text: String
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            name.report(
                "the file of holidays \(url.path) cannot be read as UTF-8 text: \(error.localizedDescription). "
                    + "Its name is relative to the configuration's folder")
            return []
        }
        let problems = ProblemCollector(source: url.relativePath == path ? url.path : url.relativePath)
        let holidays = HolidayFile(text: text, problems: problems).read()
        name.problems.report(problems.problems)
        return holidays
    }
}
