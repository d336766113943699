import Foundation
import Testing

/// One place that breaks a rule of the house.
struct Violation: Equatable {
    /// The file, from the package's root.
    var path: String
    /// The line, from 1.
    var line: Int
    /// What is wrong and what to do about it.
    var message: String

    /// Reports the violation as a failed test, at the place itself.
    func record() {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let module = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        let place = SourceLocation(
            fileID: "\(module)/\(file)", filePath: PackageRoot.url.appending(path: path).path, line: line, column: 1)
        Issue.record("\(path):\(line): \(message)", sourceLocation: place)
    }
}
