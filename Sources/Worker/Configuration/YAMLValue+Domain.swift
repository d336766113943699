import Cooperation
import DigestEngine
import Foundation
import Yams

extension YAMLValue {
    /// The texts of a list.
    var texts: [String] { elements.compactMap(\.filledText) }

    /// The members of a list, each one of the type's cases.
    func members<Value: CaseIterable & RawRepresentable<String> & Hashable>(_ type: Value.Type) -> Set<Value> {
        Set(elements.compactMap { $0.oneOf(type) })
    }

    /// A mapping of language tag to text; a plain text counts as French, the first language here.
    var localizedText: LocalizedText? {
        if node.scalar != nil { return filledText.map { LocalizedText(["fr": $0]) } }
        let pairs = entries.compactMap { entry in entry.value.filledText.map { (entry.key, $0) } }
        guard !pairs.isEmpty else {
            report("expected at least one language, such as { fr: …, en: … }")
            return nil
        }
        return LocalizedText(Dictionary(pairs) { first, _ in first })
    }

    /// An IANA time zone that this machine knows.
    var timeZone: String? {
        guard let text = filledText else { return nil }
        guard TimeZone(identifier: text) != nil else {
            let hint = NearestName.nearest(to: text, among: TimeZone.knownTimeZoneIdentifiers).map {
                "; did you mean `\($0)`?"
            }
            report("`\(text)` is no IANA time zone known here\(hint ?? "") Expected one like Europe/Brussels")
            return nil
        }
        return text
    }

    /// A day, `YYYY-MM-DD`.
    var date: CalendarDate? {
        guard let text else { return nil }
        guard let date = CalendarDate(text) else {
            report("expected a day as YYYY-MM-DD; found `\(text)`")
            return nil
        }
        return date
    }

    /// A time of day, `HH:MM`.
    var timeOfDay: LocalTime? {
        guard let text else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...23).contains(hour),
            (0...59).contains(minute)
        else {
            report("expected a time as \"HH:MM\"; found `\(text)` (write it in quotes)")
            return nil
        }
        return LocalTime(hour: hour, minute: minute)
    }

    /// A day of the week by its English name.
    var weekday: Weekday? {
        guard let text else { return nil }
        guard let day = Weekday.allCases.first(where: { "\($0)" == text.lowercased() }) else {
            report("expected a day from monday to sunday; found `\(text)`")
            return nil
        }
        return day
    }

    /// A list, or its one element without the list around it.
    var elementsOrOne: [YAMLValue] { node.sequence == nil ? [self] : elements }
}
