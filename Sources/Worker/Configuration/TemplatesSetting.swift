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
        do {
            return try Templates(replacedFrom: url)
        } catch {
            for fault in error.faults { report(fault, in: url) }
            return .builtIn
        }
    }

    /// What is wrong in a file is told with its own name and line; what is wrong with the folder, where it is named.
    private func report(_ fault: TemplatesError.Fault, in url: URL) {
        guard fault.file != "." else {
            return problems.report(
                line: value?.line, path: "emails.templates",
                "the folder of templates \(url.path) \(fault.problem.advice). "
                    + "Its name is relative to the configuration's folder")
        }
        let file = url.appending(path: fault.file).path
        problems.report([
            ConfigurationProblem(source: file, line: fault.line, path: "", message: fault.problem.advice)
        ])
    }
}
