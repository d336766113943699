/// Which way a piece of cooperation goes, seen from the city that runs the worker; digests show the balance.
public enum Direction: String, CaseIterable, Codable, Hashable, Sendable {
    /// The partner comes, or brings something, to us.
    case incoming
    /// We go, or bring something, to the partner.
    case outgoing
    /// Both at once.
    case mutual
}
