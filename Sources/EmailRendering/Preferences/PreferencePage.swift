public import Cooperation
public import DigestEngine
import Foundation

/// The page behind the link to a recipient's preferences: asks, says what holds, and names nobody. It needs no script,
/// loads nothing, and its forms go back to where it came from.
public struct PreferencePage: Sendable {
    /// What a page says when it cannot ask.
    public enum Trouble: CaseIterable, Sendable {
        /// The link was valid once.
        case expired
        /// The link was never signed here, or its subscription is no more.
        case unknown
        /// The form says nothing that can be done.
        case unclear
        /// The brokers do not answer.
        case later
    }

    private let templates: Templates
    private let language: Language

    /// The page in the language that serves `language` (a BCP 47 tag) best.
    public init(language tag: String, templates: Templates) {
        self.templates = templates
        language = templates.language(for: tag)
    }

    /// The Content-Security-Policy that the page needs, and that allows nothing else.
    public static var policy: String {
        "default-src 'none'; style-src \(PageStyle.policySource); form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
    }

    /// The tag of the language written in.
    public var languageTag: String { language.tag }

    /// The page of somebody who may choose.
    ///
    /// - Parameters:
    ///   - standing: what holds.
    ///   - link: by which link the page was reached.
    ///   - pauses: the days until which one may pause, in the subscription's time zone.
    ///   - isSaved: whether a choice was saved just now.
    ///   - replaced: the subscription that the link is of, where another one came in its place.
    public func html(
        of standing: PreferenceStanding, link: PreferenceLink, pauses: [CalendarDate], isSaved: Bool,
        replaced: Subscription?
    ) -> String {
        let data = data(of: standing, link: link, pauses: pauses, isSaved: isSaved, replaced: replaced)
        return templates.render(.preferencesPage, data, in: language)
    }

    /// What the template reads.
    func data(
        of standing: PreferenceStanding, link: PreferenceLink, pauses: [CalendarDate], isSaved: Bool,
        replaced: Subscription?
    ) -> [String: Any] {
        let place = standing.place
        let zone = TimeZone(identifier: place.timeZone) ?? .gmt
        let dates = DateWords(language: language, zone: zone) { $0 }
        var data = frame(title: place.title, fallback: place.id)
        data["state"] = state(of: standing, dates: dates)
        data["text"] = replaced.map { language.say(.preferencesMoved, [.title: text($0.title) ?? $0.id]) }
        if isSaved { data["saved"] = language.say(.preferencesSaved) }
        data["privacy"] = language.say(.preferencesPrivacy, [.date: dates.date(link.expiresAt)])
        offerResuming(standing, &data)
        if standing.state != .unsubscribed { offerLeaving(&data, pauses: pauses, dates: dates) }
        if !standing.alternatives.isEmpty { offerMoving(standing.alternatives, &data) }
        return data
    }

    /// The page that says why it cannot ask.
    public func html(of trouble: Trouble) -> String {
        let (title, text): (Phrase, Phrase) =
            switch trouble {
            case .expired: (.preferencesExpiredTitle, .preferencesExpiredText)
            case .unknown: (.preferencesUnknownTitle, .preferencesUnknownText)
            case .unclear: (.preferencesUnclearTitle, .preferencesUnclearText)
            case .later: (.preferencesLaterTitle, .preferencesLaterText)
            }
        var data = frame()
        data["pageTitle"] = language.say(title)
        data["title"] = language.say(title)
        data["text"] = language.say(text)
        return templates.render(.preferencesPage, data, in: language)
    }

    private func frame() -> [String: Any] { ["language": language.tag, "css": PageStyle.css] }

    private func frame(title: LocalizedText, fallback: String) -> [String: Any] {
        var data = frame()
        let shown = text(title) ?? fallback
        data["title"] = shown
        data["pageTitle"] = language.say(.preferencesTitle, [.title: shown])
        let tag = title.best(for: language.tag)?.language
        if let tag, Language.primary(of: tag) != language.primary { data["titleLang"] = CleanText.languageTag(tag) }
        return data
    }

    private func text(_ text: LocalizedText) -> String? {
        text.best(for: language.tag).map { language.typography.set(CleanText.line($0.text, limit: 200)) }
    }

    private func state(of standing: PreferenceStanding, dates: DateWords) -> String {
        switch standing.state {
        case .receiving:
            language.say(.preferencesReceiving, [.when: language.words(for: standing.place.cadence)])
        case .paused(let until): language.say(.preferencesPaused, [.date: dates.date(until)])
        case .unsubscribed: language.say(.preferencesUnsubscribed)
        }
    }

    private func offerResuming(_ standing: PreferenceStanding, _ data: inout [String: Any]) {
        guard standing.state != .receiving else { return }
        data["resume"] = true
        data["resumeTitle"] = language.say(.preferencesResumeTitle)
        data["resumeText"] = language.say(.preferencesResumeText)
        data["resumeDo"] = language.say(.preferencesResumeDo)
    }

    private func offerLeaving(_ data: inout [String: Any], pauses: [CalendarDate], dates: DateWords) {
        data["unsubscribe"] = true
        data["unsubscribeTitle"] = language.say(.preferencesUnsubscribeTitle)
        data["unsubscribeText"] = language.say(.preferencesUnsubscribeText)
        data["unsubscribeDo"] = language.say(.preferencesUnsubscribeDo)
        data["pause"] = true
        data["pauseTitle"] = language.say(.preferencesPauseTitle)
        data["pauseText"] = language.say(.preferencesPauseText)
        data["pauseLegend"] = language.say(.preferencesPauseLegend)
        data["pauseDo"] = language.say(.preferencesPauseDo)
        data["pauseOptions"] = pauses.map { ["value": $0.description, "label": dates.date($0)] }
    }

    private func offerMoving(_ alternatives: [Subscription], _ data: inout [String: Any]) {
        data["move"] = true
        data["moveTitle"] = language.say(.preferencesMoveTitle)
        data["moveText"] = language.say(.preferencesMoveText)
        data["moveLegend"] = language.say(.preferencesMoveLegend)
        data["moveDo"] = language.say(.preferencesMoveDo)
        data["moveOptions"] = alternatives.map { other in
            let label = language.say(
                .preferencesMoveOption,
                [.title: text(other.title) ?? other.id, .when: language.words(for: other.cadence)])
            return ["value": other.id, "label": label]
        }
    }
}
