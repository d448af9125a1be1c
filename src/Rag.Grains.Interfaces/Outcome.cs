using System.Diagnostics.CodeAnalysis;

namespace Rag.Grains.Interfaces;

/// <summary>Either a value or an expected failure. Invariant: exactly one of the two is set.</summary>
/// <typeparam name="T">The value.</typeparam>
[GenerateSerializer, Immutable, Alias("rag.outcome`1")]
public readonly record struct Outcome<T>
    where T : class
{
    /// <summary>The value; <see langword="null"/> if it failed.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>The failure; <see langword="null"/> if it succeeded.</summary>
    [Id(1)]
    public Failure? Failure { get; init; }

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new() { Value = value };

    /// <summary>A failure.</summary>
    public static implicit operator Outcome<T>(Failure failure) => new() { Failure = failure };

    /// <summary>Whether there is a failure; if not, there is a value.</summary>
    public bool Failed([NotNullWhen(true)] out Failure? failure, [NotNullWhen(false)] out T? value)
    {
        failure = Failure;
        value = Value;
        return failure is not null;
    }
}
