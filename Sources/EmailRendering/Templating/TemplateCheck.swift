import Cooperation

/// Holds the tags of a template against the keys it may name.
struct TemplateCheck {
    private let template: TemplateName
    /// The keys in reach, the innermost section last; behind them the section's name, and whether it is a text.
    private var reach: [(keys: TemplateKeys?, section: String, isText: Bool)]

    /// What is wrong, with the line it stands in.
    private(set) var faults: [(line: Int, problem: TemplateProblem)] = []

    init(_ text: String, of template: TemplateName) {
        self.template = template
        reach = [(TemplateKeys.of(template), "", false)]
        for tag in TemplateTag.all(in: text) { check(tag) }
    }

    private mutating func check(_ tag: TemplateTag) {
        switch tag.sign {
        case ">", "<", "$", "=", "%":
            report(tag, .unknownTag("\(tag.sign.map(String.init) ?? "")\(tag.name)"))
        case "/":
            if reach.count > 1 { reach.removeLast() }
        case "#":
            open(tag, value(of: tag))
        case "^":
            // In a section for nothing there is nothing to name but what lies around it.
            _ = value(of: tag)
            reach.append((nil, tag.name, false))
        default:
            show(tag)
        }
    }

    /// A section over a list brings the keys of its elements into reach.
    private mutating func open(_ tag: TemplateTag, _ value: TemplateKeys.Value?) {
        switch value {
        case .list(let keys): reach.append((keys, tag.name, false))
        case .text: reach.append((nil, tag.name, true))
        default: reach.append((nil, tag.name, false))
        }
    }

    private mutating func show(_ tag: TemplateTag) {
        let isRaw = tag.sign != nil
        if tag.name == ".", reach.last?.isText == true {
            if isRaw, template.isHTML { report(tag, .unescaped(tag: tag.name)) }
            return
        }
        switch value(of: tag) {
        case .made where template.isHTML && !isRaw: report(tag, .escapedTwice(tag: tag.name))
        case .text where template.isHTML && isRaw: report(tag, .unescaped(tag: tag.name))
        case .list, .flag: report(tag, .notShown(key: tag.name))
        default: break
        }
    }

    private mutating func value(of tag: TemplateTag) -> TemplateKeys.Value? {
        for frame in reach.reversed() {
            if let value = frame.keys?.values[tag.name] { return value }
        }
        let known = Set(reach.compactMap(\.keys).flatMap(\.values.keys)).sorted()
        let nearest = NearestName.nearest(to: tag.name, among: known)
        report(tag, .unknownKey(tag.name, nearest: nearest, known: known))
        return nil
    }

    private mutating func report(_ tag: TemplateTag, _ problem: TemplateProblem) {
        faults.append((tag.line, problem))
    }
}
