using System.Collections.Immutable;
using System.Diagnostics;

namespace Rag.Pipeline.Filtering;

/// <summary>
/// A value of document metadata: a string, a number (double), a boolean, or a list of strings. There is no null: a null
/// is a missing key. Equality is the filter grammar's <c>eq</c>: same kind and equal, strings code point by code point,
/// -0 equal to 0.
/// </summary>
public readonly struct MetadataValue : IEquatable<MetadataValue>
{
    private readonly object? _reference;
    private readonly double _number;

    private MetadataValue(MetadataKind kind, object? reference, double number)
    {
        Kind = kind;
        _reference = reference;
        _number = number;
    }

    /// <summary>Which of the four kinds it is.</summary>
    public MetadataKind Kind { get; }

    /// <summary>The string of a <see cref="MetadataKind.String"/>.</summary>
    public string AsString => _reference as string ?? throw Mismatch(MetadataKind.String);

    /// <summary>The number of a <see cref="MetadataKind.Number"/>.</summary>
    public double AsNumber => Kind == MetadataKind.Number ? _number : throw Mismatch(MetadataKind.Number);

    /// <summary>The boolean of a <see cref="MetadataKind.Boolean"/>.</summary>
    public bool AsBoolean => Kind == MetadataKind.Boolean ? _number != 0 : throw Mismatch(MetadataKind.Boolean);

    /// <summary>The elements of a <see cref="MetadataKind.List"/>.</summary>
    public ImmutableArray<string> AsList =>
        Kind == MetadataKind.List ? (ImmutableArray<string>)_reference! : throw Mismatch(MetadataKind.List);

    /// <summary>A string value; the empty string is a value.</summary>
    public static MetadataValue Of(string value) => new(MetadataKind.String, value, 0);

    /// <summary>A number; -0 becomes 0.</summary>
    public static MetadataValue Of(double value) => new(MetadataKind.Number, null, value == 0 ? 0 : value);

    /// <summary>A boolean.</summary>
    public static MetadataValue Of(bool value) => new(MetadataKind.Boolean, null, value ? 1 : 0);

    /// <summary>A list of strings; the empty list is a value.</summary>
    public static MetadataValue Of(ImmutableArray<string> value) => new(MetadataKind.List, value, 0);

    /// <inheritdoc/>
    public bool Equals(MetadataValue other) => Kind == other.Kind && Kind switch
    {
        MetadataKind.String => string.Equals(AsString, other.AsString, StringComparison.Ordinal),
        MetadataKind.List => AsList.SequenceEqual(other.AsList, StringComparer.Ordinal),
        _ => _number.Equals(other._number),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MetadataValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        MetadataKind.String => AsString.GetHashCode(StringComparison.Ordinal),
        MetadataKind.List => AsList.Length,
        _ => _number.GetHashCode(),
    };

    /// <summary>Equal in kind and value.</summary>
    public static bool operator ==(MetadataValue left, MetadataValue right) => left.Equals(right);

    /// <summary>Different in kind or value.</summary>
    public static bool operator !=(MetadataValue left, MetadataValue right) => !left.Equals(right);

    private UnreachableException Mismatch(MetadataKind wanted) => new($"A metadata {Kind} was read as a {wanted}.");
}
