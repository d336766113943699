/// The three axes of Québec's vision of international relations: a tag on items, a section of the overview.
public enum Axis: String, CaseIterable, Codable, Hashable, Sendable {
    /// Outlets for companies, higher education, creators; designations; tourism.
    case rayonner
    /// Watching innovations, sharing good practice, pooling resources.
    case apprendre
    /// Workforce, companies and talent, international organisations and events.
    case attirer
}
