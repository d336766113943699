/// What made-up events speak of.
enum Vocabulary {
    static let titles: [(fr: String, en: String)] = [
        ("Mission sur les réseaux d’eau", "Mission on water networks"),
        ("Résidence croisée d’écriture", "Crossed writers’ residency"),
        ("Vitrine des jeunes entreprises", "Start-up showcase"),
        ("Rencontres numériques du Confluent", "Confluence Digital Days"),
        ("Atelier sur la mobilité durable", "Workshop on sustainable mobility"),
        ("Concert de la relève musicale", "Concert of emerging musicians"),
        ("Forum de l’expérience client", "Client experience forum"),
        ("Cycle de cinéma francophone", "French-language film season"),
        ("Jumelage des bibliothèques", "Twinning of libraries"),
        ("Visite des services d’incendie", "Visit of the fire services"),
        ("Appel à projets conjoints", "Call for joint projects"),
        ("Anniversaire du protocole", "Anniversary of the agreement"),
    ]

    static let sentences = [
        "Quatre ingénieurs et techniciens vont voir comment l’autre ville suit ses fuites en temps réel.",
        "Deux auteurs passent six semaines dans la ville partenaire et lisent en public à leur retour.",
        "Neuf entreprises rencontrent des acheteurs, visitent un laboratoire vivant et préparent des ententes.",
        "Les deux administrations comparent leurs délais, leurs guichets et ce qu’en disent les citoyens.",
        "Une table ronde suit, ouverte au public, avec les élus responsables des relations internationales.",
        "Le bilan est présenté aux deux conseils municipaux avant la fin du trimestre.",
        "Les musiciens répètent ensemble trois jours, puis jouent dans les deux villes.",
        "La programmation définitive sera publiée un mois avant la date, sur le site de chaque ville.",
        "Un appel aux bénévoles est lancé auprès des associations de quartier et des écoles.",
        "L’échange porte sur le déneigement, les berges et l’aménagement des places publiques.",
    ]

    static let hosts = [
        "Palais Montcalm", "Pavillon du Confluent", "Maison de la littérature", "Le Delta", "Hôtel de ville",
        "Citadelle", "Grand Manège", "Domaine de Maizerets", "Théâtre de la Cité", "Centre Horizon",
    ]

    static let bodies = [
        "Chœur du Cap-Blanc", "Ensemble Sambre et Meuse", "Régie des eaux de la Meuse moyenne",
        "Accélérateur Cap-Diamant", "Grappe numérique du Confluent", "Atelier du Grognon", "Réseau des bibliothèques",
        "Chambre de commerce", "Office du tourisme", "Faculté d’aménagement",
    ]
}
