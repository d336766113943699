import Cooperation

/// Changes a document where its meaning lies: values for others of the same field or of any kind, members lost, doubled,
/// renamed and moved, lists too long, objects too deep.
struct TreeMutator {
    var random: SeededRandom

    /// One change somewhere in the tree, likelier near its leaves. Recursive, as deep as the tree.
    mutating func change(_ value: JSONValue, name: String = "") -> JSONValue {
        switch value {
        case .object(var members) where !members.isEmpty && !random.once(in: 12):
            let place = random.below(members.count)
            if random.once(in: 3) {
                changeMembers(&members, at: place)
            } else {
                members[place].value = change(members[place].value, name: members[place].name)
            }
            return .object(members)
        case .array(var elements) where !elements.isEmpty && !random.once(in: 6):
            let place = random.below(elements.count)
            if random.once(in: 3) {
                changeElements(&elements, at: place)
            } else {
                elements[place] = change(elements[place], name: name)
            }
            return .array(elements)
        default:
            return replacement(of: value, name: name)
        }
    }

    private mutating func changeMembers(_ members: inout [JSONMember], at place: Int) {
        let other = random.below(members.count)
        switch random.below(6) {
        case 0: members.remove(at: place)
        case 1: members[place].name = random.pick(WordPool.names)
        case 2: members.append(members[place])
        case 3: members.swapAt(place, other)
        case 4: members[place].value = members[other].value
        default:
            let name = random.pick(WordPool.names)
            members.append(JSONMember(name: name, value: random.pick(WordPool.values(for: name))))
        }
    }

    private mutating func changeElements(_ elements: inout [JSONValue], at place: Int) {
        switch random.below(4) {
        case 0: elements.remove(at: place)
        case 1: elements.append(elements[place])
        case 2: elements += Array(repeating: elements[place], count: random.below(60))
        default: elements.append(random.pick(WordPool.anything))
        }
    }

    private mutating func replacement(of value: JSONValue, name: String) -> JSONValue {
        switch random.below(12) {
        case 0: return random.pick(WordPool.anything)
        case 1: return .array([value])
        case 2: return .object([JSONMember(name: random.pick(WordPool.names), value: value)])
        case 3:
            let levels = random.pick([2, 30, 59, 60, 61, 62, 63, 64, 65, 200])
            return (0..<levels).reduce(value) { inner, _ in .array([inner]) }
        case 4: if case .string(let text) = value { return .string(slip(in: text)) } else { return .null }
        default: return random.pick(WordPool.values(for: name))
        }
    }

    /// A slip of the pen.
    private mutating func slip(in text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        guard !scalars.isEmpty else { return " " }
        let place = random.below(scalars.count)
        switch random.below(5) {
        case 0: scalars.remove(at: place)
        case 1: scalars.insert(scalars[place], at: place)
        case 2: scalars.swapAt(place, random.below(scalars.count))
        case 3: return text.uppercased()
        default: scalars[place] = random.pick(["a", "é", " ", ".", "/", "\u{0}", "1", "-"])
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
