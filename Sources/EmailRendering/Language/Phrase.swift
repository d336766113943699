/// What a digest can say of its own accord, apart from what senders wrote: the keys of `phrases` in a language file.
///
/// Every language must give every phrase, with just the slots named here; loading refuses a file that does not.
public enum Phrase: String, CaseIterable, Hashable, Sendable {
    case subjectLine = "subject.line"
    case subjectSingle = "subject.single"
    case highlightCancelled = "highlight.cancelled"
    case highlightMoved = "highlight.moved"
    case highlightWithdrawn = "highlight.withdrawn"
    case highlightAnswers = "highlight.answers"
    case highlightNew = "highlight.new"
    case highlightUpdated = "highlight.updated"
    case highlightNone = "highlight.none"
    case headNumber = "head.number"
    case headZone = "head.zone"
    case sectionChanged = "section.changed"
    case sectionAnswers = "section.answers"
    case sectionBrief = "section.brief"
    case sectionTriage = "section.triage"
    case sectionBalance = "section.balance"
    case sectionNotes = "section.notes"
    case sectionOmitted = "section.omitted"
    case sectionOtherThemes = "section.otherThemes"
    case answerBy = "answer.by"
    case answerPreviously = "answer.previously"
    case answerMore = "answer.more"
    case briefMoved = "brief.moved"
    case briefMore = "brief.more"
    case changeProposed = "change.proposed"
    case changeConfirmed = "change.confirmed"
    case changeRescheduled = "change.rescheduled"
    case changeUpdated = "change.updated"
    case changeCompleted = "change.completed"
    case changeCancelled = "change.cancelled"
    case changeWithdrawn = "change.withdrawn"
    case kindDelegation = "kind.delegation"
    case kindExchange = "kind.exchange"
    case kindEvent = "kind.event"
    case actionProposed = "action.proposed"
    case actionConfirmed = "action.confirmed"
    case actionUpdated = "action.updated"
    case actionCompleted = "action.completed"
    case actionCancelled = "action.cancelled"
    case priorityHigh = "priority.high"
    case priorityStrategic = "priority.strategic"
    case directionIncoming = "direction.incoming"
    case directionOutgoing = "direction.outgoing"
    case directionMutual = "direction.mutual"
    case whenInstant = "when.instant"
    case whenHours = "when.hours"
    case whenRange = "when.range"
    case whenLocal = "when.local"
    case whenLocalDay = "when.localDay"
    case whenLocalHours = "when.localHours"
    case wasDates = "was.dates"
    case wasPlace = "was.place"
    case wasTitle = "was.title"
    case wasStatus = "was.status"
    case wasRespond = "was.respond"
    case lineRespond = "line.respond"
    case lineOrganisations = "line.organisations"
    case lineOrganisation = "line.organisation"
    case lineParticipants = "line.participants"
    case lineNote = "line.note"
    case lineProgramme = "line.programme"
    case lineProgrammeStep = "line.programmeStep"
    case lineProgrammeMore = "line.programmeMore"
    case linePreviously = "line.previously"
    case lineWithdrawn = "line.withdrawn"
    case lineUpdates = "line.updates"
    case lineAnnounced = "line.announced"
    case lineBecause = "line.because"
    case lineWhy = "line.why"
    case unknownDomain = "unknown.domain"
    case unknownTheme = "unknown.theme"
    case unknownPartner = "unknown.partner"
    case unknownNearest = "unknown.nearest"
    case balanceIncoming = "balance.incoming"
    case balanceOutgoing = "balance.outgoing"
    case balanceMutual = "balance.mutual"
    case balanceTotal = "balance.total"
    case balanceWindow = "balance.window"
    case balanceName = "balance.name"
    case balanceTerm = "balance.term"
    case balanceRow = "balance.row"
    case axesLine = "axes.line"
    case axesItem = "axes.item"
    case axesNone = "axes.none"
    case noteWithdrawn = "note.withdrawn"
    case noteOmitted = "note.omitted"
    case noteMerged = "note.merged"
    case noteFlushed = "note.flushed"
    case noteAnnounced = "note.announced"
    case noteDuplicates = "note.duplicates"
    case noteTriage = "note.triage"
    case listMore = "list.more"
    case empty = "empty"
    case footerAudience = "footer.audience"
    case footerReference = "footer.reference"
    case preferencesLink = "preferences.link"
    case preferencesTitle = "preferences.title"
    case preferencesReceiving = "preferences.receiving"
    case preferencesPaused = "preferences.paused"
    case preferencesUnsubscribed = "preferences.unsubscribed"
    case preferencesMoved = "preferences.moved"
    case preferencesSaved = "preferences.saved"
    case preferencesUnsubscribeTitle = "preferences.unsubscribe.title"
    case preferencesUnsubscribeText = "preferences.unsubscribe.text"
    case preferencesUnsubscribeDo = "preferences.unsubscribe.do"
    case preferencesPauseTitle = "preferences.pause.title"
    case preferencesPauseText = "preferences.pause.text"
    case preferencesPauseLegend = "preferences.pause.legend"
    case preferencesPauseDo = "preferences.pause.do"
    case preferencesMoveTitle = "preferences.move.title"
    case preferencesMoveText = "preferences.move.text"
    case preferencesMoveLegend = "preferences.move.legend"
    case preferencesMoveOption = "preferences.move.option"
    case preferencesMoveDo = "preferences.move.do"
    case preferencesResumeTitle = "preferences.resume.title"
    case preferencesResumeText = "preferences.resume.text"
    case preferencesResumeDo = "preferences.resume.do"
    case preferencesPrivacy = "preferences.privacy"
    case preferencesExpiredTitle = "preferences.expired.title"
    case preferencesExpiredText = "preferences.expired.text"
    case preferencesUnknownTitle = "preferences.unknown.title"
    case preferencesUnknownText = "preferences.unknown.text"
    case preferencesUnclearTitle = "preferences.unclear.title"
    case preferencesUnclearText = "preferences.unclear.text"
    case preferencesLaterTitle = "preferences.later.title"
    case preferencesLaterText = "preferences.later.text"
    case cadenceImmediate = "cadence.immediate"
    case cadenceDaily = "cadence.daily"
    case cadenceWeekdays = "cadence.weekdays"
    case cadenceWeekly = "cadence.weekly"
    case cadenceMonthly = "cadence.monthly"
    case cadenceFirstWorkingDay = "cadence.firstWorkingDay"

