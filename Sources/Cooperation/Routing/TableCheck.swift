import Foundation

/// Judges a routing table, part by part. Rules stand in `TableCheck+Rules`.
struct TableCheck {
    let table: RoutingTable
    private(set) var problems: [RoutingProblem] = []

    init(table: RoutingTable) {
        self.table = table
    }

    var partners: [String] { table.partners.map(\.id) }
    var domains: [String] { table.domains.map(\.id) }
    var audiences: [String] { table.audiences.map(\.id) }

    /// Notes a problem; the path is within `cooperation`.
    mutating func problem(_ path: String, _ message: String) {
        problems.append(RoutingProblem(path: "cooperation." + path, message: message))
    }

    mutating func checkTriage() {
        checkReference(table.triageAudience, to: audiences, "audience", "triage")
    }

    mutating func checkPartners() {
        checkIdentifiers(partners, "partners", isName: true)
        for (number, partner) in table.partners.enumerated() {
            checkName(partner.name, "partners[\(number)].name")
            guard TimeZone(identifier: partner.timeZone) == nil else { continue }
            problem(
                "partners[\(number)].time_zone",
                "found \(Found.quoted(partner.timeZone)), expected an IANA time zone such as Europe/Brussels")
        }
    }

    mutating func checkProtocols() {
        checkIdentifiers(table.protocols.map(\.id), "protocols", isName: false)
        for (number, each) in table.protocols.enumerated() {
            let path = "protocols[\(number)]"
            checkName(each.name, path + ".name")
            checkReferences(each.partners, to: partners, "partner", path + ".partners")
            checkReferences(each.domains, to: domains, "domain", path + ".domains")
            if each.partners.isEmpty { problem(path + ".partners", "found none, expected the partners that signed") }
            if each.until < each.from {
                problem(path + ".until", "found \(each.until), expected a day not before \(each.from)")
            }
            let days = 0...CooperationProtocol.maxAlertDays
            if !days.contains(each.alertDays) {
                problem(path + ".alert_days", "found \(each.alertDays), expected 0 to \(days.upperBound)")
            }
        }
    }

    mutating func checkDomains() {
        checkIdentifiers(domains, "domains", isName: true)
        for (number, domain) in table.domains.enumerated() {
            checkName(domain.name, "domains[\(number)].name")
            checkIdentifiers(domain.themes.map(\.id), "domains[\(number)].themes", isName: true)
            for (position, theme) in domain.themes.enumerated() {
                checkName(theme.name, "domains[\(number)].themes[\(position)].name")
            }
        }
    }

    mutating func checkAudiences() {
        checkIdentifiers(audiences, "audiences", isName: false)
        for (number, audience) in table.audiences.enumerated() {
            checkName(audience.name, "audiences[\(number)].name")
        }
    }
}

/// What identifiers, names and references must be.
extension TableCheck {
    private static let maxIdentifier = 100

    /// Identifiers of a list: well formed, each once. Those that events spell (`isName`) may be any short text, since a
    /// partner's sender chooses them; ours are lower-case letters, digits and hyphens.
    mutating func checkIdentifiers(_ identifiers: [String], _ path: String, isName: Bool) {
        var first: [String: Int] = [:]
        for (number, identifier) in identifiers.enumerated() {
            let path = "\(path)[\(number)].id"
            if !(isName ? Self.isName(identifier) : Self.isSlug(identifier)) {
                let expected =
                    isName
                    ? "1 to \(Self.maxIdentifier) characters without control characters"
                    : "lower-case letters, digits and hyphens (at most \(Self.maxIdentifier))"
                problem(path, "found \(Found.quoted(identifier)), expected \(expected)")
            }
            if let earlier = first[identifier] {
                problem(path, "found \(Found.quoted(identifier)) again, first at [\(earlier)]; expected each once")
            } else {
                first[identifier] = number
            }
        }
    }

    mutating func checkReferences(_ names: [String], to known: [String], _ what: String, _ path: String) {
        for (number, name) in names.enumerated() {
            checkReference(name, to: known, what, "\(path)[\(number)]")
        }
    }

    mutating func checkReference(_ name: String, to known: [String], _ what: String, _ path: String) {
        guard !known.contains(name) else { return }
        let nearest = NearestName.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
        let all = known.isEmpty ? "none is configured" : "expected one of " + known.joined(separator: ", ")
        problem(path, "found \(Found.quoted(name)), which is no \(what) here; \(all)\(nearest)")
    }

    mutating func checkName(_ name: LocalizedText, _ path: String) {
        if name.texts.isEmpty { problem(path, "found no text, expected one in at least one language") }
        for (tag, text) in name.texts.sorted(by: { $0.key < $1.key }) {
            if !tag.withRawUTF8(LanguageTag.isWellFormed) {
                problem(
                    "\(path).\(tag)", "found \(Found.quoted(tag)) as a language, expected a tag such as fr or fr-CA")
            }
            if text.isEmpty { problem("\(path).\(tag)", "found an empty text, expected a name") }
        }
    }

    private static func isSlug(_ identifier: String) -> Bool {
        let bytes = identifier.utf8
        let isOurs = bytes.allSatisfy {
            $0.isASCIIDigit || ($0.isASCIILetter && $0.asciiLowercased == $0) || $0 == UInt8(ascii: "-")
        }
        return isOurs && (1...maxIdentifier).contains(bytes.count)
    }

    private static func isName(_ identifier: String) -> Bool {
        let scalars = identifier.unicodeScalars
        return (1...maxIdentifier).contains(scalars.count)
            && scalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
