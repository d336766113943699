/// Writes mails into a directory. A repeat leaves one file.
struct DirectoryCarrier: MailCarrier {
    let directory: MailDirectory
    let path: String

    init(path: String) {
        directory = MailDirectory(path: path)
        self.path = path
    }

    var via: String { "directory" }
    var name: String { path }
    var repeatsShow: Bool { false }

    func carry(_ mail: OutgoingMail) async throws -> CarryOutcome {
        try await directory.write(mail.bytes, name: mail.fileName)
        return .delivered("")
    }

    func abandon() {}
    func close() {}
}
