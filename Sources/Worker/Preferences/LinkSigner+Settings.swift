public import DigestEngine
import Foundation

extension LinkSigner {
    /// The shortest secret that is taken, in bytes: as long as the code it makes.
    static let minSecretBytes = 32

    /// The signer of these settings; nil where preferences are off.
    ///
    /// - Throws: ``SecretRefusal`` when the secrets cannot be had, or one is too short. No message shows a secret.
    public static func of(_ settings: PreferenceSettings, environment: [String: String]) throws -> LinkSigner? {
        settings.isEnabled ? try LinkSigner(secrets: secrets(settings, environment)) : nil
    }

    private static func secrets(_ settings: PreferenceSettings, _ environment: [String: String]) throws -> [String] {
        var texts: [String] = []
        if !settings.secretFile.isEmpty {
            do {
                texts.append(try String(contentsOfFile: settings.secretFile, encoding: .utf8))
            } catch {
                throw SecretRefusal(
                    "preferences.secret_file: \(settings.secretFile) cannot be read: \(error.localizedDescription)")
            }
        }
        if !settings.secretVariable.isEmpty {
            guard let text = environment[settings.secretVariable] else {
                throw SecretRefusal(
                    "preferences.secret_env: the environment has no variable \(settings.secretVariable)")
            }
            texts.append(text)
        }
        let secrets = texts.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        guard !secrets.isEmpty else {
            throw SecretRefusal("preferences: there is no secret in what secret_file or secret_env names. \(advice)")
        }
        for (index, secret) in secrets.enumerated() where secret.utf8.count < minSecretBytes {
            throw SecretRefusal(
                "preferences: secret \(index + 1) of \(secrets.count) has \(secret.utf8.count) bytes, expected "
                    + "\(minSecretBytes) or more. \(advice)")
        }
        return secrets
    }

    private static let advice = "openssl rand -base64 32 makes one"
}

/// Secrets that cannot be used: which, and what to do.
public struct SecretRefusal: Error, CustomStringConvertible {
    /// Which, and what to do.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}