    /// A place in a phrase that a value fills, written `{name}` in the language file.
    public enum Slot: String, Hashable, Sendable {
        case title, number, highlights, change, count, from, to, city, when, partners, day, time, local
        case before, after, list, name, nearest, partner, date, audience, reference, incoming, outgoing, mutual
    }

    /// The slots that every wording of this phrase must have, each once or more, and no others.
    public var slots: Set<Slot> {
        switch self {
        case .subjectLine: [.title, .number, .highlights]
        case .subjectSingle: [.change, .title]
        case .headNumber, .answerPreviously: [.number]
        case .whenRange, .whenLocalHours: [.from, .to]
        case .headZone: [.city]
        case .answerBy, .lineRespond, .lineProgrammeStep: [.when]
        case .directionIncoming, .directionOutgoing, .directionMutual: [.partners]
        case .whenInstant, .whenLocalDay: [.day, .time]
        case .whenHours: [.day, .from, .to]
        case .whenLocal: [.when, .local, .city]
        case .briefMoved: [.before, .after]
        case .wasDates, .wasPlace, .wasRespond, .wasStatus: [.before]
        case .lineOrganisations, .lineBecause, .unknownDomain, .unknownTheme, .unknownPartner, .axesLine: [.list]
        case .lineOrganisation: [.name, .partner]
        case .unknownNearest: [.name, .nearest]
        case .linePreviously, .lineWithdrawn: [.number, .date]
        case .axesItem: [.name, .number]
        case .balanceTerm: [.from, .name, .to]
        case .balanceRow: [.name, .incoming, .outgoing, .mutual]
        case .noteTriage: [.count, .list]
        case .footerAudience: [.audience]
        case .footerReference: [.reference]
        case .preferencesTitle, .preferencesMoved: [.title]
        case .preferencesReceiving: [.when]
        case .preferencesPaused, .preferencesPrivacy: [.date]
        case .preferencesMoveOption: [.title, .when]
        case .cadenceDaily, .cadenceWeekdays, .cadenceFirstWorkingDay: [.time]
        case .cadenceWeekly: [.list, .time]
        case .cadenceMonthly: [.number, .time]
        case _ where isCounted: [.count]
        default: []
        }
    }

    /// Whether the wording depends on a number: such a phrase is an object of plural categories in the file.
    public var isCounted: Bool {
        switch self {
        case .highlightCancelled, .highlightMoved, .highlightWithdrawn, .highlightAnswers, .highlightNew,
            .highlightUpdated, .sectionOmitted,
            .answerMore, .briefMore, .lineParticipants, .lineProgrammeMore, .lineUpdates, .lineBecause, .noteWithdrawn,
            .noteOmitted, .noteMerged, .noteAnnounced, .noteDuplicates, .noteTriage, .listMore:
            true
        default: false
        }
    }
}
