import Cooperation
import Foundation

/// One file of a schema.
struct SchemaFile {
    /// What its references are relative to: its `$id`, or where it lies.
    let id: URL
    let url: URL
    let root: JSONValue

    func problem(_ message: String, at pointer: String = "") -> SchemaProblem {
        SchemaProblem(file: url.relativePath, pointer: pointer, message: message)
    }
}

/// The schema files that have been read, by identifier.
struct SchemaLibrary {
    private var files: [String: SchemaFile] = [:]

    /// Reads a file, whatever its identifier.
    mutating func open(_ url: URL) throws -> SchemaFile {
        let file = try SchemaLibrary.read(url)
        files[file.id.absoluteString] = file
        return file
    }

    /// The schema that `reference`, which stands in `file`, leads to, and the JSON Pointer within it.
    mutating func resolve(
        _ reference: String, in file: SchemaFile, at pointer: String
    ) throws -> (file: SchemaFile, pointer: String) {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let fragment = (parts.count > 1 ? parts[1] : "").removingPercentEncoding,
            Pointer.steps(of: fragment) != nil
        else {
            throw file.problem("\"\(reference)\": behind # expected a JSON Pointer, such as #/$defs/name", at: pointer)
        }
        if parts[0].isEmpty { return (file, fragment) }
        guard let id = URL(string: parts[0], relativeTo: file.id)?.absoluteURL else {
            throw file.problem("\"\(reference)\" is no URI reference", at: pointer)
        }
        if let known = files[id.absoluteString] { return (known, fragment) }
        return (try openNeighbour(id, of: file, at: pointer), fragment)
    }

    private mutating func openNeighbour(_ id: URL, of file: SchemaFile, at pointer: String) throws -> SchemaFile {
        let url = file.url.deletingLastPathComponent().appending(path: id.lastPathComponent)
        guard FileManager.default.fileExists(atPath: url.path) else {
            let place = "expected it beside this file, as \(url.relativePath)"
            throw file.problem("refers to \(id.absoluteString), which is not there: \(place)", at: pointer)
        }
        let neighbour = try SchemaLibrary.read(url)
        guard neighbour.id.absoluteString == id.absoluteString || neighbour.id == neighbour.url.absoluteURL else {
            let found = "\(url.relativePath) has the $id \(neighbour.id.absoluteString)"
            throw file.problem("refers to \(id.absoluteString), but \(found)", at: pointer)
        }
        files[id.absoluteString] = neighbour
        return neighbour
    }

    private static func read(_ url: URL) throws -> SchemaFile {
        let unread = SchemaFile(id: url, url: url, root: .null)
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: url))
        } catch {
            throw unread.problem("cannot be read: \(error.localizedDescription)")
        }
        switch JSONValue.parse(bytes, maxDepth: JSONSchema.maxDepth) {
        case .success(let root):
            var repeated = SchemaFaultLog(limit: 1)
            RepeatedNames.find(in: root, at: "", into: &repeated)
            if let fault = repeated.faults.first { throw unread.problem(fault.message, at: fault.pointer) }
            return SchemaFile(id: try id(of: root, in: unread), url: url, root: root)
        case .failure(let rejection):
            throw unread.problem("is no JSON: \(rejection)")
        }
    }

    private static func id(of root: JSONValue, in file: SchemaFile) throws -> URL {
        guard let value = root["$id"] else { return file.url.absoluteURL }
        guard case .string(let text) = value, let id = URL(string: text), id.scheme != nil, id.fragment == nil else {
            throw file.problem("expected an absolute URI without fragment", at: "/$id")
        }
        return id
    }
}

extension JSONValue {
    /// The member of that name; nil where it lacks or this is no object.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { CodePoints($0.name) == CodePoints(name) }?.value
    }

    /// The value that a JSON Pointer leads to.
    func value(at pointer: String) -> JSONValue? {
        Pointer.steps(of: pointer)?.reduce(self as JSONValue?) { value, step in
            if case .array(let elements)? = value {
                return Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            }
            return value?[step]
        }
    }
}
