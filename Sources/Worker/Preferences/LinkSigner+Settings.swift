public import DigestEngine

extension LinkSigner {
    /// The shortest secret that is taken, in bytes: as long as the code it makes.
    static let minSecretBytes = 32

    /// The signer of these settings; nil where preferences are off.
    ///
    /// - Throws: ``SecretRefusal`` when the secrets cannot be had, or one is too short. No message shows a secret.
    public static func of(_ settings: PreferenceSettings, environment: [String: String]) throws -> LinkSigner? {
        settings.isEnabled ? try LinkSigner(secrets: secrets(settings, environment)) : nil
    }

    private static func secrets(
        _ settings: PreferenceSettings, _ environment: [String: String]
    ) throws(SecretRefusal) -> [String] {
        let secrets = try settings.secret.words("preferences.secret", environment)
        for (index, secret) in secrets.enumerated() where secret.utf8.count < minSecretBytes {
            throw SecretRefusal(
                "preferences: secret \(index + 1) of \(secrets.count) has \(secret.utf8.count) bytes, expected "
                    + "\(minSecretBytes) or more (openssl rand -base64 32 makes one)")
        }
        return secrets
    }
}
