/// Valid events, one of each kind, with every field that the kind knows.
enum ExampleEvents {
    static let all = [delegation, exchange, event]

    static let delegation: JSONValue = [
        "specversion": "1.0", "id": "d-2019-014", "source": "https://ville.quebec.example/delegations",
        "type": "ca.quebec.ville.delegation.confirmed.v1", "subject": "delegations/2019-014",
        "time": "2019-10-01T09:30:00-04:00", "datacontenttype": "application/json", "traceparent": "00-abc-def-01",
        "data": [
            "title": ["fr": "Délégation de Namur sur la relève musicale", "en": "Namur delegation on emerging music"],
            "summary": ["fr": "Trois jours de rencontres avec les diffuseurs."],
            "note": ["fr": "Confirmée par les deux villes."],
            "domains": ["culture", "economic-development"], "themes": ["emerging-music", "new-markets"],
            "axes": ["rayonner", "apprendre"], "partners": ["namur"], "direction": "incoming", "priority": "high",
            "starts": "2019-11-04", "ends": "2019-11-06", "respondBy": "2019-10-20T17:00:00-04:00",
            "place": ["name": "Palais Montcalm", "city": "Québec", "timeZone": "America/Toronto"],
            "organisations": [["name": "Ville de Namur", "partner": "namur"], ["name": "Palais Montcalm"]],
            "participants": 12,
            "programme": [
                [
                    "starts": "2019-11-04T09:00:00-05:00", "title": ["fr": "Accueil"],
                    "place": ["name": "Hôtel de ville", "city": "Québec"],
                ],
                ["starts": "2019-11-05", "title": ["fr": "Visite des salles", "fr-BE": "Visite des salles"]],
            ],
            "links": [["href": "https://example.org/delegations/2019-014", "title": ["fr": "Le programme"]]],
        ],
    ]

    static let exchange: JSONValue = [
        "specversion": "1.0", "id": "e-7", "source": "/namur/echanges",
        "type": "be.namur.exchange.proposed.v1", "subject": "exchanges/7",
        "data": [
            "title": ["fr": "Échange d’experts sur les réseaux d’eau"], "domains": ["municipal-management"],
            "themes": ["water-infrastructure"], "partners": ["namur"], "direction": "mutual",
            "organisations": [["name": "Service de l’eau"]],
        ],
    ]

    static let event: JSONValue = [
        "specversion": "1.0", "id": "ev-1", "source": "urn:example:namur",
        "type": "be.namur.event.updated.v1", "subject": "events/fete", "time": "2019-05-01T12:00:00.250Z",
        "data": [
            "title": ["fr": "Fêtes de Wallonie", "nl-BE": "Waalse feesten"], "domains": ["culture"],
            "partners": ["namur", "quebec"], "direction": "outgoing", "priority": "strategic",
            "starts": "2019-09-13T18:00:00+02:00", "ends": "2019-09-16T23:00:00+02:00",
            "place": ["city": "Namur", "timeZone": "Europe/Brussels"],
        ],
    ]

    /// The headers and the value of an event in binary mode.
    static func binary(_ event: JSONValue) -> (headers: [(String, String)], value: JSONValue) {
        guard case .object(var members) = event, let data = members.removeValue(forKey: "data") else {
            return ([], .null)
        }
        let headers = members.sorted { $0.key < $1.key }.compactMap { name, value -> (String, String)? in
            guard case .string(let text) = value else { return nil }
            return (name == "datacontenttype" ? "content-type" : "ce_" + name, text)
        }
        return (headers, data)
    }
}
