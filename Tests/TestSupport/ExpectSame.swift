import CustomDump
public import Testing

/// Expects two values to be equal and shows where they are not.
///
/// Not `expectNoDifference`: that one reports through a library looked up at run time, and where it is not linked into
/// the test bundle the test passes whatever the values.
public func expectSame<Value: Equatable>(
    _ actual: Value, _ expected: Value, _ comment: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
    if actual == expected { return }
    let difference = diff(expected, actual) ?? "both print alike: \(actual)"
    Issue.record("\(comment) differs (- expected, + actual):\n\(difference)", sourceLocation: sourceLocation)
}
