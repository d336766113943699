/// The members of an event's data that the contract knows.
enum DataField: Int, CaseIterable {
    case title, summary, note, domains, themes, axes, partners, direction, priority, starts, ends, respondBy, place
    case organisations, participants, programme, links
}

/// The members of the smaller objects within the data.
enum PlaceField: Int, CaseIterable { case name, city, timeZone }
enum OrganisationField: Int, CaseIterable { case name, partner }
enum StepField: Int, CaseIterable { case starts, title, place }
enum LinkField: Int, CaseIterable { case href, title }

/// The members that an object has, by number of the field; an absent one has none.
struct Slots {
    private var nodes = [17 of Int32](repeating: -1)

    subscript(_ number: Int) -> Int? {
        get { nodes[number] < 0 ? nil : Int(nodes[number]) }
        set { nodes[number] = newValue.map(Int32.init) ?? -1 }
    }

    subscript<Field: RawRepresentable<Int>>(_ field: Field) -> Int? { self[field.rawValue] }
}

/// The names that the contract knows, compiled for look-up. A class, so that handing it to a check costs one count
/// instead of one for each of its arrays.
final class ContractNames: Sendable {
    let attributes = NameIndex(EnvelopeField.allCases.map(\.name))
    let data = NameIndex(DataField.allCases.map { "\($0)" })
    let place = NameIndex(PlaceField.allCases.map { "\($0)" })
    let organisation = NameIndex(OrganisationField.allCases.map { "\($0)" })
    let step = NameIndex(StepField.allCases.map { "\($0)" })
    let link = NameIndex(LinkField.allCases.map { "\($0)" })
    let kinds = NameIndex(Kind.allCases.map(\.rawValue))
    let actions = NameIndex(Action.allCases.map(\.rawValue))
    let axes = NameIndex(Axis.allCases.map(\.rawValue))
    let directions = NameIndex(Direction.allCases.map(\.rawValue))
    let priorities = NameIndex(Priority.allCases.map(\.rawValue))
}
