import Cooperation
import DigestEngine
import Foundation
import Testing

@testable import EmailRendering

@Suite("What templates may name")
struct TemplateKeyTests {
    @Test("is what rendering fills: every key of a line, and no other")
    func line() throws {
        var filled = Filled()
        let digest = try Samples.everything()
        for language in ["fr-CA", "en-CA"] {
            let reader = try reader(language)
            for line in digest.sections.flatMap(\.lines) + [try rich()] {
                for isDeep in [true, false] {
                    filled.add(LineView(line, for: reader, in: nil, isDeep: isDeep).data)
                }
            }
        }
        #expect(filled.differences(from: TemplateKeys.of(.htmlCard)) == [])
    }

    @Test("is what rendering fills: every key of a page, and no other")
    func page() throws {
        var filled = Filled()
        var digest = try Samples.everything()
        digest.title = LocalizedText(["de": "Kultur"])
        digest.sections[0].lines[0].state.title = LocalizedText(["de": "Abgesagt"])
        let upset = digest.sections.flatMap(\.lines).filter(\.isUpset)
        digest.sections[0].lines += upset + upset
        for digest in [digest, try Samples.empty()] {
            for language in ["fr-CA", "en-CA"] {
                let page = DigestPage(digest)
                let view = PageView(
                    digest, page, for: try reader(language), zone: .gmt, linksPreferences: true)
                let cards = page.sections.map { $0.entries.map { PageView.Card(text: "x", theme: $0.line.theme) } }
                filled.add(view.data(cards: cards, dropped: cards.map { _ in 1 }))
            }
        }
        #expect(filled.differences(from: TemplateKeys.of(.htmlPage)) == [])
    }

    @Test("is what rendering fills: every key of the page of preferences, and no other")
    func preferences() throws {
        var filled = Filled()
        for state in [PreferenceCourse.State.receiving, .unsubscribed] {
            for language in ["fr-CA", "en-CA"] {
                let (standing, link) = try PreferenceSamples.standing(state, language)
                let page = PreferencePage(language: language, templates: .builtIn)
                filled.add(
                    page.data(
                        of: standing, link: link, pauses: [CalendarDate(year: 2026, month: 12, day: 6)], isSaved: true,
                        replaced: standing.place))
            }
        }
        #expect(filled.differences(from: TemplateKeys.of(.preferencesPage)) == [])
    }

    @Test("is what the program's own templates name: no key is there for nobody")
    func named() {
        let files = TemplateName.allCases.map {
            String(decoding: EmbeddedTemplates.files[$0.file] ?? [], as: UTF8.self)
        }
        let named = Set(files.flatMap { TemplateTag.all(in: $0).map(\.name) })
        for template in TemplateName.allCases {
            #expect(TemplateKeys.of(template).names.subtracting(named).subtracting(["isMoved"]) == [])
        }
    }

    private func reader(_ tag: String) throws -> Reader {
        Reader(
            language: Templates.builtIn.language(for: tag), zone: .gmt, names: Samples.names, templates: .builtIn)
    }

    /// A line with what the others lack.
    private func rich() throws -> DigestLine {
        let digest = try Samples.single {
            let german = LocalizedText(["de": "Wasser"])
            $0.state.note = german
            $0.state.summary = german
            $0.state.links = [Link(href: "https://example.org/", title: german)]
            $0.before = SubjectBefore()
            $0.before?.title = german
            $0.unknown = [UnknownName(field: .domain, name: "x")]
            $0.state.programme = (0..<20).map { _ in
                ProgrammeStep(
                    starts: .day(CalendarDate(year: 2019, month: 5, day: 2)), title: german, place: Place(name: "x"))
            }
        }
        return digest.sections[0].lines[0]
    }
}

/// The keys that were filled, by their path, and what with.
private struct Filled {
    private var kinds: [String: Set<String>] = [:]

    mutating func add(_ data: [String: Any], at path: String = "") {
        for (key, value) in data {
            switch value {
            case let list as [[String: Any]]:
                kinds[path + key, default: []].insert("list")
                for element in list { add(element, at: "\(path)\(key).") }
            case is Bool: kinds[path + key, default: []].insert("flag")
            case is String: kinds[path + key, default: []].insert("text")
            default: kinds[path + key, default: []].insert("\(type(of: value))")
            }
        }
    }

    func differences(from keys: TemplateKeys) -> [String] {
        let declared = Self.kinds(of: keys)
        return Set(declared.keys).union(kinds.keys).sorted().compactMap { path in
            let (wanted, found) = (declared[path], kinds[path, default: []])
            return found == wanted.map { [$0] } ? nil : "\(path): declared \(wanted ?? "nothing"), filled with \(found)"
        }
    }

    private static func kinds(of keys: TemplateKeys, at path: String = "") -> [String: String] {
        keys.values.reduce(into: [:]) { kinds, entry in
            switch entry.value {
            case .text, .made: kinds[path + entry.key] = "text"
            case .flag: kinds[path + entry.key] = "flag"
            case .list(let inner):
                kinds[path + entry.key] = "list"
                kinds.merge(Self.kinds(of: inner, at: "\(path)\(entry.key).")) { first, _ in first }
            }
        }
    }
}

extension TemplateKeys {
    /// All names at any depth.
    fileprivate var names: Set<String> {
        values.reduce(into: []) { names, entry in
            names.insert(entry.key)
            if case .list(let inner) = entry.value { names.formUnion(inner.names) }
        }
    }
}
