import Foundation

/// Who gives a command.
enum Author {
    /// Where nobody says: `user@host`.
    static var standard: String {
        let process = ProcessInfo.processInfo
        return "\(process.userName)@\(process.hostName)"
    }
}
