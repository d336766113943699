/// Tells code from what is only text in it: blanks out comments and string literals, and keeps every line break.
///
/// A scanner with a stack rather than a parser: what stands on the stack says what a closing mark closes. Code inside
/// an interpolation stays, for it is code. The one guess is where a bare regex literal starts, since `/` also divides:
/// only where an operand is expected and an unescaped `/` follows on the same line. Works on bytes, which all marks
/// are made of, because characters would take a minute for a project of this size.
struct CodeMask {
    private enum Mode {
        case interpolation(openParentheses: Int)
        case string(pounds: Int, isMultiline: Bool)
    }

    private let source: [UInt8]
    private var output: [UInt8] = []
    private var position = 0
    private var modes: [Mode] = []

    private init(_ text: String) {
        source = Array(text.utf8)
        output.reserveCapacity(source.count)
    }

    /// The code of `text`, with as many lines and bytes as before.
    static func mask(_ text: String) -> String {
        var mask = CodeMask(text)
        while mask.position < mask.source.count { mask.step() }
        return String(decoding: mask.output, as: UTF8.self)
    }

    private mutating func step() {
        if case .string(let pounds, let isMultiline) = modes.last {
            stepInString(pounds: pounds, isMultiline: isMultiline)
            return
        }
        switch source[position] {
        case .slash where byte(after: 1) == .slash:
            while position < source.count, source[position] != .lineFeed { blank(1) }
        case .slash where byte(after: 1) == .asterisk: skipBlockComment()
        case .slash, .pound, .quote: stepAtLiteral()
        default: stepInCode()
        }
    }

    private mutating func stepAtLiteral() {
        let pounds = countPounds(at: position)
        if byte(after: pounds) == .quote {
            openString(pounds: pounds)
        } else if let length = regexLength(pounds: pounds) {
            blank(length)
        } else {
            stepInCode()
        }
    }

    // MARK: Code

    private mutating func stepInCode() {
        if case .interpolation(let open) = modes.last {
            switch source[position] {
            case .openParenthesis: modes[modes.count - 1] = .interpolation(openParentheses: open + 1)
            case .closeParenthesis where open == 1: modes.removeLast()
            case .closeParenthesis: modes[modes.count - 1] = .interpolation(openParentheses: open - 1)
            default: break
            }
        }
        keep(1)
    }

    /// Comments nest in Swift.
    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if source[position] == .slash, byte(after: 1) == .asterisk {
                depth += 1
                blank(2)
            } else if source[position] == .asterisk, byte(after: 1) == .slash {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < source.count
    }

    /// The length of the regex literal that starts here, if one does.
    private func regexLength(pounds: Int) -> Int? {
        guard byte(after: pounds) == .slash, let first = byte(after: pounds + 1) else { return nil }
        let isExtended = pounds > 0
        guard isExtended || (expectsOperand() && !" /*=)".utf8.contains(first)) else { return nil }
        var end = position + pounds + 1
        while end < source.count, isExtended || source[end] != .lineFeed {
            if source[end] == .backslash {
                end += 1
            } else if source[end] == .slash, countPounds(at: end + 1) >= pounds {
                return end + 1 + pounds - position
            }
            end += 1
        }
        return nil
    }

    private func expectsOperand() -> Bool {
        guard let last = output.last(where: { $0 != .space && $0 != .lineFeed }) else { return true }
        return "(,=:[{!&|?;".utf8.contains(last)
    }

    // MARK: Strings

    private mutating func openString(pounds: Int) {
        blank(pounds)
        let isMultiline = byte(after: 1) == .quote && byte(after: 2) == .quote
        keep(isMultiline ? 3 : 1)
        modes.append(.string(pounds: pounds, isMultiline: isMultiline))
    }

    private mutating func stepInString(pounds: Int, isMultiline: Bool) {
        switch source[position] {
        case .quote where closesString(pounds: pounds, isMultiline: isMultiline):
            keep(isMultiline ? 3 : 1)
            blank(pounds)
            modes.removeLast()
        case .backslash where countPounds(at: position + 1) >= pounds:
            stepInEscape(pounds: pounds)
        case .lineFeed where !isMultiline:
            modes.removeLast()  // a literal that never ends is the compiler's to report
        default:
            blank(1)
        }
    }

    private func closesString(pounds: Int, isMultiline: Bool) -> Bool {
        guard isMultiline else { return countPounds(at: position + 1) >= pounds }
        return byte(after: 1) == .quote && byte(after: 2) == .quote && countPounds(at: position + 3) >= pounds
    }

    private mutating func stepInEscape(pounds: Int) {
        blank(1 + pounds)
        guard position < source.count else { return }
        if source[position] == .openParenthesis {
            keep(1)
            modes.append(.interpolation(openParentheses: 1))
        } else {
            blank(1)
        }
    }

    // MARK: Looking and moving

    private func byte(after distance: Int) -> UInt8? {
        position + distance < source.count ? source[position + distance] : nil
    }

    private func countPounds(at index: Int) -> Int {
        var end = index
        while end < source.count, source[end] == .pound { end += 1 }
        return max(0, end - index)
    }

    private mutating func keep(_ count: Int) {
        output.append(contentsOf: source[position..<position + count])
        position += count
    }

    private mutating func blank(_ count: Int) {
        let end = min(position + count, source.count)
        while position < end {
            output.append(source[position] == .lineFeed ? .lineFeed : .space)
            position += 1
        }
    }
}

extension UInt8 {
    fileprivate static let asterisk = UInt8(ascii: "*")
    fileprivate static let backslash = UInt8(ascii: "\\")
    fileprivate static let closeParenthesis = UInt8(ascii: ")")
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let openParenthesis = UInt8(ascii: "(")
    fileprivate static let pound = UInt8(ascii: "#")
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let slash = UInt8(ascii: "/")
    fileprivate static let space = UInt8(ascii: " ")
}
