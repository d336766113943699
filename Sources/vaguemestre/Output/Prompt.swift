import Foundation

/// Questions to whoever sits at the terminal.
enum Prompt {
    /// Whether there is somebody to ask: never read an answer from a file or a pipe.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 }

    /// Whether the answer begins with y. The end of the input is a no.
    static func confirms(_ question: String) -> Bool {
        FileHandle.standardError.write(Data("\(question) [y/N] ".utf8))
        return readLine()?.lowercased().hasPrefix("y") ?? false
    }

    /// One of the letters; the last of them at the end of the input.
    static func choice(_ question: String, among letters: String) -> Character {
        while true {
            FileHandle.standardError.write(Data("\(question) ".utf8))
            guard let line = readLine() else { return letters.last ?? "q" }
            if let letter = line.lowercased().first, letters.contains(letter) { return letter }
        }
    }
}
