import Testing

/// The program as its users see it: a file that is run, topics that other clients read, mails in a directory.
///
/// One test at a time: each starts processes of its own, and on brokers shared with others all workers are of the same
/// consumer groups.
@Suite("acceptance", .serialized)
enum AcceptanceTests {}
