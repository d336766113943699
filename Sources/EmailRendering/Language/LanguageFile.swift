import Foundation

/// A language file as it is written.
struct LanguageFile: Decodable {
    /// A phrase: one wording, or one for each plural category.
    enum Entry: Decodable {
        case text(String)
        case plural([String: String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .plural(try container.decode([String: String].self))
            }
        }
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case tag, plural, typography, formats, phrases
    }

    var tag: String
    var plural: PluralRule
    var typography: Typography
    var formats: DateFormats
    var phrases: [String: Entry]

    /// Reads the file; a key that nothing reads is refused as one that is missing is.
    static func read(_ json: Data) throws(LanguageProblem) -> LanguageFile {
        do {
            let file = try JSONDecoder().decode(LanguageFile.self, from: json)
            let keys = try JSONDecoder().decode(Keys.self, from: json)
            if let problem = keys.problem { throw problem }
            return file
        } catch let problem as LanguageProblem {
            throw problem
        } catch let error as DecodingError {
            throw .unreadable(words(error))
        } catch {
            throw .unreadable(String(describing: error))
        }
    }

    /// Where decoding stopped and why, without the decoder's own words for its types.
    private static func words(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "" : "\(path): "
        }
        return switch error {
        case .keyNotFound(let key, let context): "\(place(context))the key \(key.stringValue) is missing"
        case .valueNotFound(_, let context): "\(place(context))expected a value; found null"
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            "\(place(context))\(context.debugDescription)"
        @unknown default: String(describing: error)
        }
    }
}

/// The keys of a language file at its top and in its formats, whatever they are.
private struct Keys: Decodable {
    var top: [String]
    var formats: [String]

    /// What nothing reads.
    var problem: LanguageProblem? {
        Self.unknown(top, at: "", among: LanguageFile.CodingKeys.allCases.map(\.rawValue))
            ?? Self.unknown(formats, at: "formats", among: DateFormats.CodingKeys.allCases.map(\.rawValue))
    }

    private static func unknown(_ keys: [String], at place: String, among known: [String]) -> LanguageProblem? {
        let unknown = Set(keys).subtracting(known).sorted()
        return unknown.isEmpty ? nil : .unknownKeys(unknown, at: place, known: known)
    }

    init(from decoder: any Decoder) throws {
        let file = try decoder.container(keyedBy: AnyKey.self)
        top = file.allKeys.map(\.stringValue)
        formats = try file.nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey(stringValue: "formats")).allKeys
            .map(\.stringValue)
    }
}

/// A key by any name.
private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
