/// The names of a table, compiled for look-up.
struct TableNames: Sendable {
    let domains: NameIndex
    let themes: NameIndex
    let partners: NameIndex
    /// For each theme, the numbers of the domains that have it.
    private let domainsOfTheme: [[Int]]

    init(_ table: RoutingTable) {
        domains = NameIndex(table.domains.map(\.id))
        partners = NameIndex(table.partners.map(\.id))
        var numbers: [String: Int] = [:]
        var themes: [String] = []
        var domainsOfTheme: [[Int]] = []
        for domain in table.domains {
            for theme in domain.themes {
                if numbers[theme.id] == nil {
                    numbers[theme.id] = themes.count
                    themes.append(theme.id)
                    domainsOfTheme.append([])
                }
                if let theme = numbers[theme.id], let domain = domains.number(of: domain.id) {
                    domainsOfTheme[theme].append(domain)
                }
            }
        }
        self.themes = NameIndex(themes)
        self.domainsOfTheme = domainsOfTheme
    }

    /// Whether the theme stands under at least one of the domains.
    func theme(_ theme: Int, standsUnderOneOf domains: [Int]) -> Bool {
        domainsOfTheme[theme].contains { domains.contains($0) }
    }
}
