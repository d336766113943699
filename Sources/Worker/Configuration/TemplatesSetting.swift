import EmailRendering
import Foundation

/// Reads the folder that `emails.templates` names, wherever that was said.
struct TemplatesSetting {
    /// The folder's name; empty for none.
    let folder: String
    /// Where the file says it, if it does.
    let value: YAMLValue?
    /// What the name is relative to.
    let directory: URL
    let problems: ProblemCollector

    /// The templates to render with; those of the program where the folder's cannot be used, which is reported.
    func read() -> Templates {
        guard !folder.isEmpty else { return .builtIn }
        let url = URL(fileURLWithPath: folder, relativeTo: directory)
        let found = TemplateFolder(url)
        for fault in found.unreadable { reportUnreadable(fault.path, fault.reason, in: url) }
        guard found.unreadable.isEmpty else { return .builtIn }
        do {
            return try Templates(replacedBy: found.files)
        } catch {
            for fault in error.faults { report(fault.file, fault.line, fault.problem.advice, in: url) }
            return .builtIn
        }
    }

    /// What is wrong with the folder is told where it is named.
    private func reportUnreadable(_ path: String, _ reason: String, in url: URL) {
        guard path.isEmpty else { return report(path, nil, "cannot be read: \(reason)", in: url) }
        problems.report(
            line: value?.line, path: "emails.templates",
            "the folder of templates \(url.path) cannot be read: \(reason). "
                + "Its name is relative to the configuration's folder")
    }

    /// What is wrong in a file is told with its own name and line.
    private func report(_ path: String, _ line: Int?, _ message: String, in url: URL) {
        let file = url.appending(path: path).path
        problems.report([ConfigurationProblem(source: file, line: line, path: "", message: message)])
    }
}
