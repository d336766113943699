import Cooperation
import DigestEngine
import Foundation

/// Renders the two bodies of one digest for one language and zone.
struct BodyRenderer {
    private let digest: Digest
    private let page: DigestPage
    private let reader: Reader
    private let view: PageView
    private let templates: Templates

    /// The HTML part stays below this, encoded.
    static let htmlLimitBytes = 80_000

    private let limitBytes: Int

    init(_ digest: Digest, reader: Reader, zone: TimeZone, templates: Templates, linksPreferences: Bool = false) {
        self.digest = digest
        self.reader = reader
        self.templates = templates
        page = DigestPage(digest)
        view = PageView(digest, page, for: reader, zone: zone, linksPreferences: linksPreferences)
        limitBytes = Self.htmlLimitBytes - (linksPreferences ? PreferenceLinkPlace.reservedBytes : 0)
    }

    /// What the digest is called.
    var title: String { view.title.text }

    /// The subject line.
    var subject: String { view.subject }

    /// Both bodies: plain text with every line, HTML within its limit.
    func render() -> (text: String, html: String, shown: DigestBody.Shown) {
        let data = page.sections.map { section in
            section.entries.map {
                LineView($0.line, for: reader, in: $0.section, isDeep: section.isThemed).data
            }
        }
        let (html, shown) = renderHTML(data)
        return (renderText(data), html, shown)
    }

    private func renderText(_ data: [[[String: Any]]]) -> String {
        let cards = data.indices.map { section in
            data[section].indices.map { card(render(.textCard, data[section][$0]), section, $0) }
        }
        let text = render(.textPage, view.data(cards: cards, dropped: cards.map { _ in 0 }))
        return FlowedText.fold(text.collapsingEmptyLines)
    }

    private func renderHTML(_ data: [[[String: Any]]]) -> (String, DigestBody.Shown) {
        let cards = data.map { $0.map { render(.htmlCard, $0) } }
        let rows = data.map { $0.map { render(.htmlRow, $0) } }
        let costs = zip(cards.joined(), rows.joined()).map { full, short in
            HTMLBudget.Cost(full: HTMLBudget.encodedBytes(full), short: HTMLBudget.encodedBytes(short))
        }
        let none = view.data(cards: cards.map { _ in [] }, dropped: cards.map(\.count))
        var budget = limitBytes - HTMLBudget.encodedBytes(render(.htmlPage, none))
        var (html, shown) = assemble(cards, rows, HTMLBudget.plan(costs, budget: budget))
        // Rounding and the words that count what was left out can tip it over; a page without lines cannot shrink.
        while budget > 0, HTMLBudget.encodedBytes(html) > limitBytes {
            budget -= HTMLBudget.encodedBytes(html) - limitBytes + 100
            (html, shown) = assemble(cards, rows, HTMLBudget.plan(costs, budget: budget))
        }
        return (html, shown)
    }

    private func assemble(
        _ cards: [[String]], _ rows: [[String]], _ forms: [HTMLBudget.Form]
    ) -> (String, DigestBody.Shown) {
        var next = forms.makeIterator()
        var shown = DigestBody.Shown()
        var kept: [[PageView.Card]] = []
        var dropped: [Int] = []
        for section in cards.indices {
            kept.append([])
            dropped.append(0)
            for index in cards[section].indices {
                switch next.next() ?? .counted {
                case .full:
                    kept[section].append(card(cards[section][index], section, index))
                    shown.full += 1
                case .short:
                    kept[section].append(card(rows[section][index], section, index))
                    shown.short += 1
                case .counted:
                    dropped[section] += 1
                    shown.counted += 1
                }
            }
        }
        return (render(.htmlPage, view.data(cards: kept, dropped: dropped)), shown)
    }

    private func render(_ name: TemplateName, _ data: [String: Any]) -> String {
        templates.render(name, data, in: reader.language)
    }

    private func card(_ text: String, _ section: Int, _ entry: Int) -> PageView.Card {
        PageView.Card(text: text, theme: page.sections[section].entries[entry].line.theme)
    }
}

extension String {
    /// The text with at most one empty line in a row, none at its ends, and one line break at its end.
    fileprivate var collapsingEmptyLines: String {
        var lines: [Substring] = []
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            let isEmpty = line.allSatisfy { $0 == " " }
            if isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(isEmpty ? "" : line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}
