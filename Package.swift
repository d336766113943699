// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["CI"] == "true" ? [.treatAllWarnings(as: .error)] : [])

/// The pure core is optimised in debug builds too: its simulation runs twenty thousand schedules in the tests.
let core = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let customDump: Target.Dependency = .product(name: "CustomDump", package: "swift-custom-dump")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// Has no main function of its own: libFuzzer brings it (make fuzz-coverage).
let coverageFuzz: [Target] =
    Context.environment["VAGUEMESTRE_COVERAGE"] == "true"
    ? [
        .executableTarget(
            name: "CoverageFuzz", dependencies: ["Fuzzing"], path: "Benchmarks/CoverageFuzz", swiftSettings: strict)
    ] : []

let package = Package(
    name: "vaguemestre",
    products: [
        .executable(name: "vaguemestre", targets: ["vaguemestre"]),
        .executable(name: "route-bench", targets: ["RouteBench"]),
        .executable(name: "engine-bench", targets: ["EngineBench"]),
        .executable(name: "render-bench", targets: ["RenderBench"]),
        .executable(name: "fuzz", targets: ["Fuzz"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.9.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.9.0"),
    ],
    targets: [
        // C and C++ at the edge
        .systemLibrary(name: "CRdKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(
            name: "CSimdJSON",
            cxxSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))],
            linkerSettings: [.linkedLibrary("simdjson")]
        ),

        // The pure core
        .target(name: "Cooperation", dependencies: ["CSimdJSON", crypto], swiftSettings: core),
        .target(name: "DigestEngine", dependencies: ["Cooperation", crypto], swiftSettings: core),
        .target(
            name: "EmailRendering",
            dependencies: ["DigestEngine", "Cooperation", crypto, mustache],
            resources: [.embedInCode("Templates")],
            swiftSettings: strict
        ),

        // The shell
        .target(name: "KafkaClient", dependencies: ["CRdKafka", logging], swiftSettings: strict),
        .target(name: "SMTPClient", dependencies: ["CCurl"], swiftSettings: strict),
        .target(
            name: "Worker",
            dependencies: [
                "KafkaClient", "SMTPClient", "Cooperation", "DigestEngine", "EmailRendering",
                configuration, crypto, logging, metrics, serviceLifecycle, yams,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Operations",
            dependencies: [
                "Worker", "KafkaClient", "Cooperation", "DigestEngine", "EmailRendering",
                coreMetrics, crypto, metrics, hummingbird, hummingbirdCore, logging, serviceLifecycle,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "vaguemestre",
            dependencies: [
                "Operations", "Worker", "KafkaClient", "Cooperation", "DigestEngine", "EmailRendering",
                argumentParser, logging, metrics, serviceLifecycle, unixSignals,
            ],
            swiftSettings: strict
        ),

        // What the digest engine's memory of a partition costs
        .executableTarget(
            name: "EngineBench",
            dependencies: ["DigestEngine", "Cooperation", argumentParser],
            path: "Benchmarks/EngineBench",
            swiftSettings: strict
        ),

        // What a large digest costs to render
        .executableTarget(
            name: "RenderBench",
            dependencies: ["EmailRendering", "DigestEngine", "Cooperation", argumentParser],
            path: "Benchmarks/RenderBench",
            swiftSettings: strict
        ),

        // The route stage measured against a bare C loop (make bench)
        .executableTarget(
            name: "RouteBench",
            dependencies: ["Worker", "KafkaClient", "Cooperation", argumentParser, logging],
            path: "Benchmarks/RouteBench",
            swiftSettings: strict
        ),

        // Damaged records against the reader (make fuzz); a short run is among the tests
        .target(name: "Fuzzing", dependencies: ["Cooperation"], path: "Tests/Fuzzing", swiftSettings: core),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["Fuzzing", "Cooperation", argumentParser],
            path: "Benchmarks/Fuzz",
            swiftSettings: strict
        ),

        // Tests
        .target(name: "TestSupport", dependencies: [customDump], path: "Tests/TestSupport", swiftSettings: core),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "KafkaClientTests", dependencies: ["KafkaClient", logging], swiftSettings: strict),
        .testTarget(
            name: "CooperationTests", dependencies: ["Cooperation", "Fuzzing", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "DigestEngineTests", dependencies: ["DigestEngine", "Cooperation", "TestSupport"],
            swiftSettings: core),
        .testTarget(
            name: "EmailRenderingTests",
            dependencies: ["EmailRendering", "DigestEngine", "Cooperation", "TestSupport"],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
        .testTarget(name: "SMTPClientTests", dependencies: ["SMTPClient", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "WorkerTests",
            dependencies: [
                "Worker", "KafkaClient", "SMTPClient", "Cooperation", "DigestEngine", "EmailRendering", "TestSupport",
                logging,
                serviceLifecycle,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OperationsTests",
            dependencies: [
                "Operations", "Worker", "KafkaClient", "Cooperation", "DigestEngine", "TestSupport", coreMetrics,
                logging, metrics,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AcceptanceTests", dependencies: ["KafkaClient", "TestSupport", logging], swiftSettings: strict),
    ] + coverageFuzz,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
