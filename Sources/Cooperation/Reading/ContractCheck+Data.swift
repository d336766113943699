/// The data of an event.
extension ContractCheck {
    func checkData(_ event: inout CheckedEvent) {
        guard let data = event.envelope.data else {
            missing(
                "data", in: root, "an object; data in base64 (data_base64) are not taken\(dataBesideAttributes())")
            return
        }
        guard data.isObject else {
            fault(data, "found \(Found.described(data)), expected an object\(Found.jsonWithin(data))")
            return
        }
        event.data = members(of: data, names.data)
        checkTexts(event, data)
        checkNames(event, data)
        checkVocabulary(&event, data)
        checkMoments(&event, data)
        if let place = event.member(.place) { checkPlace(place) }
        if let links = event.member(.links) { checkLinks(links) }
        checkKind(event, data)
    }

    private func checkTexts(_ event: borrowing CheckedEvent, _ data: JSONNode) {
        if let title = event.member(.title) {
            checkLocalizedText(title, max: Self.maxTitle)
        } else {
            missing("title", in: data, "an object of language tag to text, such as {\"fr\": \"…\"}")
        }
        if let summary = event.member(.summary) { checkLocalizedText(summary, max: Self.maxText) }
        if let note = event.member(.note) { checkLocalizedText(note, max: Self.maxText) }
    }

    private func checkNames(_ event: borrowing CheckedEvent, _ data: JSONNode) {
        if let domains = event.member(.domains) {
            checkNameList(domains, count: 1...20)
        } else {
            missing("domains", in: data, "an array of 1 to 20 names of cooperation domains")
        }
        if let partners = event.member(.partners) {
            checkNameList(partners, count: 1...20)
        } else {
            missing("partners", in: data, "an array of 1 to 20 identifiers of partners")
        }
        if let themes = event.member(.themes) { checkNameList(themes, count: 0...50) }
    }

    private func checkVocabulary(_ event: inout CheckedEvent, _ data: JSONNode) {
        if let node = event.member(.direction) {
            if let number = checkChoice(node, names.directions) { event.direction = Direction.allCases[number] }
        } else {
            missing("direction", in: data, "one of \(names.directions.names.joined(separator: ", "))")
        }
        if let node = event.member(.priority), let number = checkChoice(node, names.priorities) {
            event.priority = Priority.allCases[number]
        }
        guard let axes = event.member(.axes), checkArray(axes, count: 0...Int.max) else { return }
        for child in axes.children {
            if let number = checkChoice(child, names.axes) { event.axes |= 1 << UInt8(number) }
        }
    }

    private func checkMoments(_ event: inout CheckedEvent, _ data: JSONNode) {
        if let node = event.member(.starts) { event.starts = checkMoment(node) }
        if let node = event.member(.ends) { event.ends = checkMoment(node) }
        if let node = event.member(.respondBy) { event.respondBy = checkMoment(node) }
    }

    /// What one kind asks beyond the others. A field that belongs to another kind is an unknown extra, and passed over.
    private func checkKind(_ event: borrowing CheckedEvent, _ data: JSONNode) {
        if let organisations = event.member(.organisations) {
            checkOrganisations(organisations, atLeast: event.kind == .exchange ? 1 : 0)
        } else if event.kind == .exchange {
            missing("organisations", in: data, "an array of at least one organisation: an exchange is between bodies")
        }
        if event.kind == .event, event.member(.starts) == nil {
            missing("starts", in: data, "a day or an instant: people attend an event")
        }
        guard event.kind == .delegation else { return }
        if let participants = event.member(.participants) { checkCount(participants) }
        if let programme = event.member(.programme) { checkProgramme(programme) }
    }
}

/// The objects within the data.
extension ContractCheck {
    private func checkPlace(_ place: JSONNode) {
        guard checkObject(place) else { return }
        let members = members(of: place, names.place)
        for field in [PlaceField.name, .city] {
            if let node = members[field] { checkString(place.node(at: node), 0...Int.max) }
        }
        if let node = members[PlaceField.timeZone] { checkTimeZone(place.node(at: node)) }
    }

    private func checkOrganisations(_ list: JSONNode, atLeast least: Int) {
        guard checkArray(list, count: least...Int.max) else { return }
        for organisation in list.children where checkObject(organisation) {
            let members = members(of: organisation, names.organisation)
            if let name = members[OrganisationField.name] {
                checkString(list.node(at: name), 0...300)
            } else {
                missing("name", in: organisation, "the organisation's name")
            }
            if let partner = members[OrganisationField.partner] { checkString(list.node(at: partner), 1...100) }
        }
    }

    private func checkProgramme(_ list: JSONNode) {
        guard checkArray(list, count: 0...100) else { return }
        for step in list.children where checkObject(step) {
            let members = members(of: step, names.step)
            if let starts = members[StepField.starts] {
                _ = checkMoment(list.node(at: starts))
            } else {
                missing("starts", in: step, "a day or an instant")
            }
            if let title = members[StepField.title] {
                checkLocalizedText(list.node(at: title), max: Self.maxTitle)
            } else {
                missing("title", in: step, "an object of language tag to text")
            }
            if let place = members[StepField.place] { checkPlace(list.node(at: place)) }
        }
    }

    private func checkLinks(_ list: JSONNode) {
        guard checkArray(list, count: 0...20) else { return }
        for link in list.children where checkObject(link) {
            let members = members(of: link, names.link)
            if let href = members[LinkField.href] {
                checkAddress(list.node(at: href))
            } else {
                missing("href", in: link, "an address that starts with http:// or https://")
            }
            if let title = members[LinkField.title] {
                checkLocalizedText(list.node(at: title), max: Self.maxTitle)
            }
        }
    }
}
