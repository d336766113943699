import Cooperation

/// A slice, or a part of one, folded by subject.
struct SliceTally: Sendable {
    /// What it says of each subject.
    private(set) var subjects: [SubjectKey: SubjectTally] = [:]
    /// The subjects taken back in it. What came about them afterwards stands in `subjects`.
    private(set) var retractions: [SubjectKey: Retraction] = [:]
    /// Its notices, repeats included.
    private(set) var notices = 0
    /// Its notices of events that were known before.
    private(set) var repeats = 0
    /// The routing tables that routed its notices.
    private(set) var routes = FirstMentions<String>()
    /// The command that ended it, where one did.
    private(set) var flush: DigestCommand?

    /// Adds a notice of an event not seen before.
    mutating func add(_ notice: RetainedNotice, recipe: DigestRecipe) {
        notices += 1
        routes.add(notice.notice.routesVersion, at: notice.offset)
        let key = SubjectKey(notice.event)
        if let retraction = retractions[key], notice.offset < retraction.command.offset {
            retractions[key]?.takeBack(1)
        } else if subjects[key] == nil {
            subjects[key] = SubjectTally(notice, recipe: recipe)
        } else {
            subjects[key]?.add(notice, recipe: recipe)
        }
    }

    /// Adds a notice of an event seen before.
    mutating func addRepeat(_ notice: RetainedNotice) {
        notices += 1
        repeats += 1
        routes.add(notice.notice.routesVersion, at: notice.offset)
    }

    /// Adds a command. Only one that ends the slice or takes something back leaves a trace.
    mutating func add(_ command: DigestCommand) {
        switch command.order {
        case .flush: flush = command
        case .withdraw(let source, let subject): retract(SubjectKey(source: source, subject: subject), command)
        case .hold, .release: break
        }
    }

    private mutating func retract(_ key: SubjectKey, _ command: DigestCommand) {
        let taken = subjects.removeValue(forKey: key)?.events.count ?? 0
        let retraction = Retraction(command, notices: taken)
        if retractions[key] == nil { retractions[key] = retraction } else { retractions[key]?.merge(retraction) }
    }

    /// Adds the part of the slice that follows this one.
    mutating func append(_ later: SliceTally) {
        for (key, retraction) in later.retractions {
            retract(key, retraction.command)
            retractions[key]?.takeBack(retraction.notices)
        }
        subjects.merge(later.subjects) { mine, theirs in
            var merged = mine
            merged.merge(theirs)
            return merged
        }
        notices += later.notices
        repeats += later.repeats
        routes.merge(later.routes)
        flush = later.flush
    }
}
