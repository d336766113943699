/// What a word that the contract does not know most likely says in the contract's words: the same word in another case
/// or with accents, its French, another English word for it, or a slip of the pen.
enum SpokenWord {
    /// The longest word that is looked at, in bytes of UTF-8.
    static let maxBytes = 64

    /// The one of `names` that a word means; nil where that would be a wild guess.
    static func meant(by word: String, among names: [String]) -> String? {
        guard word.utf8.count <= maxBytes else { return nil }
        let folded = fold(word)
        if !folded.isEmpty {
            if let same = names.first(where: { fold($0) == folded }) { return same }
            // French words agree: `confirmée`, `sortants`.
            for ending in ["", "e", "s", "es"] where folded.hasSuffix(ending) {
                if let sense = senses[String(folded.dropLast(ending.count))], names.contains(sense) { return sense }
            }
        }
        return NearestName.nearest(to: word, among: names)
    }

    /// Whether a field was meant to be `name`. Stricter than for a value, as any name may stand in an object: at most
    /// one slip for four letters, and two in all.
    static func isMeant(_ name: String, by word: String) -> Bool {
        if word == name { return false }
        let folded = fold(word)
        if folded == fold(name) || senses[folded] == name { return true }
        return NearestName.distance(from: word, to: name, atMost: min(2, name.utf8.count / 4)) != nil
    }

    /// French and other English words, folded, by what the contract calls it. Where a word has two senses, none stands
    /// here. What was postponed or moved is an update, as its new dates tell.
    private static let senses: [String: String] = [
        "echange": "exchange", "evenement": "event",
        "propose": "proposed", "confirme": "confirmed", "annule": "cancelled",
        "misajour": "updated", "miseajour": "updated", "modifie": "updated", "reporte": "updated",
        "deplace": "updated", "changed": "updated", "modified": "updated", "moved": "updated",
        "postponed": "updated", "rescheduled": "updated",
        "termine": "completed", "acheve": "completed", "complete": "completed", "done": "completed",
        "finished": "completed", "ended": "completed",
        "entrant": "incoming", "inbound": "incoming", "in": "incoming",
        "sortant": "outgoing", "outbound": "outgoing", "out": "outgoing",
        "mutuel": "mutual", "mutuelle": "mutual", "reciproque": "mutual", "both": "mutual", "bilateral": "mutual",
        "haut": "high", "eleve": "high", "strategique": "strategic",
        "rayonnement": "rayonner", "apprentissage": "apprendre", "attraction": "attirer", "attractivite": "attirer",
        "titre": "title", "domaines": "domains", "partenaires": "partners", "sens": "direction", "debut": "starts",
        "organismes": "organisations", "donnees": "data", "sujet": "subject", "objet": "subject",
        "identifiant": "id", "nom": "name", "lien": "href", "url": "href",
    ]

    /// The letters alone, in lower case, without accents.
    private static func fold(_ word: String) -> String {
        var folded = ""
        for scalar in word.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z": folded.unicodeScalars.append(scalar)
            case "à", "â", "ä": folded += "a"
            case "ç": folded += "c"
            case "è", "é", "ê", "ë": folded += "e"
            case "î", "ï": folded += "i"
            case "ô", "ö": folded += "o"
            case "ù", "û", "ü": folded += "u"
            case "œ": folded += "oe"
            default: break
            }
        }
        return folded
    }
}
